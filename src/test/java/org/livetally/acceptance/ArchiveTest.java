package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.app.Auditor;
import org.livetally.ledger.replay.Audit;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** An archived stream shows, lists and audits as before; what needs Redis is refused by name. */
final class ArchiveTest {
    private static final String STREAM = "fair-1";
    private static final List<String> LISTS = List.of(
            "/orders?limit=3",
            "/orders?newest=true&limit=3",
            "/orders?type=refund",
            "/orders?host=Ann",
            "/orders?before=9999999999999-0&limit=2",
            "/orders.csv",
            "/exports/ledger.csv",
            "/exports/ledger.ndjson");

    @TempDir
    static Path directory;

    private static final Vertx VERTX = Vertx.vertx();
    private static LiveServer server;
    private static JsonObject boardBefore;
    private static JsonObject replayBefore;
    private static JsonObject reportBefore;
    private static List<String> listsBefore;
    private static JsonObject campaignBefore;
    private static JsonObject archived;

    @BeforeAll
    static void archive() {
        TestRedis.flush();
        Settings settings = new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"))
                .with(new ArchiveSettings(directory, null));
        server = LiveServer.start(settings, InstantSource.system());
        server.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "Fair")
                .put("goal", 5_000)
                .put(
                        "products",
                        new JsonObject()
                                .put(
                                        "apple",
                                        new JsonObject()
                                                .put("name", "Apples")
                                                .put("series", "fruit")
                                                .put("stock", 100))));
        server.create("fair-2");
        server.startStream(STREAM);
        server.startStream("fair-2");
        send(
                "POST",
                "/api/campaigns",
                new JsonObject().put("id", "all").put("title", "All").put("prefix", "fair-"));
        record(new JsonObject()
                .put("type", "show")
                .put("id", "s-1")
                .put("host", "Ann")
                .put("sku", "apple"));
        for (int i = 0; i < 12; i++) {
            record(order("o-" + i, "buyer-" + i % 5, 1_000 + i).put("status", i % 3 == 0 ? "placed" : "paid"));
        }
        record(new JsonObject().put("type", "payment").put("id", "p-1").put("order", "o-0"));
        record(new JsonObject()
                .put("type", "refund")
                .put("id", "r-1")
                .put("order", "o-1")
                .put("amount", 500));
        record(new JsonObject()
                .put("type", "deal")
                .put("id", "d-1")
                .put("kind", "agreement")
                .put("counterparty", "Hotel")
                .put("amount", 9_000));
        server.postOrders(new JsonObject()
                .put("type", "likes")
                .put("stream", STREAM)
                .put("source", "tiktok:room")
                .put("total", 77)
                .encode());
        Await.until(
                "likes",
                () -> Long.valueOf(77).equals(server.board(STREAM, "audience").getLong("likes")));
        server.endStream(STREAM);
        assertEquals(
                409,
                server.send("POST", "/api/streams/" + STREAM + "/archive", "").statusCode());
        assertEquals(
                200,
                server.send("POST", "/api/streams/" + STREAM + "/close", "").statusCode());
        boardBefore = board();
        awaitCampaign();
        listsBefore = LISTS.stream().map(ArchiveTest::get).toList();
        campaignBefore = campaign();
        replayBefore = replay();
        reportBefore = report();

        HttpResponse<String> answer = server.send("POST", "/api/streams/" + STREAM + "/archive", "");

        assertEquals(200, answer.statusCode(), answer.body());
        archived = new JsonObject(answer.body()).getJsonObject("archived");
    }

    @AfterAll
    static void close() {
        server.close();
        Await.result(VERTX.close());
    }

    private static void send(String method, String path, JsonObject body) {
        HttpResponse<String> answer = server.send(method, path, body.encode());
        assertTrue(answer.statusCode() < 300, answer.body());
    }

    private static void record(JsonObject message) {
        String answer =
                server.postOrders(message.put("stream", STREAM).encode()).body();
        assertTrue(answer.contains("recorded"), answer);
    }

    private static JsonObject order(String id, String buyer, long amount) {
        return new JsonObject()
                .put("type", "order")
                .put("id", id)
                .put("channel", "taobao")
                .put(
                        "buyer",
                        new JsonObject().put("id", buyer).put("group", "bureau").put("city", "广州"))
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("sku", "apple")
                                        .put("qty", 2)
                                        .put("amount", amount)));
    }

    private static String get(String path) {
        HttpResponse<String> answer = server.send("GET", "/api/streams/" + STREAM + path, "");
        assertEquals(200, answer.statusCode(), path + ": " + answer.body());
        return answer.body();
    }

    /** Without the seal, which archiving writes anew. */
    private static JsonObject board() {
        JsonObject board = server.snapshot(STREAM).getJsonObject("board");
        board.remove("ledger");
        return board;
    }

    private static JsonObject campaign() {
        JsonObject board = server.snapshot("@all").getJsonObject("board");
        board.remove("ledger");
        return board;
    }

    /** The board as it was when the ledger had half of what it has. */
    private static JsonObject replay() {
        JsonObject range = answer("/api/boards/" + STREAM + "/replay");
        long half = (range.getLong("from") + range.getLong("to")) / 2;
        return answer("/api/boards/" + STREAM + "?at=" + half);
    }

    /** What the report says of the ledger. */
    private static JsonObject report() {
        return answer("/api/reports/" + STREAM).getJsonObject("totals");
    }

    private static JsonObject answer(String path) {
        HttpResponse<String> answer = server.send("GET", path, "");
        assertEquals(200, answer.statusCode(), path + ": " + answer.body());
        return new JsonObject(answer.body());
    }

    /** That it is built, and has counted all. */
    private static void awaitCampaign() {
        long gmv = boardBefore.getJsonObject("totals").getLong("gmv");
        Await.until(
                "the campaign",
                () -> server.send("GET", "/api/boards/@all", "").statusCode() == 200
                        && campaign().getJsonObject("totals").getLong("gmv") == gmv);
    }

    private static List<Audit.Report> audit() {
        return Await.result(Auditor.audit(
                VERTX, new Auditor.Data(new RedisAddress(server.redisUri()), directory), STREAM, null, said -> {}));
    }

    @Test
    void redisHasOnlyWhatIsOfConstantSize() {
        List<String> left = Objects.requireNonNull(TestRedis.command("KEYS", "livetally:{" + STREAM + "}:*")).stream()
                .map(key -> key.toString().substring(key.toString().lastIndexOf(':') + 1))
                .sorted()
                .toList();
        assertTrue(
                List.of("audience", "likesheard", "likesources", "seal", "stream", "totals", "viewers")
                        .containsAll(left),
                left::toString);
    }

    @Test
    void boardIsTheOneBefore() {
        assertEquals(boardBefore, board());
        assertTrue(server.snapshot(STREAM)
                .getJsonObject("board")
                .getJsonObject("ledger")
                .containsKey("sealed"));
    }

    @Test
    void replayAndReportAreThoseBefore() {
        assertEquals(replayBefore, replay());
        assertEquals(reportBefore, report());
    }

    @Test
    void listsAreThoseBefore() {
        assertEquals(listsBefore, LISTS.stream().map(ArchiveTest::get).toList());
    }

    @Test
    void listOfStreamsSaysSo() {
        JsonObject stream = new JsonArray(server.send("GET", "/api/streams", "").body())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("id").equals(STREAM))
                        .findFirst()
                        .orElseThrow();
        assertEquals(archived, stream.getJsonObject("archived"));
        assertEquals("closed", stream.getString("status"));
    }

    @Test
    void archivingItAgainChangesNothing() {
        HttpResponse<String> again = server.send("POST", "/api/streams/" + STREAM + "/archive", "");
        assertEquals(archived, new JsonObject(again.body()).getJsonObject("archived"));
    }

    @Test
    void nothingIsRecordedAnyMore() {
        String answer = server.postOrders(order("o-1", "buyer-1", 1_001)
                        .put("stream", STREAM)
                        .put("status", "paid")
                        .encode())
                .body();
        assertTrue(answer.contains("stream_ended"), answer);
    }

    @Test
    void whatNeedsRedisIsRefusedByName() {
        for (String path :
                List.of("/products", "/groups", "/stock", "/images", "/deals", "/orders/o-1", "/exports/days.csv")) {
            HttpResponse<String> answer = server.send("GET", "/api/streams/" + STREAM + path, "");
            assertEquals(409, answer.statusCode(), path + ": " + answer.body());
            assertEquals("stream_archived", new JsonObject(answer.body()).getString("rule"), path);
        }
    }

    @Test
    void campaignKeepsItsFiguresAndCountsThemAnew() {
        assertEquals(campaignBefore.getJsonObject("totals"), campaign().getJsonObject("totals"));

        send("PATCH", "/api/campaigns/all", new JsonObject().put("timezone", "Asia/Shanghai"));
        awaitCampaign();

        assertEquals(campaignBefore.getJsonObject("totals"), campaign().getJsonObject("totals"));
        List<Audit.Report> audits = Await.result(Auditor.auditCampaigns(
                VERTX, new Auditor.Data(new RedisAddress(server.redisUri()), directory), "all", said -> {}));
        assertEquals(List.of(), audits.get(0).differences());
    }

    @Test
    void auditReadsTheFileAndNamesWhatIsChanged() throws IOException {
        Audit.Report clean = audit().get(0);
        assertEquals(List.of(), clean.differences());
        assertEquals(archived.getLong("messages"), clean.messages());
        assertEquals(boardBefore.getJsonObject("totals").getLong("gmv"), clean.gmv());

        Path file = directory.resolve(archived.getString("file"));
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        try {
            Files.write(file, changed);
            List<Audit.Difference> found = audit().get(0).differences();
            assertNotEquals(List.of(), found);
            assertTrue(found.get(0).sentence().startsWith("archive " + file.getFileName() + ": "), found::toString);
        } finally {
            Files.write(file, whole);
        }
    }

    /** A lost file is a difference as any other: the streams and campaigns after it are audited all the same. */
    @Test
    void auditNamesAFileThatIsMissingAndGoesOn() throws IOException {
        Path file = directory.resolve(archived.getString("file"));
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(file, elsewhere);
        try {
            Auditor.Data data = new Auditor.Data(new RedisAddress(server.redisUri()), directory);
            List<Audit.Report> audits = Await.result(Auditor.audit(VERTX, data, null, null, said -> {}));
            assertEquals(
                    List.of("archive " + file.getFileName() + ": there is no such file"),
                    sentences(audits.stream().filter(each -> each.stream().equals(STREAM))));
            assertEquals(
                    List.of(),
                    sentences(audits.stream().filter(each -> !each.stream().equals(STREAM))));
            assertTrue(audits.size() > 1, audits::toString);

            List<Audit.Report> campaigns = Await.result(Auditor.auditCampaigns(VERTX, data, null, said -> {}));
            List<String> lacking =
                    sentences(campaigns.stream().filter(each -> each.stream().equals("@all")));
            assertEquals(1, lacking.size(), lacking::toString);
            assertTrue(lacking.get(0).contains("there is no file " + file.getFileName()), lacking::toString);
        } finally {
            Files.move(elsewhere, file);
        }
    }

    private static List<String> sentences(Stream<Audit.Report> audits) {
        return audits.flatMap(audit -> audit.differences().stream())
                .map(Audit.Difference::sentence)
                .toList();
    }

    /** In a test of its own, since it takes the archive away from the others; it is put back. */
    @Test
    void restoringBringsAllOfItBack() {
        HttpResponse<String> answer = server.send("DELETE", "/api/streams/" + STREAM + "/archive", "");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(boardBefore, board());
        assertEquals(listsBefore, LISTS.stream().map(ArchiveTest::get).toList());
        assertEquals(List.of(), audit().get(0).differences());
        assertEquals(
                409,
                server.send("DELETE", "/api/streams/" + STREAM + "/archive", "").statusCode());

        HttpResponse<String> again = server.send("POST", "/api/streams/" + STREAM + "/archive", "");

        JsonObject rewritten = new JsonObject(again.body()).getJsonObject("archived");
        assertEquals(archived.getString("seal"), rewritten.getString("seal"));
        archived = rewritten;
    }
}
