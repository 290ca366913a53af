package org.livetally.notify.send;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When a delivery that failed is tried again: the schedule of Standard Webhooks 1.0.0, a little later each time. */
final class RetrySchedule {
    private static final long[] PAUSES_MS = {
        TimeUnit.SECONDS.toMillis(5),
        TimeUnit.MINUTES.toMillis(5),
        TimeUnit.MINUTES.toMillis(30),
        TimeUnit.HOURS.toMillis(2),
        TimeUnit.HOURS.toMillis(5),
        TimeUnit.HOURS.toMillis(10),
        TimeUnit.HOURS.toMillis(14),
        TimeUnit.HOURS.toMillis(20),
        TimeUnit.HOURS.toMillis(24),
    };
    /** A receiver that was down is not called by everybody at the same moment. */
    private static final double JITTER = 0.1;

    private final DoubleSupplier random;

    /** @param random from 0 to 1 */
    RetrySchedule(DoubleSupplier random) {
        this.random = random;
    }

    /** Whether a delivery that fails once more is given up. */
    static boolean isOver(Delivery delivery) {
        return delivery.attempts() >= PAUSES_MS.length;
    }

    /**
     * The pause before the next attempt, ms; null if there is none any more.
     *
     * @param attempts how many there were
     * @param atLeast what the receiver asked for, ms
     */
    @Nullable
    Long pause(int attempts, long atLeast) {
        if (attempts > PAUSES_MS.length) {
            return null;
        }
        long usual = PAUSES_MS[attempts - 1];
        return Math.max(Math.min(atLeast, PAUSES_MS[PAUSES_MS.length - 1]), usual)
                + (long) (usual * JITTER * random.getAsDouble());
    }
}
