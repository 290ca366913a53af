package org.livetally.cli;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.livetally.app.Livetally;
import org.livetally.settings.Settings;

/** A server that runs until the process is told to end. */
final class Running implements AutoCloseable {
    private static final long STOP_S = 20;

    private final Livetally server;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Running(Livetally server) {
        this.server = server;
    }

    /** Starts; SIGTERM and Ctrl-C stop the server in order before the process ends. */
    static Running start(Settings settings, InstantSource clock) throws Exception {
        Running running = new Running(await(Livetally.start(settings, clock)));
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
        return running;
    }

    Livetally server() {
        return server;
    }

    void untilStopped() throws InterruptedException {
        stopped.await();
    }

    @Override
    public synchronized void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        try {
            server.stop().toCompletionStage().toCompletableFuture().get(STOP_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("livetally: did not stop in order: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    /** Waits for a result on a thread of the command's own; what failed is thrown as it was. */
    static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
