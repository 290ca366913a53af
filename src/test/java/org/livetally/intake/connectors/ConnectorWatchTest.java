package org.livetally.intake.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.notify.Events;
import org.livetally.notify.LinkedLoop;
import org.livetally.redis.client.ConnectorKeys;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** Others are told once that a connector fails, and never its address. */
@ExtendWith(VertxExtension.class)
final class ConnectorWatchTest {
    private static final String ID = "abcdefghijklmnopqrstuv";

    private final ManualClock clock = new ManualClock();
    private final LinkedLoop loop;

    ConnectorWatchTest(Vertx vertx) {
        loop = new LinkedLoop(vertx);
    }

    @BeforeEach
    void failing() {
        TestRedis.flush();
        ConnectorKeys keys = new ConnectorKeys(ID);
        Map.of("kind", "standard", "stream", "s", "currency", "CNY", "title", "Shop")
                .forEach((field, value) -> TestRedis.command("HSET", keys.settings(), field, value));
        TestRedis.command("HSET", keys.secrets(), "list", "[\"whsec_x\"]");
        TestRedis.command("SADD", ConnectorKeys.INDEX, ID);
        TestRedis.command("HSET", new StreamKeys("s").settings(), "status", "live");
        TestRedis.command("HSET", NotifyKeys.TARGETS, "all", "{}");
    }

    @Test
    void itIsToldOnceFromTheBeginningOn() {
        TestRedis.command("HSET", new ConnectorKeys(ID).counts(), "refusedInRow", "2", "refusedSince", "1000");
        look();
        assertEquals("0", TestRedis.text("HLEN", NotifyKeys.OUTBOX), "two may be an accident");
        TestRedis.command("HSET", new ConnectorKeys(ID).counts(), "refusedInRow", "3");
        look();
        look();
        assertEquals("1", TestRedis.text("HLEN", NotifyKeys.OUTBOX));
        assertFalse(
                String.valueOf(TestRedis.command("HGETALL", NotifyKeys.OUTBOX)).contains(ID));
    }

    private void look() {
        loop.ask(redis -> new ConnectorWatch(
                        redis,
                        new ConnectorDirectory(redis),
                        new ConnectorStatus(redis, clock),
                        new Events(redis, clock))
                .check());
    }
}
