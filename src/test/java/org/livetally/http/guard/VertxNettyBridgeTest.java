package org.livetally.http.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class VertxNettyBridgeTest {
    private static final String CHECKED_WITH = "5.1.6";

    /** What the compiler and the other tests do not see of a change in Vert.x' implementation. */
    private static final String WHAT_TO_CHECK = """
            VertxNettyBridge depends on Vert.x' implementation. Before CHECKED_WITH is set to the version in use, check \
            in Vert.x' source: that its handler in a pipeline is still named "handler" (VertxHandler, HttpServerImpl); \
            that channelInactive of that handler still fails the current request and forgets it, and does nothing else \
            to the channel; that VertxHttpRequestDecoder still calls splitHeaderName for each header and trailer, and \
            that Http1ServerConfig has no option that limitHeaders does not pass on; that EpollTransport.configure still \
            does not set a handler of the ServerBootstrap. Then run mvn -Phostile test.""";

    @Test
    void vertxIsTheVersionThatTheBridgeWasCheckedWith() throws IOException {
        try (InputStream version = Vertx.class.getResourceAsStream("/META-INF/vertx/vertx-version.txt")) {
            String inUse = new String(Objects.requireNonNull(version).readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(CHECKED_WITH, inUse.trim(), WHAT_TO_CHECK);
        }
    }
}
