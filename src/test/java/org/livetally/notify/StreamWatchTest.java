package org.livetally.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

/** What is found by looking at streams, by one who goes on and by others who begin. */
@ExtendWith(VertxExtension.class)
final class StreamWatchTest {
    private static final StreamKeys KEYS = new StreamKeys("naqu");

    private final LinkedLoop loop;
    private StreamWatch watch;

    StreamWatchTest(Vertx vertx) {
        loop = new LinkedLoop(vertx);
        TestRedis.command("HSET", NotifyKeys.TARGETS, "t", "{}");
        watch = another();
    }

    private StreamWatch another() {
        return loop.ask(redis -> Future.succeededFuture(
                new StreamWatch(redis, new Events(redis, InstantSource.system()), InstantSource.system())));
    }

    @Test
    void whatWasBeforeIsNotToldAndWhatComesIs() {
        stream("live", 1_500, 1_000);
        assertTold();
        stream("ended", 1_500, 1_000);
        assertTold("ended-naqu");
    }

    @Test
    void aStreamOfAfterTheBeginningIsToldWholeEvenIfItIsOverAlready() {
        assertTold();
        stream("ended", 1_500, 1_000);
        TestRedis.command("SADD", StreamKeys.LIVE, "naqu");
        assertTold("started-naqu", "goal-naqu", "ended-naqu");
        stream("closed", 1_600, 1_000);
        assertTold();
    }

    @Test
    void ofSeveralMilestonesTheGreatestIsToldAndNoneTwice() {
        stream("scheduled", 0, 1_000_000_000);
        assertTold();
        stream("live", 0, 1_000_000_000);
        TestRedis.command("SADD", StreamKeys.LIVE, "naqu");
        assertTold("started-naqu");
        stream("live", 90_000_000, 1_000_000_000);
        assertTold();
        stream("live", 199_000_000, 1_000_000_000);
        assertTold("milestone-naqu-million-1");
        stream("live", 199_999_999, 1_000_000_000);
        assertTold();
        watch = another();
        stream("live", 220_000_000, 1_000_000_000);
        assertTold("milestone-naqu-million-2");
        stream("live", 220_000_000, 100_000_000);
        assertTold("goal-naqu");
        stream("live", 230_000_000, 2_000_000_000);
        assertTold();
        stream("live", 310_000_000, 2_000_000_000);
        assertTold("milestone-naqu-million-3");
    }

    @Test
    void twoWhoLookTellItOnce() {
        assertTold();
        StreamWatch other = another();
        loop.ask(redis -> other.look());
        stream("live", 0, 0);
        TestRedis.command("SADD", StreamKeys.LIVE, "naqu");
        loop.ask(redis -> other.look());
        assertTold("started-naqu");
        loop.ask(redis -> watch.look());
        stream("ended", 0, 0);
        loop.ask(redis -> watch.look());
        loop.ask(redis -> other.look());
        assertTold("ended-naqu");
    }

    /** More streams than are read at once, and one that nobody can read at the beginning. */
    @Test
    void aStreamThatCannotBeReadKeepsNobodyElseFromBeingTold() {
        unreadable("a");
        assertTold();
        for (int i = 0; i < 60; i++) {
            unreadable("b-" + i);
        }
        stream("live", 0, 0);
        TestRedis.command("SADD", StreamKeys.LIVE, "naqu");
        assertTold("started-naqu");
    }

    private static void unreadable(String stream) {
        StreamKeys keys = new StreamKeys(stream);
        TestRedis.command("HSET", keys.settings(), "status", "live");
        TestRedis.command("SET", keys.totals(), "no hash");
        TestRedis.command("SADD", StreamKeys.INDEX, stream);
        TestRedis.command("SADD", StreamKeys.LIVE, stream);
    }

    private static void stream(String status, long gmv, long goal) {
        TestRedis.command("SADD", StreamKeys.INDEX, "naqu");
        TestRedis.command(
                "HSET",
                KEYS.settings(),
                "title",
                "那曲",
                "status",
                status,
                "currency",
                "CNY",
                "goal",
                Long.toString(goal),
                "startedAt",
                "1000",
                "endedAt",
                "2000");
        if (goal > 0 && gmv >= goal) {
            TestRedis.command("HSET", KEYS.settings(), "goalReachedAt", "1500");
        } else {
            TestRedis.command("HDEL", KEYS.settings(), "goalReachedAt");
        }
        TestRedis.command("HSET", KEYS.totals(), "gmv", Long.toString(gmv));
        TestRedis.command("HINCRBY", KEYS.totals(), "version", "1");
    }

    /** Looks once, and finds these events and no others in the outbox, which is empty from then on. */
    private void assertTold(String... expected) {
        loop.ask(redis -> watch.look());
        List<String> told = new ArrayList<>();
        for (Response name : Objects.requireNonNull(TestRedis.command("ZRANGE", NotifyKeys.WAITING, "0", "-1"))) {
            told.add(name.toString().substring("t\t".length()));
        }
        assertEquals(List.of(expected), told);
        TestRedis.command("DEL", NotifyKeys.OUTBOX, NotifyKeys.WAITING, NotifyKeys.DUE);
    }
}
