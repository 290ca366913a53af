package org.livetally.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DiskGuardTest {
    private static final long UNKNOWN = -1;

    private final AtomicLong usable = new AtomicLong(DiskGuard.RESERVE);
    private final DiskGuard guard = new DiskGuard(() -> {
        if (usable.get() == UNKNOWN) {
            throw new IOException("gone");
        }
        return usable.get();
    });

    @AfterEach
    void close() {
        guard.close();
    }

    @Test
    void theReserveIsEnough() {
        assertEquals("", problemWith(DiskGuard.RESERVE));
    }

    @Test
    void oneByteLessIsAProblem() {
        assertEquals("less than 128 MiB are free for the data directory", problemWith(DiskGuard.RESERVE - 1));
    }

    @Test
    void theProblemIsOverOnlyWithSomeMoreThanTheReserve() {
        problemWith(0);
        assertEquals(
                "less than 144 MiB are free for the data directory",
                problemWith(DiskGuard.RESERVE + DiskGuard.MARGIN - 1));
        assertEquals("", problemWith(DiskGuard.RESERVE + DiskGuard.MARGIN));
    }

    @Test
    void spaceThatCannotBeReadIsAProblemUntilItCan() {
        assertEquals("the space of the data directory's disk is unknown", problemWith(UNKNOWN));
        assertEquals("", problemWith(1L << 40));
    }

    private String problemWith(long bytes) {
        usable.set(bytes);
        guard.check();
        return guard.problem();
    }
}
