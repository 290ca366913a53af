package org.livetally.testing;

import io.vertx.core.Future;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until something happens elsewhere, without fixed sleeps. */
public final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(5);

    private Await() {}

    /**
     * Returns as soon as the condition is true; fails the test after a minute.
     *
     * @param what the condition in words, for the failure
     */
    public static void until(String what, BooleanSupplier condition) {
        until(what, LONGEST, condition);
    }

    /** The same for what needs longer. */
    public static void until(String what, Duration longest, BooleanSupplier condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Not within " + longest.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /** Waits for the result; fails the test if there is none within a minute, or a failure. */
    public static <T> T result(Future<T> future) {
        return result(future, LONGEST);
    }

    /** The same for what needs longer. */
    public static <T> T result(Future<T> future, Duration longest) {
        VertxTestContext context = new VertxTestContext();
        future.onComplete(context.succeedingThenComplete());
        try {
            if (!context.awaitCompletion(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("No result within " + longest.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (context.failed()) {
            throw new AssertionError(context.causeOfFailure());
        }
        return future.result();
    }

    /** The same for futures of Java. */
    public static <T> T result(CompletionStage<T> stage) {
        return result(Future.fromCompletionStage(stage));
    }
}
