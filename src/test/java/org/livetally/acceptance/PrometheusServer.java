package org.livetally.acceptance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.livetally.grafana.Provided;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;

/** Debian's Prometheus as a process, with our configuration and rules; only addresses and times differ. */
final class PrometheusServer implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final Path log;

    private PrometheusServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Scrapes these ports of this machine every two seconds, since a node without Redis takes one to answer; alerts
     * wait a second. Returns when each has been scraped.
     */
    static PrometheusServer start(Path directory, List<Integer> ports) throws IOException {
        int own = Ports.free();
        String targets = ports.stream().map(port -> "- 127.0.0.1:" + port).collect(Collectors.joining("\n          "));
        Files.writeString(
                directory.resolve("prometheus.yml"),
                Provided.text(Provided.PROMETHEUS.resolve("prometheus.yml"))
                        .replace("- livetally:8081", targets)
                        .replace("localhost:9090", "127.0.0.1:" + own)
                        .replaceAll("(scrape_interval|_timeout): \\d+s", "$1: 2s")
                        .replaceAll("(evaluation_interval): \\d+s", "$1: 1s"));
        Files.writeString(
                directory.resolve("rules.yml"),
                Provided.text(Provided.PROMETHEUS.resolve("rules.yml")).replaceAll("for: \\d+[sm]", "for: 1s"));
        Path log = directory.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + directory.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + own,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, own, log);
        try {
            Await.until("Prometheus is ready", server::isReady);
            Await.until("Prometheus has scraped " + ports, () -> server.hasScraped(ports.size()));
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    private boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus has ended:\n" + Provided.text(log));
        }
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet
        }
    }

    private boolean hasScraped(int nodes) {
        return values("up{job=\"livetally\"} == 1").size() == nodes;
    }

    /**
     * The values of an instant query, without NaN, by their labels: {@code a=1,b=2}, without {@code __name__}. A query
     * that Prometheus refuses fails the test.
     */
    Map<String, Double> values(String promql) {
        JsonArray result = query(promql).getJsonArray("result");
        Map<String, Double> values = new TreeMap<>();
        IntStream.range(0, result.size()).mapToObj(result::getJsonObject).forEach(sample -> {
            double value = number(sample.getJsonArray("value").getString(1));
            if (!Double.isNaN(value)) {
                values.put(labels(sample.getJsonObject("metric")), value);
            }
        });
        return values;
    }

    /** In Prometheus' format: a quantile above the greatest bucket is {@code +Inf}. */
    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private static String labels(JsonObject metric) {
        return metric.stream()
                .filter(label -> !label.getKey().equals("__name__"))
                .map(label -> label.getKey() + "=" + label.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private JsonObject query(String promql) {
        String body = get("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8))
                .body();
        JsonObject answer = new JsonObject(body);
        if (!answer.getString("status").equals("success")) {
            throw new AssertionError(promql + " is refused: " + body);
        }
        return answer.getJsonObject("data");
    }

    private HttpResponse<String> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
