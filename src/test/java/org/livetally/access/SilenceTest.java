package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.access.AccessServer.SECRET;
import static org.livetally.access.AccessServer.SHOP;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.AccessSettings;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;

/** No log line, at any level, holds a token or a secret, even when something breaks. */
final class SilenceTest {
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.livetally"), Logger.getLogger("io.vertx"));

    private static final class Kept extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + " "
                    + List.of(line.getParameters() == null ? new Object[0] : line.getParameters()) + " "
                    + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void noLogLineHoldsATokenOrASecret() {
        Kept log = new Kept();
        LOGGERS.forEach(logger -> logger.addHandler(log));
        LOGGERS.forEach(logger -> logger.setLevel(Level.ALL));
        try (AccessServer server = AccessServer.start(SECRET)) {
            String token = server.token(Role.OPERATOR);
            RawWebSocket socket = server.open("/ws/orders", token);
            server.send(RawRequest.of("GET", "/api/boards/" + SHOP, "").withQuery(token + "x"), "");
            String made = made(server, token);
            server.send(RawRequest.of("GET", "/api/session", "").withQuery(made), "");
            assertEquals(500, failing(server, token).status());
            assertNoTokenIn(server, token, made);
            AccessServer.revoke(token);
            socket.closeCode();

            assertFalse(log.lines.isEmpty());
            log.lines.forEach(
                    line -> assertFalse(line.contains(token) || line.contains(made) || line.contains(SECRET), line));
        } finally {
            LOGGERS.forEach(logger -> logger.removeHandler(log));
            LOGGERS.forEach(logger -> logger.setLevel(null));
        }
    }

    private static void assertNoTokenIn(AccessServer server, String token, String made) {
        String metrics =
                server.send(RawRequest.of("GET", "/metrics", ""), token).body();
        assertTrue(metrics.contains("livetally_ready 1.0"), metrics);
        assertFalse(metrics.contains(token) || metrics.contains(made) || metrics.contains(SECRET), metrics);
    }

    private static String made(AccessServer server, String by) {
        String body = "{\"role\":\"screen\",\"streams\":[\"" + SHOP + "\"]}";
        return new JsonObject(server.send(RawRequest.of("POST", "/api/tokens", body), by)
                        .body())
                .getString("token");
    }

    /** A request that fails by an internal error, which is logged: a key has the wrong type. */
    private static RawRequest.Answer failing(AccessServer server, String token) {
        TestRedis.command("DEL", new StreamKeys(SHOP).settings());
        TestRedis.command("LPUSH", new StreamKeys(SHOP).settings(), "x");
        return RawRequest.of("GET", "/api/streams/" + SHOP, "").withQuery(token).send(server.port());
    }

    @Test
    void settingsPrintNoSecret() {
        assertFalse(
                new AccessSettings(true, List.of(SECRET), List.of()).toString().contains(SECRET));
    }
}
