package org.livetally.ledger.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;
import static org.livetally.ledger.record.TestOrders.paid;
import static org.livetally.ledger.record.TestOrders.seq;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.CatalogueEntry;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.domain.tally.Dimension;
import org.livetally.http.site.SiteServer;
import org.livetally.ledger.IdState;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** The ledger as a file, and one message of it. */
final class LedgerCsvTest {
    private static final String PATH = "/api/streams/" + STREAM + "/orders";
    private static final String HEADER =
            "\ufeffseq,at,type,id,order,status,channel,buyer,group,city,sku,qty,amount,reason,province"
                    + ",host,numbers,add,restock,series,category,fund,levy"
                    + ",deal,kind,counterparty,product,unit,maker,income,epoch,local\r\n";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final SiteServer server = LedgerSite.server();

    @Test
    void aRowForEachLineOfAnOrderAndEachOtherMessage() {
        Buyer buyer = new Buyer("u-1", "仁爱社区", "杭州", "浙江");
        String first =
                record(order("o-1", false, "wsnb", buyer, MINUTE, new Line("tea", 2, 300), new Line("milk", 1, 5)));
        String second = record(new OrderEvent.Payment("p-1", STREAM, "o-1", MINUTE + 1));
        String third = record(new OrderEvent.Refund("r-1", STREAM, "o-1", 100, "=破损", MINUTE + 2));

        HttpResponse<String> file = server.get(PATH + ".csv");

        assertEquals(
                HEADER
                        + first
                        + ",2020-06-15T08:00:00.000Z,order,o-1,,placed,wsnb,u-1,仁爱社区,杭州,tea,2,300,,浙江,,,,,,,,,,,,,,,,1592208000000,2020-06-15 08:00:00.000\r\n"
                        + first
                        + ",2020-06-15T08:00:00.000Z,order,o-1,,placed,wsnb,u-1,仁爱社区,杭州,milk,1,5,,浙江,,,,,,,,,,,,,,,,1592208000000,2020-06-15 08:00:00.000\r\n"
                        + second
                        + ",2020-06-15T08:00:00.001Z,payment,p-1,o-1,,,,,,,,,,,,,,,,,,,,,,,,,,1592208000001,2020-06-15 08:00:00.001\r\n"
                        + third
                        + ",2020-06-15T08:00:00.002Z,refund,r-1,o-1,,,,,,,,100,'=破损,,,,,true,,,,,,,,,,,,1592208000002,2020-06-15 08:00:00.002\r\n",
                file.body());
        assertEquals(
                "attachment; filename=\"" + STREAM + "-orders.csv\"",
                file.headers().firstValue("content-disposition").orElse(""));
        assertTrue(file.headers().firstValue("content-type").orElse("").startsWith("text/csv; charset=utf-8"));
    }

    @Test
    void timesAreThoseOfTheStreamAsWell() {
        TestRedis.command("HSET", KEYS.settings(), "timezone", "Asia/Shanghai");
        WrittenLedger.add("6-0", order("o-1", true, null, null, MINUTE, new Line("tea", 1, 5)));

        assertEquals(
                List.of("6-0,2020-06-15T08:00:00.000Z,1592208000000,2020-06-15 16:00:00.000"),
                rows("seq,at,epoch,local"));
    }

    @Test
    void eachLineTellsWhatItsOrderWasJudgedBy() {
        ProductFacts can = new ProductFacts("青稞宇宙", "饮品", new Levy("基金", 20), null, true);
        WrittenLedger.facts("4-0", Map.of("can", can));
        WrittenLedger.show("5-0", new Show("sh-1", STREAM, new Change("苗伟伦"), new Change("can"), 5));
        WrittenLedger.add("6-0", order("o-1", true, null, null, 6, new Line("can", 3, 900), new Line("tea", 1, 5)));
        WrittenLedger.facts("7-0", Map.of("can", new ProductFacts("other", null, null, null, true)));
        WrittenLedger.show("8-0", new Show("sh-2", STREAM, new Change(null), null, 8));
        WrittenLedger.add("9-0", order("o-2", true, null, null, 9, new Line("can", 1, 300)));
        WrittenLedger.add("10-0", hosted("o-3", 10));

        assertEquals(
                List.of(
                        "5-0,show,sh-1,,can,,,苗伟伦,,,,,,,",
                        "6-0,order,o-1,paid,can,3,900,苗伟伦,,,,青稞宇宙,饮品,基金,60",
                        "6-0,order,o-1,paid,tea,1,5,苗伟伦,,,,,,,",
                        "8-0,show,sh-2,,,,,,,,,,,,",
                        "9-0,order,o-2,paid,can,1,300,,,,,other,,,",
                        "10-0,order,o-3,paid,tea,1,1,h,,,,,,,"),
                rows("seq,type,id,status,sku,qty,amount,host,numbers,add,restock,series,category,fund,levy"));
    }

