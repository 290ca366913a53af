package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Ports;
import org.livetally.testing.RawRequest;

/** With the nginx of docs/access.md no token gets into a log, not even when the server is away. */
final class NginxLogTest {
    @TempDir
    Path directory;

    @Test
    void noLogHoldsTheQueryOfARequestThatFailed() throws Exception {
        assumeTrue(Nginx.isHere(), "nginx is missing");
        try (Nginx nginx = Nginx.start(directory, Ports.free())) {
            RawRequest request = RawRequest.of("GET", "/overlay/naqu?token=hush-hush", "");
            assertEquals(502, request.send(nginx.port()).status());
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> logs = files.filter(Files::isRegularFile).toList();
            assertTrue(logs.stream().anyMatch(log -> log.endsWith("livetally-error.log")), logs::toString);
            for (Path log : logs) {
                assertFalse(text(log).contains("hush-hush"), () -> log + ": " + text(log));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
