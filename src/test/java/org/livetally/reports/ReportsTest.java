package org.livetally.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.cli.CommandOutcome;
import org.livetally.domain.tally.Dimension;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TamperedLedger;
import org.livetally.testing.TestRedis;

/** Reports over HTTP: their figures are the board's, and whatever is changed in one is found and named. */
final class ReportsTest {
    private static final String STREAM = "naqu";
    private static final long START = 1_700_000_000_000L;

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    @BeforeEach
    void record() {
        new SoldStream(server, STREAM).record();
    }

    private JsonObject report(String board) {
        HttpResponse<String> answer = server.send("GET", "/api/reports/" + board, "");
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    private JsonObject verify(String board, String report) {
        HttpResponse<String> answer = server.send("POST", "/api/verify/" + board, report);
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    @Test
    void figuresAreThoseOfTheBoard() {
        JsonObject board = server.snapshot(STREAM).getJsonObject("board");

        JsonObject report = report(STREAM);

        assertEquals(board.getJsonObject("totals"), report.getJsonObject("totals"));
        for (Dimension dimension : Dimension.values()) {
            JsonObject ranking = report.getJsonObject("rankings").getJsonObject(dimension.key());
            JsonObject section = board.getJsonObject(dimension.key());
            assertFalse(section.isEmpty(), dimension.key());
            assertEquals(List.copyOf(section.fieldNames()), keys(ranking), dimension.key());
            assertEquals(0, ranking.getInteger("more"));
            ranking.getJsonArray("rows").forEach(row -> assertRow(section, (JsonObject) row, dimension));
        }
        JsonObject deals = board.getJsonObject("deals").copy();
        deals.remove("record");
        assertEquals(deals, report.getJsonObject("deals"));
        assertEquals(trend(board), trend(report.getJsonObject("trend")));
        assertEquals(
                board.getJsonObject("goal").getLong("reachedAt"),
                report.getJsonObject("goal").getLong("reachedAt"));
    }

    private static List<String> keys(JsonObject ranking) {
        return ranking.getJsonArray("rows").stream()
                .map(row -> ((JsonObject) row).getString("key"))
                .toList();
    }

    /** What the board says of a name, the report says, apart from what may change: pictures and what is left. */
    private static void assertRow(JsonObject section, JsonObject row, Dimension dimension) {
        JsonObject expected = section.getJsonObject(row.getString("key")).copy();
        expected.remove("stock");
        expected.remove("image");
        JsonObject found = row.copy();
        found.remove("key");
        assertEquals(numbers(expected), numbers(found), dimension.key());
    }

    private static Map<String, String> numbers(JsonObject object) {
        return object.stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        field -> field.getValue() instanceof Number number
                                ? String.valueOf(number.doubleValue())
                                : String.valueOf(field.getValue())));
    }

