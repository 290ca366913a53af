package org.livetally.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;
import static org.livetally.ledger.record.TestOrders.paid;
import static org.livetally.ledger.record.TestOrders.seq;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.catalogue.Catalogue;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.tally.Dimension;
import org.livetally.http.site.SiteServer;
import org.livetally.ledger.read.LedgersInRedis;
import org.livetally.ledger.record.TestDeals;
import org.livetally.ledger.record.TestLedger;
import org.livetally.tables.Cell;
import org.livetally.tables.XlsxReader;
import org.livetally.testing.TestRedis;

/** Tables of a stream as files: every row, in every form. */
final class ExportsTest {
    private static final String PATH = "/api/streams/" + STREAM + "/exports/";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final SiteServer server = SiteServer.with(redis -> List.of(
            new ExportRoutes(new ExportRoutes.Sources(redis, new Catalogue(redis), new LedgersInRedis(redis)))::mount));

    @Test
    void aLedgerHasEveryMessageWithItsPlaceAndItsTimes() {
        TestRedis.command("HSET", KEYS.settings(), "timezone", "Asia/Shanghai", "currency", "CNY");
        Buyer buyer = new Buyer("u-1", null, "杭州", null);
        String first = seq(ledger.record(order(
                        "=o-1", true, "wsnb", buyer, MINUTE + 5, new Line("tea", 2, 12_345), new Line("milk", 1, 5)))
                .get(0));
        String second = seq(ledger.record(new Refund("r-1", STREAM, "=o-1", 100, MINUTE + 6))
                .get(0));

        HttpResponse<String> csv = server.get(PATH + "ledger.csv");
        List<String> rows = csv.body().lines().toList();
        assertTrue(
                rows.get(0).startsWith("\ufeffseq,at,type,id,") && rows.get(0).endsWith(",income,epoch,local"));
        assertEquals(4, rows.size());
        assertTrue(rows.get(1).startsWith(first + ",2020-06-15T08:00:00.005Z,order,'=o-1,"), rows.get(1));
        assertTrue(rows.get(1).endsWith("," + (MINUTE + 5) + ",2020-06-15 16:00:00.005"), rows.get(1));
        assertTrue(rows.get(3).startsWith(second + ",2020-06-15T08:00:00.006Z,refund,r-1,'=o-1,"), rows.get(3));
        assertEquals("2", header(csv, "Livetally-Rows"));
        assertEquals("attachment; filename=\"" + STREAM + "-ledger.csv\"", header(csv, "Content-Disposition"));

        HttpResponse<String> lines = server.get(PATH + "ledger.ndjson");
        assertEquals("application/x-ndjson", header(lines, "Content-Type"));
        String recorded = TestRedis.text("XRANGE", KEYS.ledger(), "-", "+", "COUNT", "1");
        String message = new JsonObject(lines.body().lines().findFirst().orElseThrow())
                .getJsonObject("message")
                .encode();
        assertTrue(recorded.contains("[" + message + "]"), recorded);
        assertEquals(
                List.of(first, second),
                lines.body()
                        .lines()
                        .map(line -> new JsonObject(line).getString("seq"))
                        .toList());

        List<List<String>> book = workbook("ledger.xlsx");
        List<String> header = book.get(0);
        assertEquals("123.45", book.get(1).get(header.indexOf("amount (CNY)")));
        assertEquals("=o-1", book.get(1).get(header.indexOf("id")));
        assertEquals(Long.toString(MINUTE + 5), book.get(1).get(header.indexOf("epoch")));
        assertEquals("43997.6666667245", book.get(1).get(header.indexOf("local")));
        assertEquals("1", book.get(3).get(header.indexOf("amount (CNY)")));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private List<List<String>> workbook(String file) {
        List<List<String>> rows = new ArrayList<>();
        XlsxReader.read(
                ByteBuffer.wrap(server.bytes(PATH + file)),
                (number, cells) -> rows.add(cells.stream().map(Cell::text).toList()));
        return rows;
    }

    /** Batches of many sizes, so pages end within them and between them. */
    @Test
    void aLongLedgerIsThereWholeAndInOrderInEveryForm() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Order[] batch = IntStream.range(0, 1 + i * 7)
                    .mapToObj(n -> paid("b" + expected.size() + "-" + n, 1))
                    .toArray(Order[]::new);
            ledger.record(batch).forEach(receipt -> seq(receipt));
            List.of(batch).forEach(order -> expected.add(order.id()));
        }

