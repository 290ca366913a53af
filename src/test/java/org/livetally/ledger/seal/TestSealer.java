package org.livetally.ledger.seal;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** A sealer of a node that does nothing else, in a hurry. */
final class TestSealer {
    private static final Rounds.Timing HASTY = new Rounds.Timing(50, 100, 200);

    /** The numbers of differences that were told. */
    final Queue<Long> told = new ConcurrentLinkedQueue<>();

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();

    private final Promise<Sealer> sealer = Promise.promise();

    TestSealer(String id) {
        this(id, Sealer::start);
    }

    private TestSealer(String id, Consumer<Sealer> begin) {
        loop.runOnContext(go -> {
            RedisLink link = RedisLink.open(vertx, TestRedis.uri());
            Sealer.Node node = new Sealer.Node(
                    id, InstantSource.system(), new LongAdder(), (stream, seal) -> told.add(seal.differences()));
            Sealer made = new Sealer(vertx, link, node, HASTY, 1);
            link.onConnected(() -> sealer.tryComplete(made));
            begin.accept(made);
        });
    }

    /** One that has its turns when the test says so. */
    static TestSealer byHand(String id) {
        return new TestSealer(id, made -> {});
    }

    /** Returns when it has seen what there is to do. */
    void turn() {
        Promise<Void> done = Promise.promise();
        sealer.future().onSuccess(made -> loop.runOnContext(go -> made.turn().onComplete(done)));
        Await.result(done.future());
    }

    /** Ends it, without a word to others. */
    void kill() {
        Await.result(vertx.close());
    }
}
