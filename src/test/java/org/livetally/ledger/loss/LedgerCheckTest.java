package org.livetally.ledger.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.order.Receipt;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.ManualClock;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestConnection;
import org.livetally.testing.TestRedis;

/** What readiness costs Redis: it needs no token, so anybody may ask as often as they like. */
@ExtendWith(VertxExtension.class)
final class LedgerCheckTest {
    private static final int ASKERS = 200;

    private final Vertx vertx;
    private final Context loop;
    private final AckMemory memory = new AckMemory(new ManualClock());

    LedgerCheckTest(Vertx vertx) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    @BeforeEach
    void ack() {
        TestRedis.flush();
        TestRedis.command("HSET", KEYS.settings(), "status", "live");
        TestRedis.command("HSET", KEYS.totals(), "last", "5-0");
        TestRedis.command("HSET", KEYS.ids(), "o", "5-0 f paid");
        memory.acked(STREAM, AckMemoryTest.messages("o"), List.of(new Receipt.Recorded("5-0")), TestConnection.HERE);
    }

    @Test
    void allWhoAskAtOnceShareALook() {
        Promise<LedgerCheck> opened = Promise.promise();
        loop.runOnContext(go -> {
            RedisLink redis = RedisLink.open(vertx, TestRedis.uri());
            LedgerCheck check = new LedgerCheck(redis, memory);
            redis.onConnected(() -> opened.tryComplete(check));
        });
        LedgerCheck check = Await.result(opened.future());

        assertEquals(
                1,
                RedisWork.of(() -> Await.result(ask(check, ASKERS))).get("hmget"),
                "a look asks once for what was accepted");
        TestRedis.flush();
        Await.until(
                "a look that finds it empty",
                () -> Await.result(ask(check, 1)
                                .map(true)
                                .otherwise(lost ->
                                        !String.valueOf(lost.getMessage()).contains(AckMemory.WENT_BACK)))
                        .equals(false));
    }

    /** As a slot that is moving keeps it waiting. */
    @Test
    void aSlowLookIsNoVerdict() {
        Promise<RedisLink> opened = Promise.promise();
        loop.runOnContext(go -> {
            RedisLink redis = RedisLink.open(vertx, TestRedis.uri());
            redis.onConnected(() -> opened.tryComplete(redis));
        });
        RedisLink redis = Await.result(opened.future());
        LedgerCheck check = new LedgerCheck(redis, memory);
        TestRedis.command("CLIENT", "PAUSE", "60000", "WRITE"); // and scripts
        try {
            Await.result(ask(check, ASKERS));
            assertTrue(redis.isConnected(), "it did not wait until the link gave up");
        } finally {
            TestRedis.command("CLIENT", "UNPAUSE");
        }
    }

    private Future<Void> ask(LedgerCheck check, int times) {
        Promise<Void> all = Promise.promise();
        loop.runOnContext(
                go -> Future.all(Stream.generate(check::check).limit(times).toList())
                        .<Void>mapEmpty()
                        .onComplete(all));
        return all.future();
    }
}
