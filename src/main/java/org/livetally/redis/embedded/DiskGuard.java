package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/**
 * Watches the free space on the disk of an own Redis. With {@code appendfsync always} Redis exits when a write fails.
 * So whatever writes much is refused while there is still room for what was accepted, and a rewrite of the AOF must not
 * start if it would not fit.
 *
 * <p>Uses its own thread, since asking a file system or Redis may block. {@link #problem} is thread-safe.
 */
public final class DiskGuard implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DiskGuard.class.getName());
    private static final long MIB = 1024 * 1024;

    /**
     * Space that must stay free. At 120,000 orders a second the ledger and its tallies take some 70 MB a second, so
     * this lasts for three checks, and for what waits in the queues.
     */
    static final long RESERVE = 128 * MIB;

    /**
     * Additional space that must be free before orders are accepted again; otherwise the guard would open and close
     * with every batch.
     */
    static final long MARGIN = 16 * MIB;

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Tells the free space; may fail, as a disk does. */
    interface Space {
        long usable() throws IOException;
    }

    private final Space space;
    private final AofRewrites rewrites;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Reason problem;
    private volatile long free;

    /** Starts watching the disk of a data directory on which an own Redis runs. */
    public static DiskGuard watch(Path dataDir) throws IOException {
        FileStore store = Files.getFileStore(dataDir);
        DiskGuard guard = new DiskGuard(store::getUsableSpace, AofRewrites.of(dataDir));
        guard.check();
        guard.thread.scheduleWithFixedDelay(
                guard::check, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return guard;
    }

    DiskGuard(Space space, AofRewrites rewrites) {
        this.space = space;
        this.rewrites = rewrites;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread guard = new Thread(task, "disk-guard");
            guard.setDaemon(true);
            return guard;
        });
    }

    /** The reason why nothing much may be written now; null if all is well. */
    public @Nullable Reason problem() {
        return problem;
    }

    /** Free bytes at the last look. */
    public long free() {
        return free;
    }

    void check() {
        try {
            long usable = space.usable();
            free = usable;
            judge(usable);
            rewrites.judge(usable);
        } catch (IOException | RuntimeException e) { // a task that throws would not run again
            change(Rule.DISK_UNKNOWN.reason(), e);
        }
    }

    private void judge(long usable) {
        long needed = problem == null ? RESERVE : RESERVE + MARGIN;
        if (usable < needed) {
            change(Rule.DISK_LOW.reason(needed / MIB), null);
        } else if (problem != null) {
            problem = null;
            LOG.info("the disk has room again: orders and changes are taken, likes are written");
        }
    }

    private void change(Reason reason, @Nullable Throwable cause) {
        if (problem == null) {
            LOG.log(
                    Level.SEVERE,
                    reason.sentence() + ": no order or change is taken, no like written until there is room",
                    cause);
        }
        problem = reason;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
