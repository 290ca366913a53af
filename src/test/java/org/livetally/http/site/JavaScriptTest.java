package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages compute, and how the client library connects and sends: {@code src/test/js}, which Node runs in a second. */
final class JavaScriptTest {
    private static final Path TESTS = Path.of("src/test/js");

    @Test
    void everyTestOfTheModulesPasses() throws IOException, InterruptedException {
        run("", Map.of());
    }

    /** The one file that people copy, rather than the parts that it is made from. */
    @Test
    void clientLibraryPassesItsTestsAsItIsServed(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("livetally-client.mjs");
        Files.writeString(file, JoinedModuleTest.client());
        run("client-", Map.of("LIVETALLY_CLIENT", file.toUri().toString()));
    }

    private static void run(String prefix, Map<String, String> environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        // Named one by one: how Node treats a folder differs from version to version.
        try (Stream<Path> files = Files.list(TESTS)) {
            files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        assertTrue(command.size() > 2, "there are tests");
        Process node = start(command, environment);
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), said);
        assertTrue(said.contains("pass "), said);
    }

    private static Process start(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder node = new ProcessBuilder(command).redirectErrorStream(true);
            node.environment().putAll(environment);
            return node.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Node 18 or newer is needed on the PATH; bin/test installs it", e);
        }
    }
}