        HttpResponse<String> csv = server.get(PATH + "ledger.csv");
        assertEquals(Integer.toString(expected.size()), header(csv, "Livetally-Rows"));
        assertEquals(expected, column(csv.body(), "id"));
        assertEquals(
                expected,
                server.get(PATH + "ledger.ndjson")
                        .body()
                        .lines()
                        .map(line ->
                                new JsonObject(line).getJsonObject("message").getString("id"))
                        .toList());
        assertEquals(
                expected,
                workbook("ledger.xlsx").stream().skip(1).map(row -> row.get(3)).toList());
        byte[] file = server.bytes(PATH + "ledger.xlsx");
        assertEquals(expected.size() / 1_000, marks(file), "marks of a thousand messages each");
    }

    private static int marks(byte[] file) {
        int marks = 0;
        for (int i = 3; i < file.length; i++) {
            marks += file[i] == -1 && file[i - 1] == -1 && file[i - 2] == 0 && file[i - 3] == 0 ? 1 : 0;
        }
        return marks;
    }

    /** The cells of a column of plain CSV. */
    private static List<String> column(String csv, String name) {
        List<String> lines = csv.substring(1).lines().toList();
        int place = List.of(lines.get(0).split(",", -1)).indexOf(name);
        return lines.stream().skip(1).map(line -> line.split(",", -1)[place]).toList();
    }

    @Test
    void productsAreThereWithWhatTheCatalogueSaysAndSoAreThoseThatNobodyBought() {
        TestRedis.command(
                "HSET",
                KEYS.catalogue(),
                "tea",
                "{\"name\":\"茶\",\"unit\":\"盒\",\"price\":150,\"levy\":{\"fund\":\"f\",\"amount\":20}}",
                "unsold",
                "{\"name\":\"虫草\",\"unit\":\"克\"}");
        TestRedis.command("ZADD", KEYS.stock(), "7", "unsold", "12", "tea");
        ledger.record(
                order("o-1", true, null, null, MINUTE, new Line("tea", 2, 300), new Line("milk", 1, 5)),
                order("o-2", true, null, null, MINUTE, new Line("tea", 1, 150)));

        HttpResponse<String> csv = server.get(PATH + "products.csv");

        List<String> rows = csv.body().substring(1).lines().toList();
        assertTrue(
                rows.get(0).startsWith("sku,name,unit,gmv,units,orders,returned,left,retailPrice,price,"), rows.get(0));
        assertTrue(rows.get(1).startsWith("tea,茶,盒,450,3,2,0,12,,150,"), rows.get(1));
        assertTrue(rows.get(2).startsWith("milk,,,5,1,1,0,,"), rows.get(2));
        assertTrue(rows.get(3).startsWith("unsold,虫草,克,0,0,0,0,7,"), rows.get(3));
        assertEquals(4, rows.size());
        assertEquals("3", header(csv, "Livetally-Rows"));
        assertEquals(TestRedis.text("HGET", KEYS.totals(), "last"), header(csv, "Livetally-Seq"));
        assertEquals(
                List.of("tea", "茶", "盒", "4.5", "3", "2", "0", "12"),
                workbook("products.xlsx").get(1).subList(0, 8));
        JsonObject line = new JsonObject(
                server.get(PATH + "products.ndjson").body().lines().findFirst().orElseThrow());
        assertEquals(450, line.getInteger("gmv"));
        assertEquals("f", line.getString("levy.fund"));
    }

    /** Names that change places while they are read. */
    @Test
    void ofManyNamesNoneIsMissedAndNoneIsThereTwice() {
        int names = 5_300;
        List<String> ranked = new ArrayList<>(List.of(KEYS.ranking(Dimension.PRODUCTS)));
        IntStream.range(0, names).forEach(n -> ranked.addAll(List.of(Integer.toString(10 + n), "sku-" + n)));
        TestRedis.command("ZADD", ranked.toArray(String[]::new));
        Thread rising = new Thread(() -> IntStream.range(0, 2_000)
                .forEach(n -> TestRedis.command("ZINCRBY", KEYS.ranking(Dimension.PRODUCTS), "9000", "sku-" + n * 2)));
        rising.start();

        HttpResponse<String> csv = server.get(PATH + "products.csv");

        List<String> skus = column(csv.body(), "sku");
        assertEquals(names, skus.size());
        Set<String> once = new HashSet<>(skus);
        assertEquals(names, once.size());
        assertEquals("", header(csv, "Livetally-Seq"), "not of one moment");
        assertEquals(Integer.toString(names), header(csv, "Livetally-Rows"));
        assertTrue(join(rising));
    }

    private static boolean join(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return !thread.isAlive();
    }

    @Test
    void daysAreInOrder() {
        long day = 86_400_000;
        TestRedis.command("HSET", KEYS.totals(), "tallies", "2");
        for (int i = 70; i > 0; i--) {
            ledger.record(order("o-" + i, true, null, null, MINUTE + i * day, new Line("tea", 2, i)));
        }

        String csv = server.get(PATH + "days.csv").body();

        List<String> days = column(csv, "day");
        assertEquals(70, days.size());
        assertEquals(days.stream().sorted().toList(), days);
        assertEquals("2020-06-16,1,1,2", csv.lines().skip(1).findFirst().orElse(""));
        assertEquals("43998", workbook("days.xlsx").get(1).get(0));
    }

    @Test
    void groupsAreThoseOfTheTreeAndAnyNumberOfOthers() {
        TestRedis.command("HSET", KEYS.groupTree(), "top", "{\"headCount\":10}", "leaf", "{\"parent\":\"top\"}");
        ranked(1, "leaf");
        IntStream.range(0, 20).forEach(n -> ranked(5 + n, "other " + n));

        String few = server.get(PATH + "groups.csv").body();
        assertEquals(22, column(few, "group").size());
        assertEquals("other 19", column(few, "group").get(0));

        IntStream.range(20, 2_100).forEach(n -> ranked(5 + n, "other " + n));
        String many = server.get(PATH + "groups.csv").body();
        List<String> groups = column(many, "group");
        assertEquals(2_102, groups.size());
        assertEquals(List.of("leaf", "top", "other 2099"), groups.subList(0, 3), "the tree first");
        assertEquals(2_102, new HashSet<>(groups).size());
        assertTrue(many.contains("top,,10,0,0,0,0.0,1,0,0,10,0.0"), "the sum of the tree");
    }

    private static void ranked(long gmv, String group) {
        TestRedis.command("ZADD", KEYS.ranking(Dimension.GROUPS), Long.toString(gmv), group);
    }

    @Test
    void dealsAreThereWithTheirTimes() {
        ledger.record(IntStream.range(0, 450)
                .mapToObj(n -> TestDeals.agreement("d-" + n, 100))
                .toArray(Deal[]::new));

        HttpResponse<String> csv = server.get(PATH + "deals.csv");

        assertEquals("450", header(csv, "Livetally-Rows"));
        assertEquals(IntStream.range(0, 450).mapToObj(n -> "d-" + n).toList(), column(csv.body(), "id"));
        assertTrue(csv.body().lines().findFirst().orElse("").endsWith(",highest,reason,epoch,local"));
        assertEquals(451, workbook("deals.xlsx").size());
    }

    /** A file that ended there would look complete. */
    @ParameterizedTest
    @ValueSource(strings = {"ledger.csv", "ledger.ndjson", "ledger.xlsx"})
    void aFileThatCannotBeFinishedIsBrokenOff(String file) {
        for (int i = 0; i < 4; i++) {
            String prefix = "b" + i + "-";
            ledger.record(IntStream.range(0, 1_000)
                    .mapToObj(n -> order(prefix + n, true, "x".repeat(60), null, MINUTE, new Line("tea", 1, 1)))
                    .toArray(Order[]::new));
        }
        TestRedis.command("XADD", KEYS.ledger(), "*", "not", "ours");
        String last = TestRedis.text("XREVRANGE", KEYS.ledger(), "+", "-", "COUNT", "1")
                .lines()
                .findFirst()
                .orElse("");
        TestRedis.command("HSET", KEYS.totals(), "last", last.replaceAll(".*?(\\d+-\\d+).*", "$1"));

        AssertionError broken = assertThrows(AssertionError.class, () -> server.bytes(PATH + file));
        assertInstanceOf(IOException.class, broken.getCause());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(404, server.get("/api/streams/nowhere/exports/ledger.csv").statusCode());
        assertEquals(404, server.get(PATH + "ledger.pdf").statusCode());
        assertEquals(404, server.get(PATH + "cities.csv").statusCode());
        assertEquals(
                List.of(1L, 0L, 0L, 1L, 1L),
                List.of("ledger.csv", "ledger.ndjson", "products.ndjson", "days.csv", "groups.csv").stream()
                        .map(file -> server.get(PATH + file).body().lines().count())
                        .collect(Collectors.toList()),
                "an empty stream has headers only");
    }
}
