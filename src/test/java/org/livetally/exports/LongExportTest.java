package org.livetally.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.acceptance.Program;
import org.livetally.testing.Await;
import org.livetally.testing.OrderJson;
import org.livetally.testing.Requests;

/**
 * A ledger of a million orders, and more rows than a sheet has, from a server with little memory:
 * {@code mvn -Psoak test -Dtest=LongExportTest}.
 */
final class LongExportTest {
    private static final int ORDERS = Integer.getInteger("livetally.export.orders", 1_060_000);
    private static final int FRAME = 1_000;

    @TempDir
    private Path directory;

    @Test
    @Tag("soak")
    @Timeout(1_800)
    void aMillionOrdersTakeNoMoreMemoryThanAThousand() throws Exception {
        try (Program server = Program.startWithHeap(
                "96m",
                "serve",
                "--port",
                "0",
                "--data-dir",
                directory.resolve("data").toString())) {
            int port = server.address().getPort();
            Await.until(
                    "ready",
                    () -> Requests.send(port, "GET", "/health/ready", "").statusCode() == 200);
            Requests.send(port, "POST", "/api/streams", "{\"id\":\"long\",\"title\":\"Long\"}");
            Requests.send(port, "POST", "/api/streams/long/start", "");
            for (int from = 0; from < ORDERS; from += FRAME) {
                JsonArray frame = new JsonArray();
                IntStream.range(from, from + FRAME)
                        .forEach(n -> frame.add(OrderJson.order("long", "order-" + n, 1 + n % 1_000)));
                assertEquals(
                        200,
                        Requests.send(port, "POST", "/api/orders", frame.encode())
                                .statusCode());
            }
            for (String form : new String[] {"csv", "ndjson", "xlsx"}) {
                long began = System.nanoTime();
                Path file = download(server.address().resolve("/api/streams/long/exports/ledger." + form), form);
                System.out.printf(
                        "%s: %,d bytes in %.1f s, peak RSS of the server %d MB%n",
                        form, Files.size(file), (System.nanoTime() - began) / 1e9, peakRss(server.pid()));
                assertEquals(ORDERS, form.equals("xlsx") ? rowsOfWorkbook(file) : rows(file, form));
            }
        }
    }

    private Path download(URI address, String form) throws IOException, InterruptedException {
        Path file = directory.resolve("ledger." + form);
        var answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofFile(file));
        assertEquals(200, answer.statusCode());
        assertEquals(ORDERS, answer.headers().firstValueAsLong("Livetally-Rows").orElse(0));
        return file;
    }

    private static long rows(Path file, String form) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count() - (form.equals("csv") ? 1 : 0);
        }
    }

    /** Of all sheets, without their headers. */
    private static long rowsOfWorkbook(Path file) throws IOException {
        long rows = 0;
        int sheets = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry part = zip.getNextEntry(); part != null; part = zip.getNextEntry()) {
                if (part.getName().startsWith("xl/worksheets/")) {
                    sheets++;
                    rows += ends(zip) - 1;
                }
            }
        }
        assertTrue(sheets == 1 + ORDERS / 1_048_576, sheets + " sheets");
        return rows;
    }

    /** How many rows end in a sheet. */
    private static long ends(InputStream sheet) throws IOException {
        byte[] end = "</row>".getBytes(StandardCharsets.US_ASCII);
        byte[] some = new byte[1 << 16];
        long found = 0;
        int matched = 0;
        for (int read = sheet.read(some); read >= 0; read = sheet.read(some)) {
            for (int i = 0; i < read; i++) {
                matched = some[i] == end[matched] ? matched + 1 : some[i] == end[0] ? 1 : 0;
                if (matched == end.length) {
                    found++;
                    matched = 0;
                }
            }
        }
        return found;
    }

    private static long peakRss(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElse(0);
    }
}
