package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.access.AccessServer.SECRET;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.app.Livetally;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.RawRequest;

/** A server that has not found its Redis yet. */
final class UnknownRevocationsTest {
    @Test
    void noTokenIsTrustedBeforeRedisWasAskedWhichAreRevoked() {
        JsonObject claims = new JsonObject()
                .put("jti", "revoked-for-all-we-know")
                .put("role", "operator")
                .put("exp", Instant.now().plusSeconds(3_600).getEpochSecond());
        RawRequest handshake = RawRequest.of("WS", "/ws/orders", "");
        RawRequest withToken = handshake.with("Authorization: Bearer " + ForgedToken.signed("HS256", SECRET, claims));
        AccessSettings access = new AccessSettings(true, List.of(SECRET), List.of());
        Settings settings =
                new Settings("127.0.0.1", 0, "unix:///no/such/redis.sock", Path.of("no-data-of-its-own"), access);
        Livetally server = Await.result(Livetally.start(settings, InstantSource.system()));
        try {
            assertEquals(503, withToken.send(server.port()).status());
            assertEquals(401, handshake.send(server.port()).status());
        } finally {
            Await.result(server.stop());
        }
    }
}
