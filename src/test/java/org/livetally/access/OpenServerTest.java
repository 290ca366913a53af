package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.livetally.app.Livetally;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawRequest;
import org.livetally.testing.TestRedis;

/** A server that was told to let everybody in. */
final class OpenServerTest {
    private static final Logger LOG = Logger.getLogger(Livetally.class.getName());

    @Test
    void onAnOpenAddressWithoutTokensItWarnsLoudlyAndServes() {
        List<String> said = new CopyOnWriteArrayList<>();
        Handler kept = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOG.addHandler(kept);
        TestRedis.flush();
        AccessSettings off = new AccessSettings(false, List.of(), List.of());
        Settings everywhere = new Settings("0.0.0.0", 0, TestRedis.uri(), Path.of("no-data-of-its-own"), off);
        try (LiveServer server = LiveServer.start(everywhere, InstantSource.system())) {
            assertEquals(200, server.send("GET", "/api/streams", "").statusCode());
            assertEquals(
                    "{\"auth\":false,\"role\":\"operator\"}",
                    server.send("GET", "/api/session", "").body());
            assertTrue(server.send("POST", "/api/tokens", "{\"role\":\"operator\"}")
                    .body()
                    .contains("no tokens are required"));
            assertEquals(409, server.send("DELETE", "/api/tokens/x", "").statusCode());
            RawRequest named = RawRequest.of("GET", "/api/streams", "").with("Host: tally.example");
            assertEquals(200, named.send(server.port()).status());
        } finally {
            LOG.removeHandler(kept);
        }
        assertTrue(said.stream().anyMatch(line -> line.startsWith("WARNING --auth off: WHOEVER")), said::toString);
    }
}
