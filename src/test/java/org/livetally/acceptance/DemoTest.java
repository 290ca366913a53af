package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;
import org.livetally.testing.RawWebSocket;

/** The program plays the 4500-metre stream to the same figures every time, whatever happens meanwhile. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class DemoTest {
    private static final String STREAM = "naqu-4500m";
    private static final long GMV = 107_036_800;
    private static final long TSAMPA = 3_900;
    private static final long LIKES = 87_412;
    private static final long VIEWERS = 10_231;
    private static final long HOUR = 3_600_000;
    private static final String OVER = "The hour is over";
    private static final long TIMEOUT_S = 10;

    @TempDir
    Path data;

    @Test
    void theHourEndsOnItsFiguresAndTheyStayAfterEveryKindOfRestart() {
        JsonObject played;
        try (Program demo = demo(600)) {
            System.out.println("DemoTest, speed 600: " + demo.line(OVER));
            played = demo.board(STREAM);
            assertIsTheWholeHour(played);
            assertEquals(VIEWERS, played.getJsonObject("audience").getLong("views"), "nobody had to come twice");
            assertAuditIsClean();
            assertFalse(demo.othersOn(data).isEmpty(), "a Redis runs on the directory");
            demo.signal("INT");
            demo.exitWithin(TIMEOUT_S);
            assertNothingRuns();
        }
        assertAuditIsClean(); // of the data on disk
        try (Program serve = Program.start("serve", "--port", "0", "--data-dir", data.toString())) {
            assertSameFigures(played, serve.board(STREAM));
            serve.signal("TERM");
            serve.exitWithin(TIMEOUT_S);
            assertNothingRuns();
        }
        try (Program again = demo(600)) {
            again.line("was played before");
            assertSameFigures(played, again.board(STREAM));
            again.signal("TERM");
            again.exitWithin(TIMEOUT_S);
            assertNothingRuns();
        }
    }

    @Test
    void aDemoThatIsKilledInTheMiddleGoesOnAndEndsOnTheSameFigures() {
        long before;
        try (Program killed = demo(60)) {
            killed.line("minute");
            Await.until("money came in", () -> gmv(killed) > 0);
            before = gmv(killed);
            killed.signal("KILL");
            assertNotEquals(0, killed.exitWithin(TIMEOUT_S));
        }
        assertTrue(before > 0 && before < GMV, "killed in the middle, at " + before);
        try (Program resumed = demo(600)) {
            resumed.line(OVER);
            assertIsTheWholeHour(resumed.board(STREAM));
            assertAuditIsClean();
            resumed.signal("INT");
            resumed.exitWithin(TIMEOUT_S);
            assertNothingRuns(); // not even the Redis that the kill left behind
        }
    }

    @Test
    void whatAVisitorOrdersIsPaidOnceAndAddedToTheHour() {
        JsonObject over;
        try (Program demo = demo(600)) {
            demo.line("minute");
            order(demo);
            demo.line(OVER);
            Await.until("paid", () -> gmv(demo) == GMV + TSAMPA);
            over = demo.board(STREAM);
            assertEquals(
                    "{\"gmv\":3900,\"orders\":1}",
                    over.getJsonObject("channels").getJsonObject("live").encode());
            assertAuditIsClean();
        }
        try (Program again = demo(600)) {
            again.line("was played before");
            assertSameFigures(over, again.board(STREAM));
        }
    }

    private static void order(Program demo) {
        int port = demo.address().getPort();
        try (RawWebSocket visitor = RawWebSocket.open(port, "/ws/streams/" + STREAM + "/audience?viewer=visitor")) {
            visitor.send(
                    "{\"type\":\"order\",\"id\":\"live-visitor\",\"lines\":[{\"sku\":\"tsampa-1kg\",\"qty\":1,\"amount\":"
                            + TSAMPA + "}]}");
            Await.until("ack", () -> visitor.texts().stream().anyMatch(text -> text.contains("\"recorded\"")));
        }
    }

    private static long gmv(Program program) {
        return program.board(STREAM).getJsonObject("totals").getLong("gmv");
    }

    private Program demo(int speed) {
        return Program.start("demo", "--speed", Integer.toString(speed), "--port", "0", "--data-dir", data.toString());
    }

    private static void assertIsTheWholeHour(JsonObject board) {
        JsonObject stream = board.getJsonObject("stream");
        assertAll(
                () -> assertEquals(GMV, board.getJsonObject("totals").getLong("gmv"), "gmv"),
                () -> assertEquals(LIKES, board.getJsonObject("audience").getLong("likes"), "likes"),
                () -> assertEquals(VIEWERS, board.getJsonObject("audience").getLong("uniqueViewers"), "viewers"),
                () -> assertEquals("ended", stream.getString("status")),
                () -> assertEquals(HOUR, stream.getLong("endedAt") - stream.getLong("startedAt"), "the hour"),
                () -> assertEquals(GMV, sum(board, "trend", "gmv"), "the trend adds up"),
                () -> assertEquals(LIKES, sum(board, "trend", "likes"), "the trend's likes add up"),
                () -> assertEquals(GMV, sum(board, "channels", "gmv"), "the channels add up"),
                () -> assertEquals(GMV, sum(board, "products", "gmv"), "the products add up"),
                () -> assertEquals(GMV, sum(board, "series", "gmv"), "so do the series"),
                () -> assertEquals(GMV, sum(board, "categories", "gmv"), "and the categories"));
        assertTellsOfGoodsAndShow(board);
    }

    /** One yuan of each unit of cordyceps is for the fund; each product was explained, and bought meanwhile. */
    private static void assertTellsOfGoodsAndShow(JsonObject board) {
        JsonObject explanations = board.getJsonObject("explanations");
        JsonObject fund = board.getJsonObject("funds").getJsonObject("援藏基金");
        JsonObject cordyceps = board.getJsonObject("series").getJsonObject("那曲虫草");
        long explained = sum(board, "explanations", "gmv");
        assertAll(
                () -> assertEquals(12, explanations.size(), "explanations"),
                () -> assertTrue(explained > 0 && explained < GMV, "paid while something was explained: " + explained),
                () -> assertEquals(cordyceps.getLong("units"), fund.getLong("units"), "units of the fund"),
                () -> assertEquals(100 * fund.getLong("units"), fund.getLong("amount"), "the fund"),
                () -> assertEquals("苗伟伦", board.getJsonObject("show").getString("host")));
    }

    private static long sum(JsonObject board, String section, String field) {
        JsonObject entries = board.getJsonObject(section);
        return entries.fieldNames().stream()
                .mapToLong(key -> entries.getJsonObject(key).getLong(field, 0L))
                .sum();
    }

    /**
     * Compares everything except the current viewers, since the audience's last flush may still remove some, and when it was
     * audited last.
     */
    private static void assertSameFigures(JsonObject expected, JsonObject actual) {
        expected.getJsonObject("audience").remove("viewers");
        actual.getJsonObject("audience").remove("viewers");
        expected.getJsonObject("ledger").remove("sealed");
        actual.getJsonObject("ledger").remove("sealed");
        assertEquals(expected, actual);
    }

    private void assertAuditIsClean() {
        try (Program audit = Program.start("audit", "--data-dir", data.toString())) {
            assertEquals(0, audit.exitWithin(30), audit::output);
            assertTrue(audit.line("streams audited").startsWith("1 streams audited, 0 differences"), audit::output);
        }
    }

    private void assertNothingRuns() {
        Await.until("no process works in " + data, () -> Program.on(data).isEmpty());
        assertEquals(List.of(), Program.on(data));
    }
}
