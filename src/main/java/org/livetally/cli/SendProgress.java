package org.livetally.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.client.Sender;
import org.livetally.client.Tally;

/** Says on standard error how far a sender has come: in place on a terminal, else a line every ten seconds. */
final class SendProgress implements AutoCloseable {
    private static final long IN_PLACE_MS = 250;
    private static final long LINES_MS = 10_000;
    private static final String TO_LINE_START = "\r\u001b[K";

    private final PrintStream err;
    private final boolean inPlace = isTerminal();
    private final long began = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Sender sender;
    private long lastSettled;
    private long lastAt = began;

    SendProgress(PrintStream err) {
        this.err = err;
    }

    void watch(Sender now) {
        sender = now;
        long period = inPlace ? IN_PLACE_MS : LINES_MS;
        timer.scheduleAtFixedRate(() -> show(now), period, period, TimeUnit.MILLISECONDS);
    }

    /** Says a line of its own. */
    synchronized void say(String line) {
        err.println(inPlace ? TO_LINE_START + line : line);
    }

    /** Says what became of all lines. */
    synchronized void sum() {
        timer.shutdownNow();
        if (sender != null) {
            double seconds = (System.nanoTime() - began) / 1e9;
            say("%s in %.1f s".formatted(figures(sender), seconds));
        }
    }

    private synchronized void show(Sender of) {
        if (timer.isShutdown()) {
            return;
        }
        long now = System.nanoTime();
        long settled = of.tally().settled();
        double rate = (settled - lastSettled) * 1e9 / (now - lastAt);
        String line = "%s, %,.0f/s".formatted(figures(of), rate);
        lastSettled = settled;
        lastAt = now;
        if (inPlace) {
            err.print(TO_LINE_START + line);
            err.flush();
        } else {
            err.println(line);
        }
    }

    private static String figures(Sender of) {
        Tally tally = of.tally();
        int pending = of.pending();
        return "%,d lines: %,d recorded, %,d duplicate, %,d refused%s"
                .formatted(
                        tally.settled() + pending,
                        tally.recorded(),
                        tally.duplicate(),
                        tally.refused(),
                        pending == 0 ? "" : ", %,d without an answer".formatted(pending));
    }

    /** {@code System.console()} asks for standard input, too, which is a pipe here. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
