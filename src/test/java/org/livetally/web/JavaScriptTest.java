package org.livetally.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages compute, and how the client library connects and sends: {@code src/test/js}, which Node runs in a second. */
final class JavaScriptTest {
    private static final Path TESTS = Path.of("src/test/js");

    @Test
    void everyTestOfTheModulesPasses() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        // Named one by one: what Node makes of a folder differs from version to version.
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        assertTrue(command.size() > 2, "there are tests");
        Process node = start(command);
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), said);
        assertTrue(said.contains("pass "), said);
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException("Node 18 or newer is needed on the PATH; bin/test installs it", e);
        }
    }
}
