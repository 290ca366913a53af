package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.metrics.ArchiveCounters;
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

    private boolean isArchivedAfterALook(String node) {
        loop.run(redis -> {
            Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
            Archiver archiver = new Archiver(redis, new ArchiveDirectory(directory), "test", clock);
            Archives archives = new Archives(vertx, archiver, new ArchiveCounters());
            return new OldStreams(vertx, redis, archives, new OldStreams.Rule(node, DAYS, clock)).archiveOld();
        });
        return !TestRedis.text("HGET", KEYS.settings(), Archived.SETTING).isEmpty();
    }

    @Test
    void closedStreamIsArchivedWhenItIsOldEnough() {
        ledger.record(TestOrders.mixed());
        assertEquals(false, isArchivedAfterALook("a"), "live");
        TestRedis.command("HSET", KEYS.settings(), "status", "closed", "closedAt", Long.toString(clock.millis()));
        assertEquals(false, isArchivedAfterALook("a"), "closed now");

        clock.advance(Duration.ofDays(DAYS).toMillis() - 1);
        assertEquals(false, isArchivedAfterALook("a"), "a millisecond before");
        clock.advance(1);
        assertEquals(false, isArchivedAfterALook("b"), "another node has the lease");
        assertEquals(true, isArchivedAfterALook("a"), "on the day");
        String file = Archived.of(TestRedis.text("HGET", KEYS.settings(), Archived.SETTING))
                .file();
        assertTrue(file.matches(STREAM + "\\.[0-9a-f]{16}\\.zip"), file);
    }
}
