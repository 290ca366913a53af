package org.livetally.ledger.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.order.Seq;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** How a loss that one node has noted ends, by whichever node. */
@ExtendWith(VertxExtension.class)
final class NotedLossTest {
    private static final Loss LOSS =
            new Loss(STREAM, Seq.parse("6-0"), Seq.parse("5-0"), Map.of("o", "6-0"), true, 1_000, null);

    private final Vertx vertx;

    NotedLossTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @BeforeEach
    void note() {
        TestRedis.flush();
        TestRedis.command("HSET", KEYS.settings(), "status", "live");
        TestRedis.command("HSET", KEYS.totals(), "last", "5-0");
        with(redis -> NotedLoss.note(redis, LOSS, new AckedStream.Acked("o", "6-0")));
    }

    /** The node that noted it was restarted, and knows of nothing. */
    @Test
    void whoeverFindsWhatWasMissingEndsIt() {
        assertEquals(Set.of(STREAM), noted());
        TestRedis.command("HSET", KEYS.totals(), "last", "7-0");
        noted();
        assertEquals(Set.of(STREAM), noted(), "others have recorded since, and the order is not there");
        TestRedis.command("HSET", KEYS.ids(), "o", "5-1 f paid");
        noted();
        assertEquals(Set.of(STREAM), noted(), "it is at another place");
        TestRedis.command("HSET", KEYS.ids(), "o", "6-0 f paid");
        with(redis -> NotedLoss.all(redis, stream -> true));
        assertEquals(Set.of(STREAM), noted(), "its own look tells a node that misses something");
        assertEquals(Set.of(), noted());
        assertEquals("0", TestRedis.text("EXISTS", KEYS.loss()));
        assertEquals("0", TestRedis.text("HEXISTS", KEYS.totals(), "lost"));
        assertEquals("0", TestRedis.text("EXISTS", StreamKeys.LOST));
    }

    @Test
    void acceptedAgainWithoutAnAnswerItIsSaidOnceInTheLedger() {
        assertEquals("3", TestRedis.text("GET", StreamKeys.FORMAT), "earlier versions can read all that is there");
        with(redis -> NotedLoss.accept(redis, LOSS, "anna", 2_000));
        String accepted = TestRedis.text("HGET", KEYS.loss(), "accepted");
        assertEquals("4", TestRedis.text("GET", StreamKeys.FORMAT));
        with(redis -> NotedLoss.accept(redis, LOSS, "anna", 3_000));
        assertEquals("1", TestRedis.text("XLEN", KEYS.ledger()));
        assertEquals(accepted, TestRedis.text("HGET", KEYS.loss(), "accepted"));
        assertEquals(accepted, TestRedis.text("HGET", KEYS.totals(), "last"));
    }

    private Set<String> noted() {
        return with(redis -> NotedLoss.all(redis, stream -> false));
    }

    private <T> T with(Function<RedisLink, Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> {
            RedisLink redis = RedisLink.open(vertx, TestRedis.uri());
            redis.onConnected(() -> work.apply(redis).eventually(redis::close).onComplete(done));
        });
        return Await.result(done.future());
    }
}
