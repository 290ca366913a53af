package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.Requests;

/** A stream of a million orders is archived, shown from its file and restored by a server with a small heap. */
final class LongArchiveTest {
    private static final int ORDERS = Integer.getInteger("livetally.archive.orders", 1_000_000);
    private static final int FRAME = 1_000;

    @TempDir
    private Path directory;

    private int port;

    @Test
    @Tag("soak")
    @Timeout(1_800)
    void aMillionOrdersAreArchivedInASmallHeap() throws Exception {
        try (Program server = Program.startWithHeap(
                "128m",
                "serve",
                "--port",
                "0",
                "--data-dir",
                directory.resolve("data").toString())) {
            port = server.address().getPort();
            Await.until("ready", () -> send("GET", "/health/ready", "").statusCode() == 200);
            send("POST", "/api/streams", "{\"id\":\"long\",\"title\":\"Long\"}");
            send("POST", "/api/streams/long/start", "");
            for (int from = 0; from < ORDERS; from += FRAME) {
                JsonArray frame = new JsonArray();
                IntStream.range(from, from + FRAME)
                        .forEach(n -> frame.add(OrderJson.order("long", "order-" + n, 1 + n % 1_000)));
                assertEquals(200, send("POST", "/api/orders", frame.encode()).statusCode());
            }
            send("POST", "/api/streams/long/end", "");
            send("POST", "/api/streams/long/close", "");
            JsonObject before = board();

            JsonObject archived = timed("archive", "POST").getJsonObject("archived");

            System.out.printf("%,d orders are a file of %,d bytes%n", ORDERS, archived.getLong("bytes"));
            assertEquals(ORDERS, archived.getInteger("messages"));
            long began = System.nanoTime();
            assertEquals(before, board());
            System.out.printf("first board from the file in %.2f s%n", (System.nanoTime() - began) / 1e9);
            timed("restore", "DELETE");
            assertEquals(before, board());
        }
    }

    private JsonObject timed(String what, String method) {
        long began = System.nanoTime();
        HttpResponse<String> answer = send(method, "/api/streams/long/archive?wait=5", "");
        while (answer.statusCode() == 202) {
            answer = send(method, "/api/streams/long/archive?wait=5", "");
        }
        assertEquals(200, answer.statusCode(), answer.body());
        System.out.printf("%s in %.1f s%n", what, (System.nanoTime() - began) / 1e9);
        return new JsonObject(answer.body());
    }

    /** Without the seal, which archiving writes anew. */
    private JsonObject board() {
        JsonObject board = new JsonObject(send("GET", "/api/boards/long", "").body()).getJsonObject("board");
        board.remove("ledger");
        return board;
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return Requests.send(port, method, path, body);
    }
}
