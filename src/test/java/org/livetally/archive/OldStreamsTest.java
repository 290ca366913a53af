package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.metrics.ArchiveCounters;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** Closed streams go into files once they are old, and no others. */
final class OldStreamsTest {
    private static final int DAYS = 30;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();

    private OldStreams node(String name, RedisLink redis) {
        Archiver archiver = new Archiver(redis, new ArchiveDirectory(directory), "test", clock);
        Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
        Archives archives = new Archives(vertx, archiver, new ArchiveCounters());
        return new OldStreams(vertx, redis, archives, new OldStreams.Rule(name, DAYS, clock));
    }

    /** After a turn of each of these nodes, one after the other; each comes to this test anew. */
    private boolean isArchivedAfterATurnOf(String... names) {
        loop.run(redis -> Stream.of(names)
                .map(name -> node(name, redis))
                .reduce(
                        Future.<Void>succeededFuture(),
                        (before, node) -> before.compose(done -> node.turn()),
                        (a, b) -> b));
        return isArchived();
    }

    private static boolean isArchived() {
        return !TestRedis.text("HGET", KEYS.settings(), Archived.SETTING).isEmpty();
    }

    private void close() {
        TestRedis.command("HSET", KEYS.settings(), "status", "closed", "closedAt", Long.toString(clock.millis()));
    }

    @Test
    void closedStreamIsArchivedWhenItIsOldEnough() {
        ledger.record(TestOrders.mixed());
        assertEquals(false, isArchivedAfterATurnOf("a"), "live");
        close();
        assertEquals(false, isArchivedAfterATurnOf("a"), "closed now");

        clock.advance(Duration.ofDays(DAYS).toMillis() - 1);
        assertEquals(false, isArchivedAfterATurnOf("a"), "a millisecond before");
        clock.advance(1);
        assertEquals(false, isArchivedAfterATurnOf("b"), "another node has the lease");
        assertEquals(true, isArchivedAfterATurnOf("a"), "on the day");
        String file = Archived.of(TestRedis.text("HGET", KEYS.settings(), Archived.SETTING))
                .file();
        assertTrue(file.matches(STREAM + "\\.[0-9a-f]{16}\\.zip"), file);
    }

    @Test
    void whoComesToHoldTheLeaseLooksAtOnceAndThenEveryHour() {
        ledger.record(TestOrders.mixed());
        loop.run(redis -> {
            OldStreams killed = node("a", redis);
            OldStreams other = node("b", redis);
            return killed.turn().compose(none -> {
                close();
                clock.advance(Duration.ofDays(DAYS).toMillis());
                return killed.turn().compose(held -> other.turn()).compose(waits -> {
                    assertEquals(false, isArchived(), "looked at already, and by nobody else");
                    long left = Long.parseLong(TestRedis.text("PTTL", StreamKeys.ARCHIVER));
                    assertTrue(0 < left && left <= 6_000, "with a turn of 2 s, within 10 s of a kill");
                    TestRedis.command("DEL", StreamKeys.ARCHIVER); // as it ends by itself
                    return other.turn();
                });
            });
        });
        assertEquals(true, isArchived());
        assertEquals("b", TestRedis.text("GET", StreamKeys.ARCHIVER));
    }
}
