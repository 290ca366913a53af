package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HealthTest {
    private final Promise<Void> slow = Promise.promise();

    @RegisterExtension
    final SiteServer server = SiteServer.with(link -> List.of());

    @Test
    void serverIsLiveAndReady() {
        assertEquals("{\"status\":\"UP\"}", server.get("/health/live").body());
        HttpResponse<String> ready = server.get("/health/ready");
        assertEquals(200, ready.statusCode());
        assertEquals("{\"status\":\"UP\"}", ready.body());
    }

    @Test
    void stoppingServerIsLiveButNotReady() {
        server.health().stopping();
        assertNotReady("stopping", server);
        assertEquals(200, server.get("/health/live").statusCode());
    }

    @Test
    void serverWithoutRedisIsNotReady() {
        try (SiteServer alone = SiteServer.withoutRedis(link -> List.of())) {
            alone.begin();
            HttpResponse<String> ready = alone.get("/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(
                    ready.body().startsWith("{\"status\":\"DOWN\",\"reasons\":[\"redis: not connected to Redis"),
                    ready.body());
        }
    }

    @Test
    void checkThatTakesTooLongIsAReason() {
        server.health().check("slow", slow::future).check("disk", () -> Future.failedFuture("disk is full"));
        HttpResponse<String> response = server.get("/health/ready");
        assertEquals(503, response.statusCode());
        assertTrue(response.body().contains("slow: "), response.body());
        assertTrue(response.body().contains("disk: disk is full"), response.body());
    }

    private static void assertNotReady(String reason, SiteServer server) {
        HttpResponse<String> ready = server.get("/health/ready");
        assertEquals(503, ready.statusCode());
        assertEquals("{\"status\":\"DOWN\",\"reasons\":[\"" + reason + "\"]}", ready.body());
    }
}
