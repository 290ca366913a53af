package org.livetally.ledger.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestOrders.order;
import static org.livetally.ledger.record.TestOrders.paid;
import static org.livetally.ledger.record.TestOrders.seq;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.Erasure;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.http.site.SiteServer;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.TestRedis;

/** Pages of the ledger over HTTP: complete and in order wherever they begin, and limited in their work. */
final class LedgerPageTest {
    private static final String PATH = "/api/streams/" + STREAM + "/orders";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final SiteServer server = LedgerSite.server();

    @Test
    void messagesAreShownAsTheyAreInTheLedger() {
        Buyer buyer = new Buyer("u-1", "仁爱社区", "杭州");
        String first = record(order("o-1", false, "wsnb", buyer, TestOrders.MINUTE, new Line("tea", 2, 300)));
        String second = record(new OrderEvent.Payment("p-1", STREAM, "o-1", TestOrders.MINUTE + 1));
        String third = record(new OrderEvent.Refund("r-1", STREAM, "o-1", 100, "破损", TestOrders.MINUTE + 2));

        assertEquals(
                "{\"messages\":[{\"seq\":\"" + first + "\",\"type\":\"order\",\"id\":\"o-1\",\"channel\":\"wsnb\","
                        + "\"buyer\":{\"id\":\"u-1\",\"group\":\"仁爱社区\",\"city\":\"杭州\"},"
                        + "\"lines\":[{\"sku\":\"tea\",\"qty\":2,\"amount\":300}],\"status\":\"placed\",\"at\":"
                        + TestOrders.MINUTE + "},"
                        + "{\"seq\":\"" + second + "\",\"type\":\"payment\",\"id\":\"p-1\",\"order\":\"o-1\",\"at\":"
                        + (TestOrders.MINUTE + 1) + "},"
                        + "{\"seq\":\"" + third + "\",\"type\":\"refund\",\"id\":\"r-1\",\"order\":\"o-1\","
                        + "\"amount\":100,\"reason\":\"破损\",\"at\":" + (TestOrders.MINUTE + 2) + "}]}",
                server.get(PATH).body());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1_000})
    void pagesOfAnySizeHoldEveryMessageOnceInBothDirections(int limit) {
        List<String> ids = recordBatchesOf(1, 5, 1, 1, 40, 3, 150);

        assertEquals(ids, all("?limit=" + limit, "after", limit));
        Collections.reverse(ids);
        assertEquals(ids, all("?newest=true&limit=" + limit, "before", limit));
    }

    @Test
    void aPageBeginsBehindAnySeqWithinAnEntry() {
        List<String> seqs =
                receipts(batch("o", 10)).stream().map(TestOrders::seq).toList();

        for (int i = 0; i < 10; i++) {
            List<String> later = ids(page("?after=" + seqs.get(i)));
            List<String> earlier = new ArrayList<>(ids(page("?before=" + seqs.get(i))));
            Collections.reverse(earlier);
            assertEquals(range(i + 1, 10), later);
            assertEquals(range(0, i), earlier);
        }
    }

    @Test
    void whatComesLaterFollowsTheLastSeqOfAPageWithoutANext() {
        record(paid("o-1", 1));
        JsonObject last = page("").getJsonArray("messages").getJsonObject(0);

        assertTrue(ids(page("?after=" + last.getString("seq"))).isEmpty());
        record(paid("o-2", 1));

        assertEquals(List.of("o-2"), ids(page("?after=" + last.getString("seq"))));
    }

    @ParameterizedTest
    @CsvSource({
        "sku=milk, o-1 o-5",
        "channel=wsnb, o-1 o-2 o-6",
        "group=仁爱社区, o-1 o-3 o-6",
        "city=杭州, o-1 o-2 o-3 o-5",
        "buyer=u-ann, o-1 o-3",
        "type=cancellation, c-1",
        "type=order&channel=tmall&sku=tea, o-3",
        "sku=nothing, ''"
    })
    void filtersAreExactAndAddUp(String filter, String expected) {
        ledger.record(TestOrders.mixed());
        record(new OrderEvent.Cancellation("c-1", STREAM, "o-2", TestOrders.MINUTE));
        String encoded = filter.replace("仁爱社区", URLEncoder.encode("仁爱社区", StandardCharsets.UTF_8))
                .replace("杭州", URLEncoder.encode("杭州", StandardCharsets.UTF_8));

        assertEquals(expected, String.join(" ", ids(page("?" + encoded))));
    }

    @ParameterizedTest
    @CsvSource({
        "series=宇宙, o-1 o-4",
        "series=now, o-3",
        "category=c, o-1 o-4",
        "host=ann, o-1 o-2",
        "host=bob, o-4",
        "series=宇宙&host=bob, o-4",
        "series=none, ''",
        "type=order, o-1 o-2 o-3 o-4",
        "type=refund, r-1",
        "type=stock, st-1",
        "type=show, sh-1 sh-2",
        "type=catalogue, catalogue-1",
        "type=groups, groups-1",
        "type=erasure, erasure-1",
        "type=stock&sku=can, ''"
    })
    void ordersAreFoundByWhatTheyWereJudgedToBeAndMessagesByTheirType(String filter, String expected) {
        Line can = new Line("can", 1, 5);
        WrittenLedger.facts("1-0", Map.of("can", new ProductFacts("宇宙", "c", null, null, false)));
        WrittenLedger.show("2-0", new Show("sh-1", STREAM, new Change("ann"), null, 2));
        WrittenLedger.add("3-0", order("o-1", true, null, null, 3, can));
        WrittenLedger.add("4-0", order("o-2", false, null, null, 4, new Line("tea", 1, 5)));
        WrittenLedger.add("5-0", hosted("o-4", "bob", can));
        WrittenLedger.add("6-0", new CatalogueChange("catalogue-1", STREAM, Map.of(), 6));
        WrittenLedger.facts("6-0", Map.of("can", new ProductFacts("now", null, null, null, false)));
        WrittenLedger.show("7-0", new Show("sh-2", STREAM, new Change(null), null, 7));
        WrittenLedger.add("8-0", order("o-3", true, null, null, 8, can));
        WrittenLedger.add("9-0", new OrderEvent.Refund("r-1", STREAM, "o-1", 5, 9));
        WrittenLedger.add("10-0", new StockChange("st-1", STREAM, "can", 5, null, 10));
        WrittenLedger.add("11-0", new GroupsChange("groups-1", STREAM, Map.of(), 11));
        WrittenLedger.add("12-0", new Erasure("erasure-1", STREAM, "erased-p", 1, "seal", 12));
        String encoded = filter.replace("宇宙", URLEncoder.encode("宇宙", StandardCharsets.UTF_8));

        List<String> found = new ArrayList<>(ids(page("?" + encoded)));
        Collections.sort(found);
        assertEquals(expected, String.join(" ", found));
    }

    private static Order hosted(String id, String host, Line line) {
        return new Order(id, STREAM, null, host, null, List.of(line), true, 5, null, Map.of());
    }

    @Test
    void aTypeThatDoesNotExistIsAnsweredWithThoseThatDo() {
        assertEquals(
                "must be order, payment, cancellation, refund, stock, show, deal, delivery, deal_cancellation, catalogue, groups, erasure or loss",
                new JsonObject(server.get(PATH + "?type=gift").body()).getString("detail"));
    }

    @Test
    void aRareMatchIsFoundOverSeveralPagesOfBoundedWork() {
        for (int i = 0; i < 5; i++) {
            receipts(batch("n" + i, 900));
        }
        record(order("wanted", true, "rare", null, Order.NO_TIME, new Line("tea", 1, 1)));

        JsonObject first = page("?channel=rare");
        assertEquals(List.of(), ids(first));
        JsonObject second = page("?channel=rare&after=" + first.getString("next"));
        assertEquals(List.of(), ids(second));
        JsonObject third = page("?channel=rare&after=" + second.getString("next"));

        assertEquals(List.of("wanted"), ids(third));
        assertFalse(third.containsKey("next"));
    }

    @ParameterizedTest
    @CsvSource({
        "after=5, after",
        "after=5-, after",
        "after=-1-5, after",
        "before=x, before",
        "before=99999999999999999999-0, before",
        "after=1-0&before=2-0, before",
        "after=1-0&newest=true, newest",
        "newest=yes, newest",
        "limit=0, limit",
        "limit=1001, limit",
        "limit=ten, limit",
        "type=gift, type",
        "sku=, sku"
    })
    void aBadParameterIsNamed(String query, String field) {
        HttpResponse<String> answer = server.get(PATH + "?" + query);

        assertEquals(400, answer.statusCode());
        assertEquals(field, new JsonObject(answer.body()).getString("field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "No.Stream"})
    void anUnknownStreamIsNotFound(String stream) {
        assertEquals(404, server.get("/api/streams/" + stream + "/orders").statusCode());
    }

    @Test
    void anEntryThatIsNoneOfOursIsOurMistakeAndNotAShorterPage() {
        record(paid("o-1", 1));
        TestRedis.command("XADD", TestLedger.KEYS.ledger(), "*", "messages", "[{\"id\":");

        assertEquals(500, server.get(PATH).statusCode());
    }

    @Test
    void whatCannotBeReadIsOurMistakeAndNoOutage() {
        record(paid("o-1", 1));
        TestRedis.command("HSET", TestLedger.KEYS.ids(), "o-1", "garbage");
        assertEquals(500, server.get(PATH + "/o-1").statusCode());

        TestRedis.command("DEL", TestLedger.KEYS.ledger());
        TestRedis.command("SET", TestLedger.KEYS.ledger(), "no stream");
        assertEquals(500, server.get(PATH).statusCode());
        assertEquals(500, server.get(PATH + ".csv").statusCode());
    }

    @Test
    void aPageOfLongOrdersIsShort() {
        Line[] lines = IntStream.range(0, 100)
                .mapToObj(i -> new Line("sku-" + i, 1, 1))
                .toArray(Line[]::new);
        receipts(IntStream.range(0, 120)
                .mapToObj(i -> order("o-" + i, true, "wsnb", null, Order.NO_TIME, lines))
                .toArray(Order[]::new));

        JsonObject first = page("?limit=1000");
        JsonObject second = page("?limit=1000&after=" + first.getString("next"));
        JsonObject third = page("?limit=1000&after=" + second.getString("next"));

        assertEquals(range(0, 50), ids(first));
        assertEquals(range(50, 100), ids(second));
        assertEquals(range(100, 120), ids(third));
        assertFalse(third.containsKey("next"));
        assertEquals(1 + 12_000, server.get(PATH + ".csv").body().lines().count());
    }

    private String record(Message message) {
        return seq(ledger.record(message).get(0));
    }

    private List<Receipt> receipts(Order[] orders) {
        return ledger.record(orders);
    }

    private List<String> recordBatchesOf(int... sizes) {
        List<String> ids = new ArrayList<>();
        for (int batch = 0; batch < sizes.length; batch++) {
            Order[] orders = batch("b" + batch, sizes[batch]);
            receipts(orders).forEach(TestOrders::seq);
            for (Order order : orders) {
                ids.add(order.id());
            }
        }
        return ids;
    }

    private static Order[] batch(String prefix, int size) {
        return IntStream.range(0, size).mapToObj(i -> paid(prefix + "-" + i, 1)).toArray(Order[]::new);
    }

    private static List<String> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "o-" + i).toList();
    }

    private JsonObject page(String query) {
        HttpResponse<String> answer = server.get(PATH + query);
        assertEquals(200, answer.statusCode(), answer::body);
        return new JsonObject(answer.body());
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("messages").stream()
                .map(message -> ((JsonObject) message).getString("id"))
                .toList();
    }

    private List<String> all(String first, String further, int limit) {
        List<String> found = new ArrayList<>();
        JsonObject page = page(first);
        found.addAll(ids(page));
        while (page.containsKey("next")) {
            assertEquals(limit, ids(page).size(), "only the last page is short");
            page = page("?limit=" + limit + "&" + further + "=" + page.getString("next"));
            found.addAll(ids(page));
        }
        return found;
    }
}
