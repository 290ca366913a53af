package org.livetally.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.auth.GuardedServer.SECOND;
import static org.livetally.auth.GuardedServer.SECRET;

import org.junit.jupiter.api.Test;

/** A secret is changed without locking anybody out: two are good for a while. */
final class RotationTest {
    private static final RawRequest LIST = RawRequest.of("GET", "/api/streams", "");

    @Test
    void eachSecretVerifiesAndTheFirstSigns() {
        try (GuardedServer server = new GuardedServer(SECOND, SECRET)) {
            assertEquals(
                    200,
                    server.send(LIST, server.signedBy(SECRET, Role.OPERATOR)).status());
            assertEquals(
                    200,
                    server.send(LIST, server.signedBy(SECOND, Role.OPERATOR)).status());
        }
    }

    @Test
    void aDroppedSecretVerifiesNoMore() {
        try (GuardedServer server = new GuardedServer(SECOND)) {
            assertEquals(
                    401,
                    server.send(LIST, server.signedBy(SECRET, Role.OPERATOR)).status());
            assertEquals(
                    200,
                    server.send(LIST, server.signedBy(SECOND, Role.OPERATOR)).status());
        }
    }
}
