package org.livetally.redis.embedded;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps one server running: starts a new one when it dies, until closed. People are told once of a server that dies
 * again and again. It is still started every five seconds, since the cause, such as a full disk, may pass.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Supervisor.class.getName());

    /** A server that answered for longer than this before it died did come up, so its death starts a new count. */
    private static final Duration QUICK = Duration.ofSeconds(2);

    private static final int QUICK_DEATHS = 5;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long MAX_PAUSE_MS = 2_000;
    private static final long HOPELESS_PAUSE_MS = 5_000;

    private final Supplier<RedisServer> launcher;
    private final Consumer<String> onFatal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::supervise, "redis-supervisor");

    /** Replaced under the monitor, so that none is launched once closing has begun. */
    private volatile RedisServer server;

    private volatile String problem = "";

    /** Launches the first server, waits until it answers, and watches it from then on. */
    static Supervisor start(Supplier<RedisServer> launcher, Consumer<String> onFatal) {
        RedisServer first = launcher.get();
        try {
            first.awaitAnswer();
        } catch (RuntimeException | Error e) {
            first.stop();
            throw e;
        }
        Supervisor supervisor = new Supervisor(launcher, onFatal, first);
        supervisor.thread.setDaemon(true);
        supervisor.thread.start();
        return supervisor;
    }

    private Supervisor(Supplier<RedisServer> launcher, Consumer<String> onFatal, RedisServer first) {
        this.launcher = launcher;
        this.onFatal = onFatal;
        this.server = first;
    }

    long pid() {
        return server.pid();
    }

    /** The reason why no server stays up, in one line; empty while one does. */
    String problem() {
        return problem;
    }

    /** Blocks until the server has ended and none will follow. */
    @Override
    public void close() {
        synchronized (this) {
            closing.countDown();
        }
        server.stop();
        // The thread ends by itself now: it sees the server's end or the latch, and launches no more.
        Wait.until(Duration.ofSeconds(5), () -> !thread.isAlive());
    }

    private void supervise() {
        int deaths = 0;
        Duration served = server.awaitExit();
        while (!isClosing()) {
            deaths = served.compareTo(QUICK) < 0 ? deaths + 1 : 1;
            LOG.log(
                    deaths > QUICK_DEATHS ? Level.FINE : Level.WARNING,
                    "{0} died by itself, time {1} in a row",
                    new Object[] {server, deaths});
            if (deaths == QUICK_DEATHS) {
                report();
            }
            pause(pauseMs(deaths));
            served = serveAgain();
        }
    }

    /** How long the next server answered before it died; zero if it did not come up. */
    private Duration serveAgain() {
        try {
            RedisServer next = launchUnlessClosing();
            next.awaitAnswer();
            if (!problem.isEmpty() && next.outlives(QUICK)) {
                problem = "";
                LOG.info(next + " stays up");
            }
            return next.awaitExit();
        } catch (RuntimeException e) {
            if (!isClosing()) {
                LOG.log(
                        problem.isEmpty() ? Level.WARNING : Level.FINE,
                        "Redis did not come up again: {0}",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                server.stop();
            }
            return Duration.ZERO;
        }
    }

    private synchronized RedisServer launchUnlessClosing() {
        if (!isClosing()) {
            server = launcher.get();
        }
        return server;
    }

    private static long pauseMs(int deaths) {
        if (deaths >= QUICK_DEATHS) {
            return HOPELESS_PAUSE_MS;
        }
        return Math.min(FIRST_PAUSE_MS << (deaths - 1), MAX_PAUSE_MS);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause(long ms) {
        try {
            closing.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody has a reason to interrupt this thread; going on is safer than leaving the server down.
            LOG.fine("Interrupted before a restart");
        }
    }

    private void report() {
        problem = "died " + QUICK_DEATHS + " times in a row; it is started again every " + HOPELESS_PAUSE_MS / 1_000
                + " s";
        String message = "Redis " + problem + ". " + server.tailOfLog();
        LOG.severe(message);
        // On its own thread, so that the callback may close this.
        new Thread(() -> onFatal.accept(message), "redis-fatal").start();
    }
}
