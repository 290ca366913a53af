package org.livetally.hostile;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** How others notice an attack: the time from an order to its ack, and the memory it costs. */
final class Latencies {
    private static final AtomicLong IDS = new AtomicLong();

    private Latencies() {}

    /** Median time from order to ack, in microseconds. */
    static long medianMicros(LiveServer server, int orders) {
        long[] times = new long[orders];
        for (int i = 0; i < orders; i++) {
            long start = System.nanoTime();
            String answer = server.postOrders(OrderJson.order("shop", "honest-" + IDS.incrementAndGet(), 1)
                            .encode())
                    .body();
            times[i] = System.nanoTime() - start;
            if (!answer.contains("\"recorded\"")) {
                throw new AssertionError(answer);
            }
        }
        Arrays.sort(times);
        return TimeUnit.NANOSECONDS.toMicros(times[orders / 2]);
    }

    /** Orders recorded by {@link #medianMicros} in this JVM. */
    static long ids() {
        return IDS.get();
    }

    static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Resident memory of a process; 0 without /proc. */
    static long rssBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The number of connections of which this process can hold one end, or both. */
    static int connections(int wanted, int ends) {
        var os = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long free = os.getMaxFileDescriptorCount() - os.getOpenFileDescriptorCount() - 600;
        return (int) Math.min(wanted, free / ends);
    }
}
