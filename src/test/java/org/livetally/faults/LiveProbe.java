package org.livetally.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks {@code /health/live} over and over, as a balancer does, and keeps the slowest answer. */
final class LiveProbe implements AutoCloseable {
    /** A JVM that has just started loads classes at its first answers; so does this one's client. */
    private static final int COLD = 50;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final HttpRequest request;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::probe, "live-probe");
    /** Answers since the process was there: on the probe's thread only. */
    private int sinceStart = COLD - 5; // the server has served already

    private volatile long slowestMs;
    private final AtomicInteger answers = new AtomicInteger();

    LiveProbe(int port) {
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/live"))
                .timeout(Duration.ofSeconds(30))
                .build();
        thread.setDaemon(true);
        thread.start();
    }

    long slowestMs() {
        return slowestMs;
    }

    int answers() {
        return answers.get();
    }

    private void probe() {
        try {
            while (!end.await(20, TimeUnit.MILLISECONDS)) {
                ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() throws InterruptedException {
        long start = System.nanoTime();
        try {
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            answers.incrementAndGet();
            if (++sinceStart > COLD) {
                slowestMs = Math.max(slowestMs, answer.statusCode() == 200 ? msSince(start) : Long.MAX_VALUE);
            }
        } catch (IOException e) { // refused at once, where the process is not there; else this was slow too
            slowestMs = Math.max(slowestMs, msSince(start));
            sinceStart = 0;
        }
    }

    private static long msSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    @Override
    public void close() {
        end.countDown();
    }
}
