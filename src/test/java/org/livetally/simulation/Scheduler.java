package org.livetally.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of a simulated world, and all that is to happen in it. One thing happens at a time, on one thread; time passes
 * between them only. Everything that is left to chance comes from one source, so a seed tells everything that happens.
 */
final class Scheduler {
    /** When worlds begin, epoch milliseconds. */
    static final long START_MS = 1_767_225_600_000L;

    private static final Comparator<Task> ORDER =
            Comparator.<Task>comparingLong(task -> task.at).thenComparingLong(task -> task.number);

    final SplittableRandom random;
    private final @Nullable Consumer<String> trace;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(ORDER);
    private long now;
    private long numbers;

    /** @param trace told what happens; null if nobody wants to know */
    Scheduler(long seed, @Nullable Consumer<String> trace) {
        this.random = new SplittableRandom(seed);
        this.trace = trace;
    }

    /** Somebody who does things: may stop for a while, or for good. */
    interface Owner {
        /** Never stops. */
        Owner WORLD = () -> 0;

        /** Until when it does nothing, as {@link Scheduler#nanos}; {@link Long#MAX_VALUE} if it does nothing ever again. */
        long stoppedUntil();
    }

    private record Task(long at, long number, Owner owner, Runnable work) {}

    /** Nanoseconds since the world began. */
    long nanos() {
        return now;
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(now);
    }

    /** @param delay nanoseconds from now */
    void in(long delay, Owner owner, Runnable work) {
        tasks.add(new Task(now + delay, numbers++, owner, work));
    }

    void inMs(long delay, Owner owner, Runnable work) {
        in(TimeUnit.MILLISECONDS.toNanos(delay), owner, work);
    }

    /** Does what is due until this time, or until there is no more. */
    void runUntilMs(long ms) {
        long end = TimeUnit.MILLISECONDS.toNanos(ms);
        while (!tasks.isEmpty() && tasks.peek().at <= end) {
            step(tasks.remove());
        }
        now = end;
    }

    private void step(Task task) {
        long stopped = task.owner.stoppedUntil();
        if (stopped == Long.MAX_VALUE) {
            return;
        }
        if (stopped > task.at) {
            tasks.add(new Task(stopped, task.number, task.owner, task.work));
            return;
        }
        now = task.at;
        task.work.run();
    }

    /** A random number of nanoseconds. */
    long between(long leastMs, long mostMs) {
        return TimeUnit.MILLISECONDS.toNanos(leastMs)
                + (long) (random.nextDouble() * TimeUnit.MILLISECONDS.toNanos(mostMs - leastMs));
    }

    /** @param percent how often, in a hundred */
    boolean chance(double percent) {
        return random.nextDouble() * 100 < percent;
    }

    void say(Supplier<String> what) {
        if (trace != null) {
            trace.accept(String.format("%10.3f  %s", now / 1e6, what.get()));
        }
    }
}
