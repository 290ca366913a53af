package org.livetally.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tells people how far a command is: on a terminal only, one line a second at most, and none for the first second. */
final class ProgressLine {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private ProgressLine() {}

    static Consumer<String> on(PrintWriter err) {
        if (System.console() == null) {
            return said -> {};
        }
        AtomicLong due = new AtomicLong(System.nanoTime() + NANOS);
        return said -> {
            if (System.nanoTime() - due.get() >= 0) {
                due.set(System.nanoTime() + NANOS);
                err.println(said);
                err.flush();
            }
        };
    }
}
