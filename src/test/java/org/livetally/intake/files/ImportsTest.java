package org.livetally.intake.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.tables.Workbooks;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** Files through the server: shown, recorded once, refused as a whole. */
final class ImportsTest {
    @RegisterExtension
    static final LiveServer SERVER = LiveServer.with();

    private static final Path FILES = Path.of("src/test/resources/import");
    private static final String TILL = "订单号,商品编码,数量,金额(元),城市\n"
            + "a-1,honey,2,\"1,234.50\",杭州\na-1,tea,1,10,杭州\na-2,tea,1,¥9.90,那曲\n合计,,4,1254.40,\n";

    private static Upload into(String stream) {
        SERVER.live(stream);
        return new Upload(SERVER, stream);
    }

    private static long gmv(String stream) {
        return SERVER.board(stream, "totals").getLong("gmv");
    }

    /** Whatever a file did, the tallies are those of the ledger. */
    @AfterAll
    static void theAuditIsClean() {
        assertEquals(List.of(), SERVER.audit());
    }

    @Test
    void aFileIsShownAndThenRecordedOnce() {
        Upload shop = into("once");
        assertEquals(125_440L, shop.preview("", TILL).getLong("sum"));
        assertEquals(0, gmv("once"));

        JsonObject first = shop.record("", TILL);
        assertEquals(2, first.getInteger("recorded"), first::encode);
        assertTrue(first.getBoolean("finished"));
        assertEquals(125_440L, gmv("once"));

        JsonObject again = shop.record("", TILL);
        assertEquals(2, again.getInteger("duplicate"), again::encode);
        assertEquals(125_440L, gmv("once"));
    }

    @Test
    void twoEqualRowsOfATillAreTwoSalesAndTheSameFileIsNone() throws IOException {
        Upload till = into("till");
        byte[] roll = Files.readAllBytes(FILES.resolve("till-roll.csv"));
        String query = Upload.mapping("{\"idPrefix\":\"stand-1\"}");

        assertEquals(3, till.record(query, roll).getInteger("recorded"));
        assertEquals(2_200, gmv("till"));
        assertEquals(3, till.record(query, roll).getInteger("duplicate"));
        assertEquals(2_200, gmv("till"));

        JsonObject other = till.record(Upload.mapping("{\"idPrefix\":\"stand-2\"}"), roll);
        assertEquals(3, other.getInteger("recorded"), "another till sold as much");
        assertEquals(4_400, gmv("till"));
    }

    @Test
    void idsAndNamesThatLookTheSameAreTheSame() {
        SERVER.live("look");
        Upload shop = new Upload(SERVER, "look");
        String file = "order id,sku,qty,amount (yuan),city\r\nA-1,tea,1,1.00,杭州\r\n"
                + "\u200bA-1,tea\u00a0,1,1.00,\u200b\r\nA-2,tea,1,1.00,杭州\ufe00\r\n";

        JsonObject done = shop.record("", file.getBytes(StandardCharsets.UTF_8));

        assertEquals(2, done.getInteger("recorded"), done::encode);
        assertEquals(300, gmv("look"));
        assertEquals(java.util.Set.of("杭州"), SERVER.board("look", "cities").fieldNames());
        assertEquals(2, shop.record("", file.getBytes(StandardCharsets.UTF_8)).getInteger("duplicate"));
    }

    @Test
    void statusesBecomePaymentsRefundsAndCancellations() throws IOException {
        Upload shop = into("statuses");

        JsonObject done = shop.record("", Files.readAllBytes(FILES.resolve("statuses.csv")));

        assertEquals(14, done.getInteger("recorded"), done::encode);
        JsonObject totals = SERVER.board("statuses", "totals");
        assertEquals(51_100, totals.getLong("placed"));
        assertEquals(3_300 + 13_200, totals.getLong("gmv"));
        assertEquals(13_200, totals.getLong("refunded"));
        assertEquals(28_000, totals.getLong("cancelled"));
    }

    /** What came by webhook, with a buyer and lines that the export lacks, and what came with another value. */
    @Test
    void anExportClosesTheGapsOfTheWebhooks() throws IOException {
        SERVER.create(new JsonObject().put("id", "hkd-shop").put("title", "t").put("currency", "HKD"));
        SERVER.startStream("hkd-shop");
        JsonObject known = order("hkd-shop", "shopify-6200407294252", 16_490)
                .put("buyer", new JsonObject().put("id", "shopify-c1"))
                .put("status", "placed");
        JsonObject other = order("hkd-shop", "shopify-6200407294253", 4_999).put("status", "placed");
        JsonObject paid = new JsonObject()
                .put("type", "payment")
                .put("id", "shopify-6200407294252-paid")
                .put("stream", "hkd-shop")
                .put("order", "shopify-6200407294252");
        SERVER.postOrders(new JsonArray().add(known).add(paid).add(other).encode());
        byte[] export = Files.readAllBytes(FILES.resolve("shopify.csv"));

        JsonObject done = new Upload(SERVER, "hkd-shop").record("", export);

        assertEquals(2, done.getInteger("duplicate"), done::encode);
        assertEquals(5, done.getInteger("recorded"), done::encode);
        assertEquals(1, done.getInteger("conflict"), done::encode);
        JsonObject conflict = done.getJsonArray("conflicts").getJsonObject(0);
        assertEquals(
                new JsonObject()
                        .put("row", 4)
                        .put("id", "shopify-6200407294253")
                        .put("amount", 5_000)
                        .put("recorded", 4_999),
                conflict);
        assertEquals(16_490 + 2_500, gmv("hkd-shop"));
    }

