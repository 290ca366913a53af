package org.livetally.hostile;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.Requests;

/**
 * A well-behaved producer: sends an order on a stream of its own every few milliseconds, and measures the time to the
 * ack.
 */
final class Probe implements AutoCloseable {
    static final String STREAM = "probe";
    private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private final int port;
    private final RawWebSocket socket;
    private final List<Long> micros = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "probe");
    private volatile boolean stopped;

    private Probe(int port) {
        this.port = port;
        this.socket = RawWebSocket.open(port, "/ws/orders");
    }

    /** Creates its stream, unless it exists, and starts. */
    static Probe begin(int port) {
        Requests.send(port, "POST", "/api/streams", "{\"id\":\"" + STREAM + "\",\"title\":\"Probe\",\"public\":true}");
        Requests.send(port, "POST", "/api/streams/" + STREAM + "/start", "");
        Probe probe = new Probe(port);
        probe.thread.setDaemon(true);
        probe.thread.start();
        return probe;
    }

    private void run() {
        for (int i = 0; !stopped; i++) {
            long start = System.nanoTime();
            String id = "p-" + port + "-" + start + "-" + i;
            int answered = socket.texts().size();
            socket.send(OrderJson.order(STREAM, id, 1).encode());
            while (socket.texts().size() == answered && !stopped) {
                LockSupport.parkNanos(20_000);
            }
            micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            LockSupport.parkNanos(EACH_NANOS - (System.nanoTime() - start));
        }
    }

    /** Forgets its measurements; from now on counts answered orders again. */
    void restart() {
        micros.clear();
    }

    int count() {
        return micros.size();
    }

    /** Of a hundred orders, the second slowest. */
    long p99Micros() {
        List<Long> sorted = micros.stream().sorted().toList();
        return sorted.get((int) (sorted.size() * 0.99));
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        socket.close();
    }
}
