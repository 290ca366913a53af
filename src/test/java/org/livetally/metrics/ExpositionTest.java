package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** The output follows Prometheus' conventions, and matches the documents. */
final class ExpositionTest {
    private static final Path DOCS = Path.of("docs");

    private static LiveServer server;
    private static Scrape scrape = new Scrape("");

    /** With its own Redis, an order, a deal, likes, an audit and a garbage collection, so that every possible metric exists. */
    @BeforeAll
    static void start(@TempDir Path data) {
        server = LiveServer.startOn(data);
        server.create(new JsonObject().put("id", "shop").put("title", "Shop").put("goal", 1));
        server.startStream("shop");
        server.postOrders(OrderJson.order("shop", "a", 100).encode());
        server.postOrders(OrderJson.deal("shop", "d", 100).encode());
        server.postOrders("{\"type\":\"likes\",\"stream\":\"shop\",\"source\":\"tiktok:room\",\"total\":1}");
        connector();
        server.send("POST", "/api/campaigns", "{\"id\":\"sale\",\"title\":\"Sale\",\"streams\":[\"shop\"]}");
        count("sale");
        server.audit();
        System.gc();
        Await.until("all that comes a moment later", () -> {
            scrape = Scrape.of(server);
            return scrape.has("livetally_stream_product_units")
                    && scrape.has("livetally_connector_clock_skew_seconds")
                    && scrape.has("livetally_stream_deals_signed_minor_units")
                    && scrape.has("livetally_audit_differences")
                    && scrape.has("livetally_campaign_gmv_minor_units")
                    && scrape.has("jvm_gc_pause_seconds_count");
        });
    }

    /** As the node that follows a campaign does, once its streams are counted. */
    private static void connector() {
        JsonObject made =
                new JsonObject(server.send("POST", "/api/connectors", "{\"kind\":\"standard\",\"stream\":\"shop\"}")
                        .body());
        SignedHook.post(
                server.port(),
                made.getString("id"),
                SignedHook.standard(made.getString("secret"), "msg_1", System.currentTimeMillis(), "[]"));
    }

    private static void count(String campaign) {
        String settings = new CampaignKeys(campaign).settings();
        Vertx vertx = Vertx.vertx();
        try {
            Redis redis = Redis.createClient(vertx, server.redisUri());
            Response edition = Await.result(
                    redis.send(Request.cmd(Command.HGET).arg(settings).arg("edition")));
            Await.result(redis.send(
                    Request.cmd(Command.HSET).arg(settings).arg("built").arg(edition.toString())));
        } finally {
            Await.result(vertx.close());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void promtoolFindsNothingToComplainAbout(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(isOnPath("promtool"), "bin/test installs promtool with Debian's prometheus");
        Path text = Files.writeString(directory.resolve("metrics"), scrape.text);
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .start();
        String errors = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", errors);
        assertEquals(0, promtool.waitFor());
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void eachMetricOfOursIsServedWithItsHelp() {
        for (Metric metric : Metric.values()) {
            assertTrue(
                    scrape.families.containsKey(metric.text()), metric + " is missing in " + scrape.families.keySet());
            assertEquals(
                    metric.help(),
                    Objects.requireNonNull(scrape.families.get(metric.text())).help());
        }
    }

    /** Each name of a row with its part of the definition. */
    private static Map<String, String> definitions() throws IOException {
        Map<String, String> definitions = new HashMap<>();
        for (String line : Files.readAllLines(DOCS.resolve("architecture.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 4 && cells[1].strip().startsWith("`")) {
                String[] names = cells[1].replace("`", "").strip().split(", ", -1);
                String meaning = cells[2].strip().replace("`", "");
                String[] parts = names.length == 1 ? new String[] {meaning} : meaning.split("; ", -1);
                for (int i = 0; i < Math.min(names.length, parts.length); i++) {
                    definitions.putIfAbsent(names[i], parts[i]);
                }
            }
        }
        return definitions;
    }

    @Test
    void whatAStreamsFiguresMeanIsWhatTheDesignSays() throws IOException {
        Map<String, String> definitions = definitions();
        List<Metric> defined = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            String field =
                    camelCase(metric.text().replace("livetally_stream_", "").replace("_minor_units", ""));
            String definition = definitions.get(field);
            if (metric.text().startsWith("livetally_stream_") && definition != null) {
                assertEquals(definition, metric.help());
                defined.add(metric);
            }
        }
        assertEquals(12, defined.size(), "all but the goal, the products and the info: " + defined);
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    @Test
    void thePageForOperatorsListsWhatIsServed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        try (Stream<String> lines = Files.lines(DOCS.resolve("operations.md"))) {
            lines.map(line -> line.split("\\|", -1))
                    .filter(cells -> cells.length >= 5 && cells[1].strip().matches("`[a-z_0-9]+`"))
                    .forEach(cells -> listed.put(cells[1].strip().replace("`", ""), cells[2].strip()));
        }
        Map<String, String> served = new TreeMap<>();
        scrape.families.forEach((name, family) -> served.put(name, family.type()));
        assertEquals(served, listed);
    }

    @Test
    void whoAsksForOpenMetricsGetsThem() throws IOException, InterruptedException {
        HttpResponse<byte[]> plain = get("text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
        assertEquals(Exposition.TEXT, plain.headers().firstValue("Content-Type").orElse(""));
        String prometheus =
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
        HttpResponse<byte[]> open = get(prometheus);
        assertEquals(
                Exposition.OPEN_METRICS,
                open.headers().firstValue("Content-Type").orElse(""));
        String text = new String(open.body(), StandardCharsets.UTF_8);
        assertTrue(text.endsWith("# EOF\n"), text);
        assertFalse(text.contains(" # {"), "an exemplar, of which Prometheus 2.42 drops the whole scrape");
    }

    private static HttpResponse<byte[]> get(String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
                .header("Accept", accept)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    @Test
    void aHistogramCountsEachValueOnceInTheBucketsThatHoldIt() {
        Histogram histogram = Histogram.ofMessages(Metric.BATCH_ORDERS);
        Histogram.Writer one = histogram.writer();
        Histogram.Writer other = histogram.writer();
        for (long value : new long[] {1, 2, 3, 1_000}) {
            one.record(value);
        }
        other.record(1_001);
        HistogramDataPointSnapshot point =
                ((HistogramSnapshot) histogram.collect()).getDataPoints().get(0);
        long[] counts = new long[point.getClassicBuckets().size()];
        Arrays.setAll(counts, point.getClassicBuckets()::getCount);
        assertArrayEquals(new long[] {1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1}, counts);
        assertEquals(2_007, point.getSum());
    }
}
