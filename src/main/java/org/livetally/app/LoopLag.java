package org.livetally.app;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.Metrics;

/** Measures how late the timers of an event loop fire, which is as late as everything else that waits for it. */
final class LoopLag {
    private static final long INTERVAL_MS = 100;

    private final Vertx vertx;
    private final Histogram.Writer lag;

    private LoopLag(Vertx vertx, Histogram.Writer lag) {
        this.vertx = vertx;
        this.lag = lag;
    }

    /** Measures the current event loop from now on. */
    static void watch(Vertx vertx, Metrics metrics) {
        new LoopLag(vertx, metrics.eventLoopLag.writer()).next();
    }

    /** One timer at a time: after a pause of a second, ten late timers would report it ten times. */
    private void next() {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS);
        vertx.setTimer(INTERVAL_MS, id -> {
            lag.record(Math.max(0, System.nanoTime() - due));
            next();
        });
    }
}
