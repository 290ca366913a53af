package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RawWebSocket;

/**
 * An audit of a very long stream by a program of its own, with its default memory, beside orders of another stream:
 * {@code mvn -Psoak test -Dtest=AuditBesideOrdersTest [-Dlivetally.audit.orders=1000000]}, on an
 * otherwise idle machine.
 */
final class AuditBesideOrdersTest {
    private static final int ORDERS = Integer.getInteger("livetally.audit.orders", 3_500_000);
    private static final int FRAME = 1_000;
    private static final int LOADERS = 4;
    private static final long YEAR_OF_MINUTES = 525_600;
    private static final long START = 1_600_000_000_000L;
    private static final long MAX_SCRIPT_MICROS = 5_000;
    private static final double MAX_ACK_MS = 50;
    private static final int MAX_RSS_MB = 800;

    private final AtomicInteger next = new AtomicInteger();

    @TempDir
    private Path data;

    @Test
    @Tag("soak")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void takesConstantMemoryAndOrdersGoOn() throws Exception {
        try (LiveServer server = LiveServer.startOn(data);
                RedisClient redis = new RedisClient(server.redisUri())) {
            server.live("long");
            server.live("beside");
            load(server);
            redis.ask("CONFIG", "SET", "slowlog-log-slower-than", Long.toString(MAX_SCRIPT_MICROS));
            redis.ask("SLOWLOG", "RESET");
            audit(server, redis);
        }
    }

    private void load(LiveServer server) throws InterruptedException {
        long began = System.nanoTime();
        Thread[] loaders = new Thread[LOADERS];
        for (int i = 0; i < LOADERS; i++) {
            loaders[i] = new Thread(() -> {
                for (int from = next.getAndAdd(FRAME); from < ORDERS; from = next.getAndAdd(FRAME)) {
                    JsonArray frame = new JsonArray();
                    IntStream.range(from, Math.min(ORDERS, from + FRAME)).forEach(n -> frame.add(order(n)));
                    String answer = server.postOrders(frame.encode()).body();
                    assertEquals(frame.size(), answer.split("\"ack\"", -1).length - 1, answer);
                }
            });
            loaders[i].start();
        }
        for (Thread loader : loaders) {
            loader.join();
        }
        System.out.printf("%,d orders recorded in %.1f s%n", ORDERS, seconds(began));
    }

    /** One a minute for a year, then again; buyers of one or two orders, some hundred names of everything else. */
    private static JsonObject order(int n) {
        return OrderJson.order("long", "order-" + n, 1 + n % 1_000)
                .put("channel", "channel-" + n % 20)
                .put("buyer", OrderJson.buyer("buyer-" + n % (ORDERS * 2L / 3), "group-" + n % 500, "city-" + n % 300))
                .put("at", START + n % YEAR_OF_MINUTES * 60_000);
    }

    private void audit(LiveServer server, RedisClient redis) throws IOException {
        List<Double> acks = new ArrayList<>();
        long began = System.nanoTime();
        try (RawWebSocket producer = server.open("/ws/orders");
                Program audit = Program.start("audit", "--data-dir", data.toString())) {
            long rss = 0;
            Duration cpu = Duration.ZERO;
            for (int n = 0; ProcessHandle.of(audit.pid()).isPresent(); n++) {
                long sent = System.nanoTime();
                producer.ask(OrderJson.order("beside", "b-" + n, 1).encode());
                acks.add((System.nanoTime() - sent) / 1e6);
                rss = Math.max(rss, peakRss(audit.pid()));
                cpu = ProcessHandle.of(audit.pid())
                        .flatMap(running -> running.info().totalCpuDuration())
                        .orElse(cpu);
            }
            Collections.sort(acks);
            double longest = acks.get(acks.size() - 1);
            System.out.printf(
                    "audited in %.1f s, %s of CPU, %d MB at most; %,d orders beside it, to their acks: p50 %.1f, p99 %.1f, longest %.1f ms%n",
                    seconds(began),
                    cpu,
                    rss >> 20,
                    acks.size(),
                    acks.get(acks.size() / 2),
                    acks.get(acks.size() * 99 / 100),
                    longest);
            System.out.println(audit.output());
            String slow = slow(redis);
            System.out.println("commands over 5 ms: " + (slow.isEmpty() ? "none" : slow));
            long most = rss;
            assertAll(
                    () -> assertEquals(0, audit.exitWithin(1), audit::output),
                    () -> assertTrue(audit.output().contains("long: " + ORDERS + " messages"), audit::output),
                    () -> assertTrue(most < (long) MAX_RSS_MB << 20, () -> "memory: " + most),
                    () -> assertTrue(longest < MAX_ACK_MS, () -> "longest ack: " + longest),
                    () -> assertEquals("", slow));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static long peakRss(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    /** The slow commands of Redis, with their times; scripts by their hash. */
    private static String slow(RedisClient redis) {
        StringBuilder slow = new StringBuilder();
        for (Response entry : redis.ask("SLOWLOG", "GET", "-1")) {
            slow.append(entry.get(2)).append(" µs ").append(entry.get(3).get(0)).append(' ');
            slow.append(entry.get(3).size() > 1 ? entry.get(3).get(1) : "").append("; ");
        }
        return slow.toString();
    }
}
