package org.livetally.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** An outage is told once, whether nodes can tell it while it lasts or only afterwards. */
@ExtendWith(VertxExtension.class)
final class StaleWatchTest {
    private final ManualClock clock = new ManualClock();
    private final LinkedLoop loop;
    private final Node a;
    private final Node b;

    private final class Node {
        final AtomicBoolean stale = new AtomicBoolean();
        final StaleWatch watch;

        Node(String id) {
            watch = loop.ask(redis ->
                    Future.succeededFuture(new StaleWatch(redis, new Events(redis, clock), stale::get, clock, id)));
        }

        void look() {
            loop.ask(redis -> watch.look());
        }
    }

    StaleWatchTest(Vertx vertx) {
        loop = new LinkedLoop(vertx);
        TestRedis.command("HSET", NotifyKeys.TARGETS, "t", "{}");
        a = new Node("a");
        b = new Node("b");
    }

    @Test
    void anOutageThatLastsIsToldWithItsEnd() {
        stale(true);
        assertTold(0);
        clock.advance(StaleWatch.WORTH_TELLING_MS);
        assertTold(1);
        clock.advance(60_000);
        assertTold(1);
        stale(false);
        assertTold(2);
        clock.advance(60_000);
        assertTold(2);
        stale(true);
        look();
        clock.advance(StaleWatch.WORTH_TELLING_MS);
        assertTold(3);
    }

    @Test
    void aMomentIsNotWorthAMessage() {
        stale(true);
        look();
        clock.advance(StaleWatch.WORTH_TELLING_MS - 1);
        stale(false);
        assertTold(0);
        clock.advance(60_000);
        assertTold(0);
    }

    /** As while Redis is away: the nodes look again when it is back, and say the same. */
    @Test
    void whatIsOverIsToldByOneNodeWithBothEnds() {
        a.stale.set(true);
        a.look();
        clock.advance(300);
        b.stale.set(true);
        b.look();
        clock.advance(60_000);
        stale(false);
        assertTold(2);
        assertTold(2);
    }

    private void stale(boolean now) {
        a.stale.set(now);
        b.stale.set(now);
    }

    private void look() {
        a.look();
        b.look();
    }

    private void assertTold(int events) {
        look();
        assertEquals(String.valueOf(events), TestRedis.text("ZCARD", NotifyKeys.TOLD));
    }
}
