package org.livetally.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.cli.CommandOutcome;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/** No file of a data directory holds the id of a buyer that was erased, whether a server runs on it or not. */
final class ErasedFilesTest {
    @TempDir
    private Path data;

    private List<Path> holding(String id) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> text(file).contains(id))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone meanwhile
        }
    }

    /** What the command says; no file has the id after it, and the append-only files have had it before. */
    private CommandOutcome eraseFromFiles(String buyer) throws IOException {
        assertTrue(!holding(buyer).isEmpty(), "it was on disk");
        CommandOutcome done = CommandOutcome.run("erase", "--yes", "--buyer", buyer, "--data-dir", data.toString());
        assertEquals(List.of(), holding(buyer), done::toString);
        return done;
    }

    private void erase(String buyer) throws IOException {
        CommandOutcome done = eraseFromFiles(buyer);
        assertEquals(0, done.exit(), done::toString);
        CommandOutcome audit = CommandOutcome.run("audit", "--data-dir", data.toString());
        assertTrue(audit.out().endsWith("1 streams audited, 0 differences\n"), audit::toString);
    }

    @Test
    void filesAreWrittenAnew() throws IOException {
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live("shop");
            for (String buyer : List.of("buyer-of-now", "buyer-of-then")) {
                String order = OrderJson.order("shop", "o-" + buyer.length(), 5)
                        .put("buyer", OrderJson.buyer(buyer, "g", "c"))
                        .encode();
                assertTrue(server.postOrders(order).body().contains("recorded"));
            }
            erase("buyer-of-now");
        }
        erase("buyer-of-then");
    }

    @Test
    void filesAreWrittenAnewThoughAnArchiveIsElsewhere() throws IOException {
        try (LiveServer server = LiveServer.startOn(data)) {
            for (String stream : List.of("shop", "old")) {
                server.live(stream);
                String order = OrderJson.order(stream, "o-1", 5)
                        .put("buyer", OrderJson.buyer("buyer-of-both", "g", "c"))
                        .encode();
                assertTrue(server.postOrders(order).body().contains("recorded"));
            }
            for (String step : List.of("end", "close", "archive")) {
                var answer = server.send("POST", "/api/streams/old/" + step, "");
                assertEquals(200, answer.statusCode(), answer.body());
            }
            try (Stream<Path> archives = Files.list(data.resolve("archive"))) {
                for (Path archive : archives.toList()) {
                    Files.delete(archive);
                }
            }
            CommandOutcome done = eraseFromFiles("buyer-of-both");
            assertEquals(1, done.exit(), done::toString);
            assertTrue(done.err().contains("archived streams were not looked at: old: "), done::toString);
        }
    }
}
