package org.livetally.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks {@code /health/live} over and over, as a load balancer does, and notes how long each answer took. Each question
 * uses a new connection: the event loops take turns, so none of them can stand still unnoticed.
 */
final class LiveProbe implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;
    private static final long PAUSE_MS = 20;
    private static final byte[] REQUEST = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    /** A JVM that has just started loads classes for its first answers; so does the client's. */
    private static final int COLD = 50;

    private final int port;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = new Thread(this::probe, "live-probe");
    /** Answers since the process started; used by the probe's thread only. */
    private int sinceStart = COLD - 5; // the server has served already

    private final List<Long> answeredMs = Collections.synchronizedList(new ArrayList<>());

    /** How long answers took, in milliseconds; a bad answer counts as endless. */
    record Latency(int answers, long p90, long p99, long slowest) {}

    LiveProbe(int port) {
        this.port = port;
        thread.setDaemon(true);
        thread.start();
    }

    /** The latency of all answers so far, without those of a process that has just started. */
    Latency latency() {
        List<Long> sorted = new ArrayList<>(answeredMs);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? new Latency(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)
                : new Latency(sorted.size(), slowestBut(10, sorted), slowestBut(1, sorted), slowestBut(0, sorted));
    }

    /** The slowest after leaving out this percentage. */
    private static long slowestBut(int percent, List<Long> sorted) {
        return sorted.get(sorted.size() - 1 - sorted.size() * percent / 100);
    }

    private void probe() {
        try {
            while (!end.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                ask();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        long start = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
            socket.getOutputStream().write(REQUEST);
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            if (answer.isEmpty()) {
                throw new EOFException();
            }
            if (++sinceStart > COLD) {
                answeredMs.add(answer.startsWith("HTTP/1.1 200") ? msSince(start) : Long.MAX_VALUE);
            }
        } catch (ConnectException e) { // the process is not running
            sinceStart = 0;
        } catch (IOException e) { // it ended meanwhile; or it does not answer, which counts as slow
            answeredMs.add(msSince(start));
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