    private static Order hosted(String id, long at) {
        return new Order(id, STREAM, null, "h", null, List.of(new Line("tea", 1, 1)), true, at, null, Map.of());
    }

    @Test
    void numbersAreInTheRowOfTheirUnits() {
        Order bought =
                order("o-1", true, null, null, 6, new Line("yak", 2, 20), new Line("tea", 1, 5), new Line("yak", 1, 9));
        WrittenLedger.add("6-0", bought.withNumbers(Map.of("yak", List.of(17L, 18L, 20L))));

        assertEquals(List.of("yak,2,17 18", "tea,1,", "yak,1,20"), rows("sku,qty,numbers"));
    }

    @Test
    void aRefundHasOneMoreRowForEachProductThatCameBack() {
        WrittenLedger.add("6-0", paid("o-1", 30));
        WrittenLedger.add(
                "7-0",
                new OrderEvent.Refund(
                        "r-1",
                        STREAM,
                        "o-1",
                        20,
                        List.of(new Returned("tea", 2), new Returned("milk", 1)),
                        false,
                        "破损",
                        7,
                        null));

        assertEquals(
                List.of(
                        "order,o-1,,tea,1,30,,",
                        "refund,r-1,o-1,,,20,破损,false",
                        "refund,r-1,o-1,tea,2,,破损,false",
                        "refund,r-1,o-1,milk,1,,破损,false"),
                rows("type,id,order,sku,qty,amount,reason,restock"));
    }

    @Test
    void messagesThatAreAboutNoOrderHaveARowEach() {
        WrittenLedger.add("6-0", new StockChange("st-1", STREAM, "tea", -5, "broken", 6));
        WrittenLedger.add("7-0", new CatalogueChange("catalogue-1", STREAM, Map.of("tea", CatalogueEntry.REMOVED), 7));
        WrittenLedger.add("8-0", new GroupsChange("groups-1", STREAM, Map.of("g", new Group(null, 5L)), 8));

        assertEquals(
                List.of("stock,st-1,tea,,,broken,-5", "catalogue,catalogue-1,,,,,", "groups,groups-1,,,,,"),
                rows("type,id,sku,qty,amount,reason,add"));
    }

    /** These columns of all rows. */
    private List<String> rows(String columns) {
        List<String> names = List.of(HEADER.substring(1, HEADER.length() - 2).split(",", -1));
        return server.get(PATH + ".csv")
                .body()
                .lines()
                .skip(1)
                .map(row -> row.split(",", -1))
                .map(cells -> Stream.of(columns.split(",", -1))
                        .map(column -> cells[names.indexOf(column)])
                        .collect(Collectors.joining(",")))
                .toList();
    }

    @Test
    void aProvinceIsRankedFilteredAndAudited() {
        record(order("o-1", true, "wsnb", new Buyer("u-1", null, "杭州", "浙江"), MINUTE, new Line("tea", 2, 300)));
        record(order("o-2", true, "wsnb", new Buyer("u-2", null, "宁波", "浙江"), MINUTE, new Line("tea", 1, 150)));
        record(order("o-3", true, "wsnb", new Buyer("u-3", null, "成都", "四川"), MINUTE, new Line("tea", 1, 150)));

        assertEquals(Map.of("浙江", "450", "四川", "150"), TestLedger.scores(TestLedger.KEYS.ranking(Dimension.PROVINCES)));
        assertEquals(List.of("o-1", "o-2"), ids(PATH + "?province=浙江"));
        assertEquals(0, ledger.audit().found());
    }

    private List<String> ids(String path) {
        return new JsonObject(server.get(path).body())
                .getJsonArray("messages").stream()
                        .map(order -> ((JsonObject) order).getString("id"))
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void noCellIsRunByASpreadsheet(String name) {
        record(order("o-1", true, name, null, MINUTE, new Line("tea", 1, 1)));
        // A tab and a line end would begin another cell where they separate them, so such a cell is quoted.
        String cell = name.charAt(0) < ' ' ? "\"'" + name + "\"" : "'" + name;

        assertTrue(server.get(PATH + ".csv").body().contains(",paid," + cell + ",,"));
    }

    @Test
    void quotesCommasAndNewLinesAreQuoted() {
        record(order("o-1", true, "a,\"b\"\nc", null, MINUTE, new Line("tea", 1, 1)));

        assertTrue(server.get(PATH + ".csv").body().contains(",paid,\"a,\"\"b\"\"\nc\",,"));
    }

    @Test
    void aLongLedgerIsThereWholeAndInOrder() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            expected.addAll(record("b" + i, 1 + i * 60));
        }