    @Test
    void aBadRowOrAnotherSumRecordsNothing() {
        Upload shop = into("refused");
        HttpResponse<String> bad = shop.send("?sum=0", (TILL + "a-3,tea,x,1,\n").getBytes(StandardCharsets.UTF_8));
        assertEquals(400, bad.statusCode(), bad.body());
        JsonObject error = new JsonObject(bad.body()).getJsonArray("errors").getJsonObject(0);
        assertEquals(6, error.getInteger("row"));
        assertEquals("数量", error.getString("field"));
        HttpResponse<String> sum = shop.send("?sum=125441", TILL.getBytes(StandardCharsets.UTF_8));
        assertEquals(409, sum.statusCode(), sum.body());
        assertEquals("import_sum", new JsonObject(sum.body()).getString("rule"));
        assertEquals(400, shop.send("", TILL.getBytes(StandardCharsets.UTF_8)).statusCode(), "no sum");
        assertEquals(0, SERVER.board("refused", "totals").getLong("placed"));
        assertEquals(
                404,
                new Upload(SERVER, "nowhere")
                        .send("?dryRun=true", new byte[] {'a'})
                        .statusCode());
    }

    @Test
    void noMoreThanAHundredErrorsAreListedAndAllAreCounted() {
        String rows = "a,1.234\n".repeat(250);
        JsonObject shown = into("hundred").preview("", "订单号,金额(元)\n" + rows);
        assertEquals(250, shown.getInteger("rejected"));
        assertEquals(100, shown.getJsonArray("errors").size());
    }

    @Test
    void theMappingIsKeptForTheNextFileOfItsKind() {
        Upload shop = into("kept");
        String path = "/api/streams/kept/imports/mapping";
        assertEquals("{}", SERVER.send("GET", path, "").body());
        String file = "单号,价,何时\n1,5,2022-01-05 10:00\n";
        assertEquals(1, shop.preview("", file).getInteger("rejected"));
        String said = "{\"columns\":{\"amount\":\"价\"},\"unit\":\"fen\"}";
        assertEquals(1, shop.record(Upload.mapping(said), file).getInteger("recorded"));
        assertEquals(5, shop.preview("", file).getLong("sum"));
        assertEquals("fen", new JsonObject(SERVER.send("GET", path, "").body()).getString("unit"));
        assertEquals("yuan", shop.preview("", TILL).getString("unit"), "another kind of file");

        assertEquals(
                200,
                SERVER.send("PUT", path, "{\"columns\":{\"amount\":\"价\"},\"unit\":\"yuan\"}")
                        .statusCode());
        JsonObject next = shop.preview("", file);
        assertEquals(500, next.getLong("sum"));
        assertEquals(
                "单号", next.getJsonObject("mapping").getJsonObject("columns").getString("orderId"), "found as ever");
        HttpResponse<String> bad = SERVER.send("PUT", path, "{\"unit\":\"jiao\"}");
        assertEquals(400, bad.statusCode());
        assertEquals("mapping.unit", new JsonObject(bad.body()).getString("field"));
    }

    @Test
    void ordersThatTheStreamDoesNotTakeAreToldOf() {
        SERVER.create("early");
        JsonObject shown = new Upload(SERVER, "early").preview("", TILL);
        JsonObject warning = shown.getJsonArray("warnings").getJsonObject(0);
        assertEquals("import_late", warning.getString("rule"));
        assertEquals(2, warning.getJsonObject("params").getInteger("orders"));
    }

    /** A till may be typed in later, so nothing is refused; but a file of last week counts as well. */
    @Test
    void ordersFromBeforeTheStartOfALiveStreamAreToldOf() {
        String file = "订单号,金额(元),时间\n1,5,2022-01-01 10:00\n2,7.50,2022-01-02 10:00\n";
        JsonObject shown = into("late-typed").preview("", file);
        JsonObject warning = shown.getJsonArray("warnings").getJsonObject(0);
        assertEquals("import_early", warning.getString("rule"));
        assertEquals(2, warning.getInteger("row"));
        assertEquals(new JsonObject().put("orders", 2).put("sum", 1_250), warning.getJsonObject("params"));
        assertEquals(0, shown.getInteger("rejected"));
        assertEquals(new JsonArray(), into("no-times").preview("", TILL).getJsonArray("warnings"));
    }

