package org.livetally.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.testing.TestRedis;

/** Each event is told once, to those who want it. */
@ExtendWith(VertxExtension.class)
final class EventsTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Event EVENT = event("import-1", "naqu");

    private final LinkedLoop loop;

    EventsTest(Vertx vertx) {
        loop = new LinkedLoop(vertx);
    }

    @Test
    void whereNoTargetIsNothingIsKept() {
        tell(EVENT);
        assertEquals(0, TestRedis.keys());
    }

    @Test
    void anEventIsInTheOutboxOnceForEachTargetThatWantsIt() {
        target("all", "{}");
        target("this", "{\"streams\":[\"other\",\"naqu\"],\"events\":[\"import.finished\"]}");
        target("other", "{\"streams\":[\"other\"]}");
        target("goals", "{\"events\":[\"goal.reached\"]}");
        target("paused", "{\"paused\":true}");
        tell(EVENT);
        tell(EVENT);

        assertEquals(
                "[all\timport-1, this\timport-1]",
                String.valueOf(TestRedis.command("ZRANGE", NotifyKeys.DUE, "-inf", "+inf", "BYSCORE")));
        assertEquals("2", TestRedis.text("ZCARD", NotifyKeys.WAITING));
        assertEquals(
                "0 {\"type\":\"import.finished\",\"timestamp\":\"2023-11-14T22:13:20Z\","
                        + "\"data\":{\"stream\":\"naqu\",\"file\":\"till.csv\",\"recorded\":2}}",
                TestRedis.text("HGET", NotifyKeys.OUTBOX, "all\timport-1"));
    }

    @Test
    void whatConcernsAllStreamsIsToldToTargetsOfAny() {
        target("other", "{\"streams\":[\"other\"]}");
        tell(event("import-1", ""));
        assertEquals("1", TestRedis.text("ZCARD", NotifyKeys.DUE));
    }

    @Test
    void ofTwoWhoLookedOneCounts() {
        target("all", "{}");
        Events.Look look = new Events.Look("naqu", "", "live");
        assertTrue(tell(look, event("started-naqu", "naqu")));
        assertFalse(tell(look, event("goal-naqu", "naqu")));
        assertEquals("1", TestRedis.text("HLEN", NotifyKeys.OUTBOX));
        assertTrue(tell(new Events.Look("naqu", "live", "ended")));
    }

    @Test
    void anIdNeverHoldsWhatPartsItFromASignature() {
        assertThrows(IllegalArgumentException.class, () -> event("a.b", ""));
    }

    private void tell(Event event) {
        loop.ask(redis -> new Events(redis, CLOCK).tell(event));
    }

    private boolean tell(Events.Look look, Event... found) {
        return loop.ask(redis -> new Events(redis, CLOCK).tell(look, List.of(found)));
    }

    private static void target(String id, String settings) {
        TestRedis.command("HSET", NotifyKeys.TARGETS, id, settings);
    }

    private static Event event(String id, String stream) {
        return new Event(
                id,
                EventType.IMPORT_FINISHED,
                stream,
                NOW,
                new JsonObject().put("stream", "naqu").put("file", "till.csv").put("recorded", 2));
    }
}
