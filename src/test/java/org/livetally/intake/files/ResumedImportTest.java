package org.livetally.intake.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.testing.Await;
import org.livetally.testing.Requests;

/** The command line and a server, each a process of its own: long files, and a kill in the middle of one. */
final class ResumedImportTest {
    @TempDir
    private Path directory;

    /** The server is killed half-way; the same file again records the rest. */
    @Test
    @Timeout(300)
    void anImportThatWasKilledGoesOnWithTheSameFile() throws IOException {
        int orders = 50_000;
        Path file = sales(orders);
        Program killed = serve();
        try (killed) {
            Program begun = importing(killed, file, "--yes");
            Await.until(
                    "some are recorded",
                    () -> killed.board("shop").getJsonObject("totals").getLong("gmv") > 0);
            killed.signal("KILL");
            assertEquals(1, begun.exitWithin(60), begun::output);
            assertTrue(begun.output().contains("import the same file again"), begun::output);
        }
        try (Program server = serve()) {
            long before = server.board("shop").getJsonObject("totals").getLong("orders");
            assertTrue(before > 0 && before < orders, before + " before");
            Program again = importing(server, file, "--yes");
            assertEquals(0, again.exitWithin(200), again::output);
            assertTrue(again.output().contains("refused 0"), again::output);
            JsonObject totals = server.board("shop").getJsonObject("totals");
            assertEquals(orders, totals.getInteger("orders"));
            assertEquals(100L * orders, totals.getLong("gmv"));
        }
    }

    /** A million rows, with 128 MiB for the server and 32 MiB for the command. */
    @Test
    @Tag("soak")
    @Timeout(900)
    void aMillionRowsTakeNoMoreMemoryThanAThousand() throws IOException {
        int orders = 1_000_000;
        Path file = sales(orders);
        try (Program server = serve("128m")) {
            Program command = Program.startWithHeap(
                    "32m", "import", file.toString(), "--stream", "shop", "--yes", "--url", address(server));
            assertEquals(0, command.exitWithin(800), command::output);
            JsonObject totals = server.board("shop").getJsonObject("totals");
            assertEquals(100L * orders, totals.getLong("gmv"));
        }
    }

    private Program serve() throws IOException {
        return serve("256m");
    }

    private Program serve(String heap) {
        String data = directory.resolve("data").toString();
        Program server = Program.startWithHeap(heap, "serve", "--port", "0", "--data-dir", data);
        int port = server.address().getPort();
        Await.until(
                "ready", () -> Requests.send(port, "GET", "/health/ready", "").statusCode() == 200);
        Requests.send(port, "POST", "/api/streams", "{\"id\":\"shop\",\"title\":\"Shop\"}");
        Requests.send(port, "POST", "/api/streams/shop/start", "");
        return server;
    }

    private static Program importing(Program server, Path file, String more) {
        return Program.start("import", file.toString(), "--stream", "shop", "--url", address(server), more);
    }

    private static String address(Program server) {
        return server.address().toString();
    }

    /** A file of orders of one yuan each. */
    private Path sales(int orders) throws IOException {
        Path file = directory.resolve("sales.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("订单号,商品编码,数量,金额(元),城市\n");
            for (int i = 0; i < orders; i++) {
                out.write("order-" + i + ",honey-" + i % 10 + ",1,1.00,杭州\n");
            }
        }
        return file;
    }
}
