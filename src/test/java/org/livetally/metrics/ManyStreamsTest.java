package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** Thousands of streams come and go: the scrape stays small and fast, and nothing of them stays behind. */
final class ManyStreamsTest {
    private static final int WARM_UP = 30;
    private static final int MEASURED = 20;
    private static final int ROUNDS = 5;
    private static final double MAX_MS = 50;
    private static final int ROUND = 2_000;

    /** Creates streams in Redis, as many clients would: live ones, with totals and ten products each. */
    private static final String MAKE = """
            for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
              local id = string.format('stream-%05d', i)
              local key = 'livetally:{' .. id .. '}:'
              redis.call('SADD', 'livetally:streams', id)
              redis.call('SADD', 'livetally:live', id)
              redis.call('HSET', key .. 'stream', 'title', 'Title of ' .. id, 'currency', 'CNY', 'goal', '100000000',
                'status', 'live')
              redis.call('HSET', key .. 'totals', 'version', 1, 'gmv', 107036800, 'placed', 107036800, 'orders', 3120,
                'units', 5210, 'refunded', 0, 'cancelled', 0)
              redis.call('HSET', key .. 'audience', 'likes', 87412, 'views', 15010, 'peakViewers', 4100, 'uniqueViewers', 10231)
              for p = 1, 10 do
                redis.call('ZADD', key .. 'products', 10703680 * p, 'cordyceps-' .. p)
                redis.call('HSET', key .. 'counts', 'products:units:cordyceps-' .. p, 521 * p)
              end
            end
            """;

    private static final String END = """
            for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
              redis.call('HSET', string.format('livetally:{stream-%05d}:stream', i), 'status', 'ended')
            end
            """;

    /** As an end does it. */
    private static final String END_AND_FORGET = """
            for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
              redis.call('HSET', string.format('livetally:{stream-%05d}:stream', i), 'status', 'ended')
              redis.call('SREM', 'livetally:live', string.format('stream-%05d', i))
            end
            """;

    private static void run(String script, int from, int to) {
        TestRedis.command("EVAL", script, "0", Integer.toString(from), Integer.toString(to));
    }

    /** Looks only for a line, since it may have to look often. */
    private static void await(LiveServer server, String line) {
        Await.until(
                line,
                Duration.ofMinutes(1),
                () -> server.send("GET", "/metrics", "").body().contains("\n" + line));
    }

    private static void awaitLive(LiveServer server, int live) {
        await(server, "livetally_streams_live " + live + ".0\n");
    }

    @Test
    void aThousandLiveStreamsAreAScrapeOfLessThanAMegabyteAnd50Milliseconds() {
        try (LiveServer server = LiveServer.start()) {
            run(MAKE, 1, 1_000);
            awaitLive(server, 1_000);
            for (int i = 0; i < WARM_UP; i++) {
                Scrape.of(server);
            }
            Measured measured = measure(server);
            for (int i = 1; i < ROUNDS && measured.took() >= MAX_MS; i++) { // others may use the machine, too
                measured = measure(server);
            }
            System.out.println("a scrape with 1,000 live streams: " + measured);
            Scrape scrape = Scrape.of(server);
            assertEquals(500 * 107_036_800.0, scrape.value("livetally_stream_gmv_minor_units"), "500 are shown");
            assertEquals(50 * 10 * 11 / 2 * 521.0, scrape.value("livetally_stream_product_units"), "products of 50");
            assertTrue(measured.bytes < 1_000_000, measured.toString());
            assertTrue(measured.took() < MAX_MS, measured.toString());
        }
    }

    /**
     * What scrapes took, in ms.
     *
     * @param cpu of one scrape, including the client; on a shared machine, the clock depends on others, too
     */
    private record Measured(int bytes, double median, double best, double cpu) {
        double took() {
            return Math.min(median, cpu);
        }
    }

    private static double cpuMs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
    }

    private static Measured measure(LiveServer server) {
        double[] ms = new double[MEASURED];
        int bytes = 0;
        double cpu = cpuMs();
        for (int i = 0; i < MEASURED; i++) {
            long began = System.nanoTime();
            String body = server.send("GET", "/metrics", "").body();
            ms[i] = (System.nanoTime() - began) / 1e6;
            bytes = Math.max(bytes, body.getBytes(StandardCharsets.UTF_8).length);
        }
        cpu = (cpuMs() - cpu) / MEASURED;
        Arrays.sort(ms);
        return new Measured(bytes, (ms[MEASURED / 2 - 1] + ms[MEASURED / 2]) / 2, ms[0], cpu);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void tenThousandStreamsThatCameAndWentLeaveNothingBehind() {
        TestRedis.flush();
        try (LiveServer server = LiveServer.start(TestRedis.uri(), InstantSource.system())) {
            run(MAKE, 1, ROUND); // so that the heap has already held as many as there are at a time
            awaitLive(server, ROUND);
            run(END, 1, ROUND); // as left by a node that was killed in between: readers remove them
            awaitLive(server, 0);
            int series = series(Scrape.of(server));
            long heap = heapInUse();
            for (int from = 1 + ROUND; from <= 10_000; from += ROUND) {
                run(MAKE, from, from + ROUND - 1);
                awaitLive(server, ROUND);
                run(END_AND_FORGET, from, from + ROUND - 1);
            }
            awaitLive(server, 0);
            long heapAfter = heapInUse();
            Scrape after = Scrape.of(server);
            System.out.printf(
                    Locale.ROOT,
                    "after 10,000 streams: %d series instead of %d, heap %,d KB instead of %,d KB%n",
                    series(after),
                    series,
                    heapAfter / 1024,
                    heap / 1024);
            assertEquals(series, series(after));
            assertTrue(heapAfter - heap < 4_000_000, "400 bytes a stream would be a leak: " + (heapAfter - heap));
            assertEquals("0", TestRedis.text("SCARD", "livetally:live"));
        }
    }

    /** The number of series, without those of garbage collections with a new cause. */
    private static int series(Scrape scrape) {
        return (int) scrape.samples.stream()
                .filter(sample -> !sample.name().startsWith("jvm_gc_pause"))
                .count();
    }

    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) { // what is cleaned up in a later step is gone by the next scrape
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