    private static Map<String, String> trend(JsonObject of) {
        JsonObject minutes = of.containsKey("points") ? new JsonObject() : of.getJsonObject("trend");
        of.getJsonArray("points", new JsonArray()).forEach(each -> {
            JsonObject point = (JsonObject) each;
            minutes.put(String.valueOf(point.getLong("at")), point);
        });
        return minutes.stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        minute -> ((JsonObject) minute.getValue()).getLong("gmv") + " "
                                + ((JsonObject) minute.getValue()).getLong("orders")));
    }

    @Test
    void saysWhatNoBoardSays() {
        JsonObject report = report(STREAM);

        assertEquals(
                new JsonObject().put("count", 2).put("amount", 15_000).put("rate", 0.068),
                report.getJsonObject("refunds"));
        JsonObject concentration = report.getJsonObject("concentration");
        assertEquals(30, concentration.getInteger("buyers"));
        assertEquals(
                report.getJsonObject("totals").getLong("net") - SoldStream.ANONYMOUS, concentration.getLong("net"));
        assertEquals(SoldStream.OF_FIVE, concentration.getLong("topNet"));
        assertTrue(concentration.getBoolean("flagged"));
        assertEquals(
                new JsonObject("{\"late\":{\"orders\":1,\"gmv\":700},"
                        + "\"stock\":{\"changes\":2,\"added\":5,\"removed\":2},\"erasures\":0}"),
                report.getJsonObject("corrections"));
        JsonObject ledger = report.getJsonObject("ledger");
        assertEquals(
                Long.parseLong(TestRedis.text("HLEN", "livetally:{" + STREAM + "}:ids")), ledger.getLong("messages"));
        assertEquals(TestRedis.text("HGET", "livetally:{" + STREAM + "}:totals", "last"), ledger.getString("seq"));
        assertEquals(0, ledger.getJsonObject("audit").getLong("differences"));
        assertFalse(report.encode().contains("buyer-1"), "no id of a buyer");
    }

    @Test
    void aFigureThatRedisHoldsOtherwiseIsSaid() {
        TestRedis.command("HINCRBY", "livetally:{" + STREAM + "}:totals", "gmv", "1");
        TestRedis.command("SADD", "livetally:{" + STREAM + "}:buyers", "nobody");

        JsonObject audit = report(STREAM).getJsonObject("ledger").getJsonObject("audit");

        assertEquals(2, audit.getLong("differences"));
    }

    @Test
    void theReportAsItIsAndIndentedIsValid() {
        String report = server.send("GET", "/api/reports/" + STREAM, "").body();

        assertEquals(new JsonObject("{\"valid\":true,\"differences\":[]}"), verify(STREAM, report));
        String indented = report.replace(",\"", " ,\n \"");
        assertTrue(verify(STREAM, indented).getBoolean("valid"));
    }

    /** Whatever came after it. */
    @Test
    void anOldReportStaysValidAndOnlySettingsHaveChanged() {
        String report = server.send("GET", "/api/reports/" + STREAM, "").body();
        new SoldStream(server, STREAM).late("late-2");
        server.send("PATCH", "/api/streams/" + STREAM, "{\"title\":\"Another\"}");
        server.send("PATCH", "/api/streams/" + STREAM, "{\"products\":{\"honey\":{\"name\":\"Other honey\"}}}");

        JsonObject verdict = verify(STREAM, report);

        assertTrue(verdict.getBoolean("valid"), verdict::encode);
        assertEquals(List.of("/stream/title"), paths(verdict, "changed"));
    }

    private static List<String> paths(JsonObject verdict, String kind) {
        return verdict.getJsonArray(kind, new JsonArray()).stream()
                .map(place -> ((JsonObject) place).getString("path"))
                .toList();
    }

    @Test
    void eachChangedLeafIsFoundAndNamed() throws Exception {
        JsonObject report = report(STREAM);
        List<String> leaves = Leaves.of(report);
        assertTrue(leaves.size() > 120, () -> leaves.size() + " leaves");
        Set<String> settings = new HashSet<>();
        for (String leaf : leaves) {
            JsonObject changed = Leaves.changed(report, leaf);
            JsonObject verdict = verify(STREAM, changed.encode());
            assertFalse(verdict.getBoolean("valid"), leaf);
            assertTrue(paths(verdict, "differences").contains(leaf), () -> leaf + ": " + verdict);

            changed.put("sha256", CanonicalJson.sha256(changed.encode().getBytes(StandardCharsets.UTF_8)));
            JsonObject hashed = verify(STREAM, changed.encode());
            if (hashed.getBoolean("valid")) {
                settings.add(leaf.substring(0, leaf.indexOf('/', 1) < 0 ? leaf.length() : leaf.indexOf('/', 1)));
            } else {
                assertTrue(paths(hashed, "differences").contains(leaf), () -> leaf + ": " + hashed);
            }
        }
        // Of the ledger only the results of audits; and who changes the hash alone makes it right again.
        assertEquals(Set.of("/version", "/stream", "/goal", "/ledger", "/sha256"), settings);
    }

    /** It never changes, and all the amounts are another sum in another one. */
    @Test
    void anotherCurrencyIsADifferenceWhoeverHashedTheReport() throws Exception {
        for (String leaf : List.of("/stream/currency", "/stream/currencyDigits")) {
            JsonObject changed = Leaves.changed(report(STREAM), leaf);
            changed.put("sha256", CanonicalJson.sha256(changed.encode().getBytes(StandardCharsets.UTF_8)));
            JsonObject verdict = verify(STREAM, changed.encode());
            assertFalse(verdict.getBoolean("valid"), verdict::encode);
            assertEquals(List.of(leaf), paths(verdict, "differences"));
        }
    }

    @Test
    void whatIsAddedAndWhatIsLeftOutIsNamed() {
        JsonObject report = report(STREAM);
        report.getJsonObject("rankings")
                .getJsonObject("cities")
                .getJsonArray("rows")
                .remove(0);
        report.getJsonObject("totals").put("extra", 1).remove("units");

        List<String> paths = paths(verify(STREAM, report.encode()), "differences");

        assertTrue(
                paths.containsAll(List.of("/totals/extra", "/totals/units", "/rankings/cities/rows/9")),
                paths::toString);
    }

    @Test
    void aSealIsValidAtItsEntryOnly() {
        JsonObject ledger = report(STREAM).getJsonObject("ledger");
        String seal = ledger.getString("sha256") + "@" + ledger.getString("seq");

        assertTrue(check(seal).getBoolean("valid"));
        assertTrue(check(seal.toUpperCase(Locale.ROOT)).getBoolean("valid"));
        assertEquals(
                "other_content",
                check("0".repeat(64) + "@" + ledger.getString("seq")).getString("reason"));
        assertEquals(
                "no_entry",
                check(ledger.getString("sha256") + "@" + START + "-0").getString("reason"));

        new SoldStream(server, STREAM).late("late-3");
        assertTrue(check(seal).getBoolean("valid"), "as it was, however it went on");
        assertEquals(
                400,
                server.send("GET", "/api/verify/" + STREAM + "?seal=3f", "").statusCode());
        assertEquals(400, server.send("GET", "/api/verify/" + STREAM, "").statusCode());
        assertEquals(
                404, server.send("GET", "/api/verify/nowhere?seal=" + seal, "").statusCode());
    }

    private JsonObject check(String seal) {
        return check(STREAM, seal);
    }

    private JsonObject check(String board, String seal) {
        HttpResponse<String> answer = server.send("GET", "/api/verify/" + board + "?seal=" + seal, "");
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    @Test
    void aCampaignCountsBuyersOverAllAndNamesTheSealOfEachStream() {
        new SoldStream(server, "naqu-2").record();
        String body = new JsonObject()
                .put("id", "sale")
                .put("title", "Sale")
                .put("streams", new JsonArray().add(STREAM).add("naqu-2"))
                .put("opening", new JsonObject().put("gmv", 100).put("note", "by hand"))
                .encode();
        assertEquals(201, server.send("POST", "/api/campaigns", body).statusCode());
        long gmv = 2 * report(STREAM).getJsonObject("totals").getLong("gmv");
        Await.until(
                "the campaign is counted",
                () -> server.send("GET", "/api/boards/@sale", "").statusCode() == 200
                        && server.snapshot("@sale")
                                        .getJsonObject("board")
                                        .getJsonObject("totals")
                                        .getLong("gmv")
                                == gmv);

        JsonObject report = report("@sale");

        JsonObject board = server.snapshot("@sale").getJsonObject("board");
        assertEquals(board.getJsonObject("totals"), report.getJsonObject("totals"));
        for (Dimension dimension : Dimension.values()) {
            JsonObject section = board.getJsonObject(dimension.key());
            JsonObject ranking = report.getJsonObject("rankings").getJsonObject(dimension.key());
            assertEquals(new HashSet<>(section.fieldNames()), new HashSet<>(keys(ranking)), dimension.key());
            ranking.getJsonArray("rows").forEach(row -> assertRow(section, (JsonObject) row, dimension));
        }
        assertEquals(30, report.getJsonObject("concentration").getInteger("buyers"));
        assertEquals(0, report.getJsonObject("ledger").getJsonObject("audit").getLong("differences"));
        List<String> seals = new ArrayList<>();
        report.getJsonArray("streams").forEach(each -> seals.add(((JsonObject) each).getString("sha256")));
        assertEquals(
                List.of(
                        report(STREAM).getJsonObject("ledger").getString("sha256"),
                        report("naqu-2").getJsonObject("ledger").getString("sha256")),
                seals);
        assertTrue(verify("@sale", report.encode()).getBoolean("valid"));
        JsonObject second = report.getJsonArray("streams").getJsonObject(1);
        JsonObject verdict = check("@sale", second.getString("sha256") + "@" + second.getString("seq"));
        assertTrue(verdict.getBoolean("valid"));
        assertEquals("naqu-2", verdict.getString("stream"));
        JsonObject changed = Leaves.changed(report, "/streams/1/gmv");
        assertTrue(paths(verify("@sale", changed.encode()), "differences").contains("/streams/1/gmv"));
        assertOnlyMembersAreCounted(report);
    }

    /** Whoever may read a campaign may not read the ledgers of streams that a report of his own names. */
    private void assertOnlyMembersAreCounted(JsonObject report) {
        new SoldStream(server, "rival").record();
        JsonObject foreign = report.copy();
        foreign.getJsonArray("streams").getJsonObject(1).put("stream", "rival");
        JsonObject verdict = verify("@sale", foreign.encode());
        assertFalse(verdict.getBoolean("valid"));
        assertTrue(paths(verdict, "differences").containsAll(List.of("/streams/-", "/streams/1")));
        assertEquals(
                report(STREAM).getJsonObject("totals").getLong("gmv"),
                verdict.getJsonArray("differences").stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> each.getString("path").equals("/totals/gmv"))
                        .findFirst()
                        .orElseThrow()
                        .getLong("ledger"),
                "of the member that the report has");
    }

    @Test
    void aNumberThatIsNoneDiffers() {
        String report = server.send("GET", "/api/reports/" + STREAM, "").body();
        String endless = report.replaceFirst("\"gmv\":\\d+", "\"gmv\":1e999");
        assertTrue(paths(verify(STREAM, endless), "differences").contains("/totals/gmv"));
    }

    @Test
    void anErasedBuyerMovesNoFigureButEndsWhatWasSealed() {
        String before = server.send("GET", "/api/reports/" + STREAM, "").body();
        JsonObject ledger = new JsonObject(before).getJsonObject("ledger");

        CommandOutcome erased =
                CommandOutcome.run("erase", "--buyer", "buyer-1", "--redis-uri", TestRedis.uri(), "--yes");
        assertEquals(0, erased.exit(), erased::toString);

        JsonObject after = report(STREAM);
        assertEquals(new JsonObject(before).getJsonObject("totals"), after.getJsonObject("totals"));
        assertEquals(new JsonObject(before).getJsonObject("concentration"), after.getJsonObject("concentration"));
        assertEquals(1, after.getJsonObject("corrections").getInteger("erasures"));
        JsonObject verdict = check(ledger.getString("sha256") + "@" + ledger.getString("seq"));
        assertEquals("other_content", verdict.getString("reason"));
        assertEquals(after.getJsonObject("ledger").getString("seq"), verdict.getString("erased"));
        assertEquals(List.of("/ledger/sha256"), paths(verify(STREAM, before), "differences"));
    }

    @Test
    void anOrderThatWasChangedInTheLedgerIsFound() {
        JsonObject report = report(STREAM);
        JsonObject ledger = report.getJsonObject("ledger");
        TamperedLedger.change(new StreamKeys(STREAM), 12, "\"amount\":2000", "\"amount\":2001");

        String seal = ledger.getString("sha256") + "@" + ledger.getString("seq");
        assertEquals("other_content", check(seal).getString("reason"));
        new SoldStream(server, STREAM).late("late-4"); // so that it is counted again, which else is done after a minute
        JsonObject now = report(STREAM);
        assertEquals(
                2, // placed and gmv
                now.getJsonObject("ledger").getJsonObject("audit").getInteger("differences"));
        assertEquals(
                report.getJsonObject("totals").getLong("gmv") + 701,
                now.getJsonObject("totals").getLong("gmv"));
    }

    @Test
    void whatIsNoReportIsRefusedByName() {
        assertEquals(404, server.send("GET", "/api/reports/nowhere", "").statusCode());
        assertEquals(404, server.send("GET", "/api/reports/@nowhere", "").statusCode());
        for (String body : List.of("[]", "{\"ledger\":{\"seq\":\"x\"}}", "{\"a\":1,\"a\":1}")) {
            assertEquals(400, server.send("POST", "/api/verify/" + STREAM, body).statusCode(), body);
        }
    }
}
