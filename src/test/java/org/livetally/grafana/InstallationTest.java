package org.livetally.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.testing.LiveServer;

/** compose.yaml, the Dockerfile and Grafana's provisioning use the same names; there is no Docker here to try them. */
final class InstallationTest {
    private static final Path DOCKERFILE = Provided.ROOT.resolve("Dockerfile");
    private static final JsonObject SERVICES =
            Provided.yaml(Provided.ROOT.resolve("compose.yaml")).getJsonObject("services");
    /** A version of three or more numbers, so that the same file starts the same programs next year. */
    private static final Pattern PINNED =
            Pattern.compile("[^:@]+:(v?\\d+\\.\\d+\\.\\d+[\\w.-]*|[\\d.]+-eclipse-temurin-17)");

    @Test
    void imagesAreOfOneVersion() {
        for (String name : SERVICES.fieldNames()) {
            String image = service(name).getString("image");
            assertTrue(PINNED.matcher(image).matches(), image);
        }
        List<String> bases =
                instructions("FROM").map(line -> line.split(" ")[0]).toList();
        assertEquals(2, bases.size());
        bases.forEach(base -> assertTrue(PINNED.matcher(base).matches(), base));
    }

    @Test
    void onlyLivetallyAndGrafanaCanBeReachedAndOnlyFromThisMachine() {
        assertEquals(Set.of("livetally", "redis", "prometheus", "grafana"), SERVICES.fieldNames());
        for (String name : SERVICES.fieldNames()) {
            JsonArray ports = service(name).getJsonArray("ports", JsonArray.of());
            assertEquals(Set.of("livetally", "grafana").contains(name) ? 1 : 0, ports.size(), name);
            ports.forEach(
                    port -> assertTrue(port.toString().matches("\\$\\{\\w+:-127\\.0\\.0\\.1}:.*:(8080|3000)"), name));
        }
    }

    @Test
    void secretsComeFromTheEnvironmentAndMustBeThere() {
        assertTrue(environment("livetally", "LIVETALLY_TOKEN_SECRET").startsWith("${LIVETALLY_TOKEN_SECRET:?"));
        assertTrue(environment("grafana", "GF_SECURITY_ADMIN_PASSWORD").startsWith("${GRAFANA_ADMIN_PASSWORD:?"));
    }

    @Test
    void redisKeepsWhatItAcks() {
        String command = service("redis").getJsonArray("command").stream()
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        assertTrue(command.contains("--appendonly yes --appendfsync always --maxmemory-policy noeviction"), command);
    }

    @Test
    void everyServiceTellsWhetherItIsWell() {
        for (String name : SERVICES.fieldNames()) {
            boolean inImage = service(name).containsKey("build")
                    && Provided.text(DOCKERFILE).contains("HEALTHCHECK");
            assertTrue(inImage || service(name).containsKey("healthcheck"), name);
        }
    }

    @Test
    void whatIsMountedAndCopiedExists() {
        SERVICES.forEach(entry -> service(entry.getKey()).getJsonArray("volumes", JsonArray.of()).stream()
                .map(volume -> volume.toString().split(":")[0])
                .filter(source -> source.startsWith("./"))
                .forEach(source -> assertTrue(Files.isDirectory(Provided.ROOT.resolve(source)), source)));
        assertTrue(Files.exists(Provided.ROOT
                .resolve(service("livetally").getJsonObject("build").getString("context"))
                .resolve(service("livetally").getJsonObject("build").getString("dockerfile"))));
        instructions("COPY")
                .filter(line -> !line.startsWith("--from"))
                .map(line -> Path.of(line.split(" ")[0]))
                .forEach(source -> assertTrue(Files.exists(source), source.toString()));
    }

    @Test
    void everyVariableIsOneThatLivetallyReads() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            files.filter(Files::isRegularFile).forEach(file -> sources.append(Provided.text(file)));
        }
        Stream.concat(
                        service("livetally").getJsonObject("environment").fieldNames().stream(),
                        Pattern.compile("LIVETALLY_\\w+")
                                .matcher(Provided.text(DOCKERFILE))
                                .results()
                                .map(r -> r.group()))
                .forEach(name -> assertTrue(
                        Pattern.compile(name + "\\b").matcher(sources).find(), name));
    }

    @Test
    void grafanaFindsPrometheusAndItsDashboards() {
        JsonObject source = Dashboard.objects(
                        Provided.yaml(Provided.ROOT.resolve("provisioning/datasources/prometheus.yaml"))
                                .getJsonArray("datasources"))
                .get(0);
        assertEquals("prometheus", source.getString("type"));
        assertTrue(SERVICES.containsKey(URI.create(source.getString("url")).getHost()));
        assertEquals(
                prometheus().getJsonObject("global").getString("scrape_interval"),
                source.getJsonObject("jsonData").getString("timeInterval"));
        String folder = Dashboard.objects(Provided.yaml(Provided.ROOT.resolve("provisioning/dashboards/livetally.yaml"))
                        .getJsonArray("providers"))
                .get(0)
                .getJsonObject("options")
                .getString("path");
        assertTrue(service("grafana").getJsonArray("volumes").contains("./dashboards:" + folder + ":ro"));
        Path home = Path.of(environment("grafana", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"));
        assertTrue(home.startsWith(folder));
        assertTrue(Provided.dashboards()
                .contains(Provided.ROOT.resolve("dashboards").resolve(home.getFileName())));
    }

    @Test
    void prometheusFindsLivetallysManagementPort() {
        JsonObject job =
                Dashboard.objects(prometheus().getJsonArray("scrape_configs")).get(0);
        assertEquals("livetally", job.getString("job_name"));
        assertEquals(
                "livetally:" + environment("livetally", "LIVETALLY_MANAGEMENT_PORT"),
                Dashboard.objects(job.getJsonArray("static_configs"))
                        .get(0)
                        .getJsonArray("targets")
                        .getString(0));
    }

    /** The image's health check, as Docker would run it. */
    @Test
    void theHealthCheckTellsAReadyServerFromNone() throws IOException, InterruptedException {
        try (LiveServer server = LiveServer.start()) {
            assertEquals(0, healthCheck(server.port()));
        }
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            assertNotEquals(0, healthCheck(port));
        }
    }

    private static int healthCheck(int port) throws IOException, InterruptedException {
        String check = Provided.text(DOCKERFILE).replace("\\\n", " ");
        List<String> command = new JsonArray(check.substring(check.indexOf('['), check.indexOf("]\nENTRYPOINT") + 1))
                .stream().map(Object::toString).toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LIVETALLY_MANAGEMENT_PORT", String.valueOf(port));
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private static Stream<String> instructions(String name) {
        return Provided.text(DOCKERFILE)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1));
    }

    private static JsonObject prometheus() {
        return Provided.yaml(Provided.PROMETHEUS.resolve("prometheus.yml"));
    }

    private static JsonObject service(String name) {
        return SERVICES.getJsonObject(name);
    }

    private static String environment(String service, String variable) {
        return service(service).getJsonObject("environment").getString(variable);
    }
}
