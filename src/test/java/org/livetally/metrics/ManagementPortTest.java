package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.SettingException;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** With a port of their own, metrics and health require no tokens, and are nowhere else. */
final class ManagementPortTest {
    private static final AccessSettings ACCESS =
            new AccessSettings(true, List.of("a-secret-of-the-management-test-00"), List.of());

    private static Settings settings(int port, int managementPort) {
        return new Settings(
                "127.0.0.1",
                port,
                managementPort,
                new RedisAddress(TestRedis.uri()),
                Path.of("no-data-of-its-own"),
                ACCESS,
                Limits.DEFAULTS);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void metricsAndHealthAreThereAndNotOnTheMainPort() throws IOException, InterruptedException {
        TestRedis.flush();
        try (LiveServer server = LiveServer.start(settings(0, 0), InstantSource.system())) {
            int management = server.managementPort();
            assertTrue(management > 0 && management != server.port());
            HttpResponse<String> metrics = get(management, "/metrics");
            assertEquals(200, metrics.statusCode());
            assertTrue(metrics.body().contains("livetally_ready 1.0"), metrics.body());
            assertFalse(metrics.body().contains("secret"));
            assertEquals(200, get(management, "/health/ready").statusCode());
            assertEquals(200, get(management, "/health/live").statusCode());
            assertEquals(404, get(management, "/api/streams").statusCode());
            assertEquals(404, get(management, "/").statusCode());
            assertEquals(404, get(server.port(), "/health/ready").statusCode());
            assertEquals(401, get(server.port(), "/metrics").statusCode(), "nothing is said without a token");
        }
        Settings open = new Settings(
                "127.0.0.1",
                0,
                0,
                new RedisAddress(TestRedis.uri()),
                Path.of("no-data-of-its-own"),
                AccessSettings.DEFAULT,
                Limits.DEFAULTS);
        try (LiveServer server = LiveServer.start(open, InstantSource.system())) {
            assertEquals(404, get(server.port(), "/metrics").statusCode());
            assertEquals(404, get(server.port(), "/health/live").statusCode());
            assertEquals(200, get(server.managementPort(), "/metrics").statusCode());
        }
    }

    @Test
    void itIsAPortAndNotTheOtherOne() {
        assertThrows(SettingException.class, () -> settings(8080, 8080));
        assertThrows(SettingException.class, () -> settings(8080, -1));
        assertThrows(SettingException.class, () -> settings(8080, 65_536));
    }
}
