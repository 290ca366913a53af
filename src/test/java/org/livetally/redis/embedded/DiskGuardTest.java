package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.domain.rule.Reason;

final class DiskGuardTest {
    private static final long UNKNOWN = -1;
    private static final long AOF = 5_000_000;

    private final AtomicLong usable = new AtomicLong(DiskGuard.RESERVE);
    private final List<Integer> told = new ArrayList<>();
    private boolean redisAnswers = true;
    private final AofRewrites rewrites = new AofRewrites(() -> AOF, percent -> {
        if (!redisAnswers) {
            throw new IOException("no answer");
        }
        told.add(percent);
    });
    private final DiskGuard guard = new DiskGuard(
            () -> {
                if (usable.get() == UNKNOWN) {
                    throw new IOException("gone");
                }
                return usable.get();
            },
            rewrites);

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

    @Test
    void redisRewritesItsAofOnlyWhereThatFitsBesideTheReserve() {
        assertEquals("", problemWith(DiskGuard.RESERVE + AOF));
        assertEquals(List.of(), told);
        assertEquals("", problemWith(DiskGuard.RESERVE + AOF - 1), "orders are taken all the same");
        assertEquals(List.of(0), told);
        problemWith(DiskGuard.RESERVE + AOF + DiskGuard.MARGIN - 1);
        assertEquals(List.of(0, 0), told, "again, for a Redis that was restarted meanwhile");
        problemWith(DiskGuard.RESERVE + AOF + DiskGuard.MARGIN);
        problemWith(1L << 40);
        assertEquals(List.of(0, 0, 100), told);
    }

    @Test
    void aRedisThatDoesNotAnswerIsToldTheNextTime() {
        problemWith(0);
        redisAnswers = false;
        problemWith(1L << 40);
        redisAnswers = true;
        problemWith(1L << 40);
        assertEquals(List.of(0, 100), told);
    }

    private String problemWith(long bytes) {
        usable.set(bytes);
        guard.check();
        Reason problem = guard.problem();
        return problem == null ? "" : problem.sentence();
    }
}