    @Test
    void messagesOfAFileMayRestOnThoseBefore() throws IOException {
        Upload shop = into("lines");
        byte[] file = Files.readString(FILES.resolve("messages.ndjson"))
                .replace("\"$\"", "\"lines\"")
                .getBytes(StandardCharsets.UTF_8);
        JsonObject done = shop.record("", file);
        assertEquals(4, done.getInteger("recorded"), done::encode);
        assertEquals(150, gmv("lines"));
        assertEquals(50, SERVER.board("lines", "totals").getLong("refunded"));
    }

    @Test
    void oneFileAtATimeUntilItsSenderGoesAway() throws IOException {
        Upload shop = into("busy");
        List<Socket> slow = new ArrayList<>();
        Await.until("the place is taken", () -> {
            slow.add(halfOfAFile()); // the one before may have come while the place was ours
            return shop.send("?dryRun=true", bytes()).statusCode() == 503;
        });
        HttpResponse<String> other = shop.send("?dryRun=true", bytes());
        assertEquals("import_running", new JsonObject(other.body()).getString("rule"));
        assertEquals("1", other.headers().firstValue("Retry-After").orElse(""));
        for (Socket socket : slow) {
            socket.close();
        }
        Await.until(
                "the place is free", () -> shop.send("?dryRun=true", bytes()).statusCode() == 200);
    }

    private static Socket halfOfAFile() {
        try {
            Socket socket = new Socket("127.0.0.1", SERVER.port());
            socket.getOutputStream()
                    .write(("POST /api/streams/busy/imports?dryRun=true HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Type: text/csv\r\nContent-Length: 1000\r\n\r\nhalf of it")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void afterTheEndOrdersOfItsTimeAreTakenAndOthersAreListed() {
        Upload shop = into("ended");
        String within =
                Instant.ofEpochMilli(SERVER.snapshot("ended").getLong("at")).toString();
        SERVER.endStream("ended");
        String file = "订单号,金额(元),时间\n1,1," + within + "\n2,2,2022-01-05 10:00:00\n3,4," + within + "\n";

        JsonObject shown = shop.preview("", file);
        JsonObject warning = shown.getJsonArray("warnings").getJsonObject(0);
        assertEquals(1, warning.getJsonObject("params").getInteger("orders"), shown::encode);
        JsonObject done = shop.record("", file);

        assertEquals(2, done.getInteger("recorded"), done::encode);
        assertEquals(1, done.getInteger("refused"), done::encode);
        JsonObject refusal = done.getJsonArray("refusals").getJsonObject(0);
        assertEquals(3, refusal.getInteger("row"));
        assertEquals("stream_ended", refusal.getString("code"));
        assertEquals(500, gmv("ended"));
    }

    @Test
    void aWorkbookOfTooManyRowsIsRefused() {
        StringBuilder rows = new StringBuilder("<row><c t='str'><v>id</v></c><c t='str'><v>amount_fen</v></c></row>");
        for (int i = 0; i <= 100_000; i++) {
            rows.append("<row><c><v>").append(i).append("</v></c><c><v>1</v></c></row>");
        }
        HttpResponse<String> answer = into("rows").send("?dryRun=true", Workbooks.of(rows.toString()));
        assertEquals(400, answer.statusCode());
        assertEquals("import_rows", new JsonObject(answer.body()).getString("rule"));
    }

    /** Whoever goes away in the middle stops the import; the rest comes with the same file. */
    @Test
    void aClientThatGoesAwayStopsItsImport() throws IOException {
        Upload shop = into("left");
        StringBuilder rows = new StringBuilder("订单号,金额(元)\n");
        for (int i = 0; i < 100_000; i++) {
            rows.append("o-").append(i).append(",1\n");
        }
        byte[] file = rows.toString().getBytes(StandardCharsets.UTF_8);
        try (Socket client = new Socket("127.0.0.1", SERVER.port())) {
            client.getOutputStream()
                    .write(("POST /api/streams/left/imports?sum=10000000 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Type: text/csv\r\nContent-Length: " + file.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(file);
            assertTrue(client.getInputStream().read() >= 0, "it has begun");
        }
        Await.until(
                "the place is free", () -> shop.send("?dryRun=true", bytes()).statusCode() == 200);
        assertTrue(gmv("left") < 10_000_000, "it has stopped");

        assertEquals(100_000, shop.record("", file).getInteger("done"));
        assertEquals(10_000_000, gmv("left"));
    }

    private static byte[] bytes() {
        return TILL.getBytes(StandardCharsets.UTF_8);
    }

    /** More than a request may keep in memory. */
    @Test
    void aLongFileIsTaken() {
        StringBuilder file = new StringBuilder("订单号,金额(元),备注\n");
        String remark = "-".repeat(4_000);
        for (int i = 0; i < 8_000; i++) {
            file.append(i).append(",1,").append(remark).append('\n');
        }
        JsonObject shown = into("long").preview("", file.toString());
        assertEquals(800_000, shown.getLong("sum"));
    }
}
