package org.livetally.cli;

import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.app.Livetally;
import org.livetally.logging.LastingLogManager;
import org.livetally.settings.Settings;
import picocli.CommandLine.ExitCode;

/** A server that runs until it is closed, or the process is told to end. */
final class ServerProcess implements AutoCloseable {
    private static final long STOP_S = 30;

    private final Settings settings;
    private final CompletableFuture<Livetally> starting = new CompletableFuture<>();
    private final Runnable afterwards;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAtEnd, "shutdown");
    private boolean inOrder;

    private ServerProcess(Settings settings, Runnable afterwards) {
        this.settings = settings;
        this.afterwards = afterwards;
    }

    /**
     * Starts, and waits until the port is open. SIGTERM and Ctrl-C stop the server in order, even while it starts: its
     * Redis cannot be reached from the terminal, and must not be left behind.
     *
     * @param afterwards runs when everything has stopped
     */
    static ServerProcess start(Settings settings, InstantSource clock, Runnable afterwards) throws Exception {
        ServerProcess running = new ServerProcess(settings, afterwards);
        LastingLogManager.hold();
        Runtime.getRuntime().addShutdownHook(running.hook);
        running.begin(clock);
        try {
            await(Future.fromCompletionStage(running.starting));
        } catch (Exception e) {
            running.close();
            throw e;
        }
        return running;
    }

    private void begin(InstantSource clock) {
        Livetally.start(settings, clock).whenComplete((server, error) -> {
            if (error == null) {
                starting.complete(server);
            } else {
                starting.completeExceptionally(error);
            }
        });
    }

    Livetally server() {
        return starting.join();
    }

    /** The address of the server on this machine, below its path. */
    URI address() {
        return URI.create("http://" + reachable(settings.host()) + ":" + server().port() + settings.basePath() + "/");
    }

    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "[::1]";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    void untilStopped() throws InterruptedException {
        stopped.await();
    }

    /** Waits for this time, or until the server is stopped; returns whether it was. */
    boolean isStoppedWithin(Duration time) throws InterruptedException {
        return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        stop();
        release();
    }

    /** From here on, a signal ends the process at once. */
    private void release() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            LastingLogManager.release();
        } catch (IllegalStateException e) { // a signal came before: the hook does the rest
            Logger.getLogger(ServerProcess.class.getName()).log(Level.FINE, "ending already", e);
        }
    }

    /**
     * Only a signal leads here, since {@link #release} was not called. A server that was told to end, and did so in
     * order, has not failed; the JVM by itself would exit with 128 and the number of the signal.
     */
    private void stopAtEnd() {
        stop();
        LastingLogManager.release();
        Runtime.getRuntime().halt(inOrder ? ExitCode.OK : ExitCode.SOFTWARE);
    }

    private synchronized void stop() {
        if (stopped.getCount() == 0) {
            return;
        }
        try {
            starting.thenCompose(Livetally::stop).get(STOP_S, TimeUnit.SECONDS);
            inOrder = true;
        } catch (ExecutionException | TimeoutException e) {
            inOrder = starting.isCompletedExceptionally(); // then nothing runs, and the reason was told
            if (!inOrder) {
                System.err.println("livetally: did not stop in order: " + e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            afterwards.run();
            stopped.countDown();
        }
    }

    /** Waits for a result on the command's own thread; throws the original failure. */
    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable reason = e.getCause() instanceof CompletionException wrapper ? wrapper.getCause() : e.getCause();
            throw reason instanceof Exception cause ? cause : e;
        }
    }
}
