package org.livetally.notify.send;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.metrics.Metrics;
import org.livetally.notify.Event;
import org.livetally.notify.Events;
import org.livetally.notify.LinkedLoop;
import org.livetally.notify.Receiver;
import org.livetally.notify.StaleWatch;
import org.livetally.notify.StreamWatch;
import org.livetally.notify.targets.AddressCheck;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** What waits is sent, whatever keeps news from being told. */
@ExtendWith(VertxExtension.class)
final class CourierTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final Vertx vertx;
    private final LinkedLoop loop;
    private volatile boolean stale;

    CourierTest(Vertx vertx) {
        this.vertx = vertx;
        this.loop = new LinkedLoop(vertx);
    }

    private Courier courier(RedisLink redis) {
        Events events = new Events(redis, CLOCK);
        Courier.Watches watches = new Courier.Watches(
                new StreamWatch(redis, events, CLOCK),
                new StaleWatch(redis, events, () -> stale, () -> CLOCK.instant().plusMillis(stale ? 0 : 60_000), "a"));
        return new Courier(
                vertx,
                redis,
                watches,
                new Courier.Node("a", new AddressCheck(vertx, true), new Metrics().notifications));
    }

    @Test
    void whatIsDueIsSentThoughTheOutboxIsFullAndThereIsNews() {
        try (Receiver receiver = new Receiver(vertx)) {
            Courier courier = started(receiver);
            for (int i = 0; i < 10_000; i += 500) {
                String[] dead = new String[1 + 2 * 500];
                dead[0] = NotifyKeys.DUE;
                for (int j = 0; j < 500; j++) {
                    dead[1 + 2 * j] = "9000000000000";
                    dead[2 + 2 * j] = "dead\t" + (i + j);
                }
                TestRedis.command("ZADD", dead);
            }
            live("shop");
            loop.ask(redis -> courier.turn());
            awaitWaiting(receiver);
        }
    }

    @Test
    void whatIsDueIsSentThoughNothingCanBeLookedAt() {
        try (Receiver receiver = new Receiver(vertx)) {
            stale = true;
            Courier courier = started(receiver);
            TestRedis.command("DEL", NotifyKeys.SEEN);
            TestRedis.command("SET", NotifyKeys.SEEN, "no hash");
            stale = false; // the outage is over after a minute, and is to be told
            loop.ask(redis -> courier.turn());
            awaitWaiting(receiver);
        }
    }

    /** The courier after its first turn, with an event that waits for the receiver from then on. */
    private Courier started(Receiver receiver) {
        String settings = "{\"kind\":\"webhook\",\"title\":\"t\",\"language\":\"en\"}";
        TestRedis.command("HSET", NotifyKeys.TARGETS, "t", settings);
        String secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";
        JsonObject access = new JsonObject().put("url", receiver.url("/")).put("secret", secret);
        TestRedis.command("HSET", NotifyKeys.SECRETS, "t", access.encode());
        Courier courier = loop.ask(redis -> Future.succeededFuture(courier(redis)));
        loop.ask(redis -> courier.turn());
        loop.ask(redis -> new Events(redis, CLOCK).tellOne("t", Event.test("waiting", CLOCK.millis())));
        return courier;
    }

    private static void awaitWaiting(Receiver receiver) {
        Await.until("what waits arrives", () -> receiver.ids().stream().anyMatch(id -> id.contains("waiting")));
    }

    private static void live(String stream) {
        StreamKeys keys = new StreamKeys(stream);
        TestRedis.command("SADD", StreamKeys.INDEX, stream);
        TestRedis.command("SADD", StreamKeys.LIVE, stream);
        TestRedis.command(
                "HSET", keys.settings(), "title", "t", "status", "live", "currency", "CNY", "startedAt", "1000");
        TestRedis.command("HSET", keys.totals(), "version", "1");
    }
}
