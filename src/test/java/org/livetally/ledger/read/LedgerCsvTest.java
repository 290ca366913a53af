package org.livetally.ledger.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.tally.Dimension;
import org.livetally.http.site.SiteServer;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** The ledger as a file, and one message of it. */
final class LedgerCsvTest {
    private static final String PATH = "/api/streams/" + STREAM + "/orders";
    private static final String HEADER =
            "\ufeffseq,at,type,id,order,status,channel,buyer,group,city,sku,qty,amount,reason,province\r\n";

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
                        + first + ",2020-06-15T08:00:00.000Z,order,o-1,,placed,wsnb,u-1,仁爱社区,杭州,tea,2,300,,浙江\r\n"
                        + first + ",2020-06-15T08:00:00.000Z,order,o-1,,placed,wsnb,u-1,仁爱社区,杭州,milk,1,5,,浙江\r\n"
                        + second + ",2020-06-15T08:00:00.001Z,payment,p-1,o-1,,,,,,,,,,\r\n"
                        + third + ",2020-06-15T08:00:00.002Z,refund,r-1,o-1,,,,,,,,100,'=破损,\r\n",
                file.body());
        assertEquals(
                "attachment; filename=\"" + STREAM + "-orders.csv\"",
                file.headers().firstValue("content-disposition").orElse(""));
        assertTrue(file.headers().firstValue("content-type").orElse("").startsWith("text/csv; charset=utf-8"));
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
        String cell = name.startsWith("\r") ? "\"'" + name + "\"" : "'" + name;

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
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4 << 10);
            client.connect(new InetSocketAddress("127.0.0.1", server.port()));
            client.setSoTimeout(20_000);
            client.getOutputStream()
                    .write(("GET " + PATH + ".csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
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

        String seq = TestRedis.text("HGET", TestLedger.KEYS.ids(), "o-1").split(" ", 2)[0];
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
