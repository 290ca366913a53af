package org.livetally.redis.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, for a limited time, for processes and sockets that can only be polled. */
final class Wait {
    private static final Duration STEP = Duration.ofMillis(2);

    private Wait() {}

    /**
     * Returns whether the condition came true in time. An interrupt does not end the wait, which must not leave a
     * half-stopped server behind; the thread's interrupt flag is set again afterwards.
     */
    static boolean until(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        boolean met = condition.getAsBoolean();
        while (!met && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP.toNanos());
            // A set flag would make every further park return at once.
            interrupted |= Thread.interrupted();
            met = condition.getAsBoolean();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return met;
    }

    /** One step of polling. */
    static void briefly() {
        LockSupport.parkNanos(STEP.toNanos());
    }
}
