package org.livetally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.access.AccessServer.SECOND;
import static org.livetally.access.AccessServer.SECRET;

import org.junit.jupiter.api.Test;
import org.livetally.testing.RawRequest;

/** A secret is changed without locking anybody out: for a while, two are valid. */
final class RotationTest {
    private static final RawRequest LIST = RawRequest.of("GET", "/api/streams", "");

    @Test
    void eachSecretVerifiesAndTheFirstSigns() {
        try (AccessServer server = AccessServer.start(SECOND, SECRET)) {
            assertEquals(
                    200,
                    server.send(LIST, server.signedBy(SECRET, Role.OPERATOR)).status());
            assertEquals(
                    200,
                    server.send(LIST, server.signedBy(SECOND, Role.OPERATOR)).status());
        }
    }

    @Test
    void aDroppedSecretNoLongerVerifies() {
        try (AccessServer server = AccessServer.start(SECOND)) {
            assertEquals(
                    401,
                    server.send(LIST, server.signedBy(SECRET, Role.OPERATOR)).status());
            assertEquals(
                    200,
                    server.send(LIST, server.signedBy(SECOND, Role.OPERATOR)).status());
        }
    }
}