        List<String> ids = server.get(PATH + ".csv")
                .body()
                .lines()
                .skip(1)
                .map(row -> row.split(",", -1)[3])
                .toList();

        assertEquals(expected, ids);
    }

    @Test
    void anEmptyLedgerIsAHeader() {
        assertEquals(HEADER, server.get(PATH + ".csv").body());
        assertEquals(404, server.get("/api/streams/nowhere/orders.csv").statusCode());
    }

    /** While the client does not read, Redis is asked for nothing more, so nothing piles up in memory. */
    @Test
    void aClientThatDoesNotReadHoldsUpNothingButItsOwnDownload() throws IOException {
        String wide = "x".repeat(60); // some 30 MB in all: the kernel accepts 9 for a client that does not read
        for (int i = 0; i < 160; i++) {
            String prefix = "b" + i + "-";
            ledger.record(IntStream.range(0, 500)
                    .mapToObj(n ->
                            order(prefix + n, true, wide, new Buyer(wide, wide, wide), MINUTE, new Line(wide, 1, 1)))
                    .toArray(Order[]::new));
        }
        TestRedis.command("CONFIG", "RESETSTAT");
        try (Socket client = download()) {
            InputStream in = client.getInputStream();
            assertEquals("HTTP/1.1 200", new String(in.readNBytes(12), StandardCharsets.US_ASCII));
            awaitNoMoreReads();
            long before = reads();

            assertEquals(200, server.get(PATH + "?limit=1").statusCode());
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(
                    80_000, rest.lines().filter(row -> row.contains(",order,b")).count());
            assertTrue(rest.endsWith("0\r\n\r\n"), "whole");
            assertTrue(before < reads() / 2, before + " of " + reads() + " reads before the client read anything");
        }
        assertAClientThatLeavesEndsTheReading(reads());
    }

    /** @param whole how many reads a whole download takes */
    private void assertAClientThatLeavesEndsTheReading(long whole) throws IOException {
        TestRedis.command("CONFIG", "RESETSTAT");
        try (Socket client = download()) {
            assertTrue(client.getInputStream().readNBytes(100).length == 100);
            awaitNoMoreReads();
        }
        awaitNoMoreReads();
        assertTrue(reads() < whole * 3 / 4, reads() + " of " + whole + " reads");
    }

    /** A client with little room, that has asked for the file and read nothing of it. */
    private Socket download() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4 << 10);
        client.connect(new InetSocketAddress("127.0.0.1", server.port()));
        client.setSoTimeout(20_000);
        client.getOutputStream()
                .write(("GET " + PATH + ".csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static void awaitNoMoreReads() {
        long[] seen = {reads(), System.nanoTime()};
        Await.until("the download waits", () -> {
            long now = reads();
            if (now != seen[0]) {
                seen[0] = now;
                seen[1] = System.nanoTime();
            }
            return System.nanoTime() - seen[1] > 300_000_000L;
        });
    }

    /** How many XRANGEs Redis has run. */
    private static long reads() {
        return TestRedis.text("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_xrange:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    @Test
    void anOrderIsShownWithItsStatus() {
        ledger.record(
                paid("before", 1), order("o-1", false, "wsnb", null, MINUTE, new Line("tea", 2, 300)), paid("o-2", 1));
        assertEquals("placed", one("o-1").getString("status"));
        record(new OrderEvent.Payment("p-1", STREAM, "o-1", MINUTE + 1));
        record(new OrderEvent.Refund("r-1", STREAM, "o-1", 100, MINUTE + 2));

        String seq = IdState.parse(TestRedis.text("HGET", TestLedger.KEYS.ids(), "o-1"))
                .seq();
        assertEquals(
                "{\"seq\":\"" + seq + "\",\"id\":\"o-1\",\"status\":\"paid\",\"amount\":300,\"refunded\":100,"
                        + "\"order\":{\"type\":\"order\",\"id\":\"o-1\",\"channel\":\"wsnb\","
                        + "\"lines\":[{\"sku\":\"tea\",\"qty\":2,\"amount\":300}],\"status\":\"placed\",\"at\":"
                        + MINUTE
                        + "}}",
                server.get(PATH + "/o-1").body());
    }

    @Test
    void aCancelledOrderAndWhatIsSaidAboutOrders() {
        record(order("单/1 a", false, null, null, MINUTE, new Line("tea", 2, 300)));
        String seq = record(new OrderEvent.Cancellation("c-1", STREAM, "单/1 a", MINUTE + 1));

        assertEquals("cancelled", one("%E5%8D%95%2F1%20a").getString("status"));
        assertEquals(
                "{\"seq\":\"" + seq + "\",\"id\":\"c-1\",\"type\":\"cancellation\",\"order\":\"单/1 a\"}",
                server.get(PATH + "/c-1").body());
    }

    @Test
    void anOrderTellsItsHostTheNumbersThatItHasAndWhatCameBack() {
        WrittenLedger.show("5-0", new Show("sh-1", STREAM, new Change("苗伟伦"), null, 5));
        Order bought = order("o-1", true, null, null, 6, new Line("yak", 2, 20), new Line("tea", 1, 5));
        WrittenLedger.add("6-0", bought.withNumbers(Map.of("yak", List.of(17L, 18L))));
        WrittenLedger.add("7-0", hosted("o-2", 7));
        TestRedis.command(
                "HSET",
                TestLedger.KEYS.items(),
                "o-1",
                "{\"numbers\":{\"yak\":[17]},\"returned\":{\"tea\":1,\"yak\":1}}");

        assertEquals(
                "{\"seq\":\"6-0\",\"id\":\"o-1\",\"status\":\"paid\",\"amount\":25,\"refunded\":0,\"host\":\"苗伟伦\","
                        + "\"numbers\":{\"yak\":[17]},\"returned\":{\"tea\":1,\"yak\":1},"
                        + "\"order\":{\"type\":\"order\",\"id\":\"o-1\",\"lines\":[{\"sku\":\"yak\",\"qty\":2,\"amount\":20},"
                        + "{\"sku\":\"tea\",\"qty\":1,\"amount\":5}],\"status\":\"paid\","
                        + "\"numbers\":{\"yak\":[17,18]},\"at\":6}}",
                server.get(PATH + "/o-1").body());
        assertEquals("h", one("o-2").getString("host"));
        assertEquals("h", one("o-2").getJsonObject("order").getString("host"));
    }

    @Test
    void messagesWithContentOfTheirOwnAreShownWhole() {
        WrittenLedger.add("6-0", new StockChange("st-1", STREAM, "tea", -5, "broken", 6));
        WrittenLedger.show("7-0", new Show("sh-1", STREAM, new Change(null), new Change("tea"), 7));
        WrittenLedger.add(
                "8-0",
                new OrderEvent.Refund("r-1", STREAM, "o-1", 20, List.of(new Returned("tea", 2)), false, "破损", 8, null));
        WrittenLedger.add("9-0", new GroupsChange("groups-1", STREAM, Map.of("g", new Group("top", 5L)), 9));

        assertEquals(
                "{\"seq\":\"6-0\",\"type\":\"stock\",\"id\":\"st-1\",\"sku\":\"tea\",\"add\":-5,\"reason\":\"broken\",\"at\":6}",
                server.get(PATH + "/st-1").body());
        assertEquals(
                "{\"seq\":\"7-0\",\"type\":\"show\",\"id\":\"sh-1\",\"host\":null,\"sku\":\"tea\",\"at\":7}",
                server.get(PATH + "/sh-1").body());
        assertEquals(
                "{\"seq\":\"8-0\",\"type\":\"refund\",\"id\":\"r-1\",\"order\":\"o-1\",\"amount\":20,"
                        + "\"lines\":[{\"sku\":\"tea\",\"qty\":2}],\"restock\":false,\"reason\":\"破损\",\"at\":8}",
                server.get(PATH + "/r-1").body());
        assertEquals(
                "{\"seq\":\"9-0\",\"type\":\"groups\",\"id\":\"groups-1\","
                        + "\"groups\":{\"g\":{\"parent\":\"top\",\"headCount\":5}},\"at\":9}",
                server.get(PATH + "/groups-1").body());
    }

    @Test
    void whatNobodyRecordedIsNotFound() {
        assertEquals(404, server.get(PATH + "/o-9").statusCode());
        assertEquals(404, server.get("/api/streams/nowhere/orders/o-9").statusCode());
    }

    private JsonObject one(String id) {
        return new JsonObject(server.get(PATH + "/" + id).body());
    }

    private String record(Message message) {
        return seq(ledger.record(message).get(0));
    }

    private List<String> record(String prefix, int size) {
        Order[] batch = IntStream.range(0, size)
                .mapToObj(i -> paid(prefix + "-" + i, 1))
                .toArray(Order[]::new);
        ledger.record(batch).forEach(TestOrders::seq);
        return IntStream.range(0, size).mapToObj(i -> prefix + "-" + i).collect(Collectors.toList());
    }
}
