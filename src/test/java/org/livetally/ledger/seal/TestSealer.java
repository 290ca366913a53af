package org.livetally.ledger.seal;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** A sealer of a node that does nothing else, in a hurry. */
final class TestSealer {
    private static final Rounds.Timing HASTY = new Rounds.Timing(50, 100, 200);

    /** The numbers of differences that were told. */
    final Queue<Long> told = new ConcurrentLinkedQueue<>();

    private final Vertx vertx = Vertx.vertx();

    TestSealer(String id) {
        vertx.getOrCreateContext().runOnContext(go -> {
            RedisLink link = RedisLink.open(vertx, TestRedis.uri());
            Sealer.Node node = new Sealer.Node(
                    id, InstantSource.system(), new LongAdder(), (stream, seal) -> told.add(seal.differences()));
            new Sealer(vertx, link, node, HASTY, 1).start();
        });
    }

    /** Ends it, without a word to others. */
    void kill() {
        Await.result(vertx.close());
    }
}
