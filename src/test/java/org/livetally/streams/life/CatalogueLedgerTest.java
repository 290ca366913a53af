package org.livetally.streams.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ALL;
import static org.livetally.streams.life.StreamsServer.ID;
import static org.livetally.streams.life.StreamsServer.NOW;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.body;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.product;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.ledger.IdState;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.LedgerText;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestConnection;
import org.livetally.testing.TestRedis;

/** Every change of a catalogue is a message of the ledger: which products changed, and nothing else. */
final class CatalogueLedgerTest {
    private static final StreamKeys KEYS = new StreamKeys(ID);
    private static final String PRODUCTS = ONE + "/products";
    private static final String TEA = "{\"name\":\"茶\",\"unit\":\"盒\"}";
    private static final String HONEY = "{\"name\":\"蜜\",\"unit\":\"\",\"series\":\"wild\",\"stock\":12}";

    @RegisterExtension
    final StreamsServer server = StreamsServer.empty();

    private record Entry(String seq, JsonObject message) {}

    @Test
    void theFirstCatalogueIsAMessage() {
        assertEquals(
                201, create("{\"tea\":" + TEA + ",\"honey\":" + HONEY + "}").statusCode());

        Entry only = ledger().get(0);
        assertEquals(1, ledger().size());
        String id = only.message.getString("id");
        assertTrue(id.startsWith("catalogue-"), id);
        assertEquals(
                new JsonObject("{\"id\":\"" + id + "\",\"type\":\"catalogue\",\"products\":{\"tea\":" + TEA
                        + ",\"honey\":" + HONEY + "},\"at\":" + NOW + "}"),
                only.message);
        String state = TestRedis.text("HGET", KEYS.ids(), id);
        assertEquals(only.seq, IdState.parse(state).seq(), state);
        assertEquals("catalogue", IdState.parse(state).state(), state);
        assertEquals(only.seq, total("last"));
        assertEquals(only.seq, total("basis"));
        assertEquals(
                List.of(new Entry(only.seq, new JsonObject("{\"honey\":{\"series\":\"wild\",\"stock\":0}}"))), basis());
        assertEquals("[honey, 12]", TestRedis.text("ZRANGE", KEYS.stock(), "0", "-1", "WITHSCORES"));
        assertEquals("2", total("tallies"));
        assertEquals(1, version());
    }

    @Test
    void aStreamWithoutProductsHasAnEmptyLedger() {
        server.create();
        assertEquals(List.of(), ledger());
        assertEquals("", total("last"));
        assertEquals("2", total("tallies"));
    }

    @Test
    void onlyWhatReallyChangesIsRecorded() {
        create("{\"tea\":" + TEA + ",\"honey\":" + HONEY + ",\"old\":" + TEA + "}");
        String before = total("last");

        assertEquals(
                200,
                server.patch("{\"title\":\"T\",\"products\":{\"tea\":" + TEA + "}}")
                        .statusCode());
        assertEquals(
                200,
                put("{\"tea\":" + TEA + ",\"honey\":" + HONEY + ",\"old\":" + TEA + "}")
                        .statusCode());
        assertEquals(200, server.patch("{\"products\":{\"nothing\":null}}").statusCode());
        assertEquals(before, total("last"));
        assertEquals(2, version());

        String price = TEA.replace("}", ",\"price\":5}");
        assertEquals(200, put("{\"tea\":" + price + ",\"honey\":" + HONEY + "}").statusCode());
        JsonObject changed = newest().getJsonObject("products");
        assertEquals(Set.of("tea", "old"), changed.fieldNames());
        assertEquals(5, changed.getJsonObject("tea").getInteger("price"));
        assertEquals(null, changed.getValue("old"));
        assertEquals("", product("old"));
        assertEquals(3, version());

        server.patch("{\"products\":{\"honey\":null,\"tea\":" + price + "}}");
        assertEquals(new JsonObject().putNull("honey"), newest().getJsonObject("products"));
        assertEquals(3, ledger().size());
        assertEquals("3", TestRedis.text("HLEN", KEYS.ids()));
    }

    @Test
    void onlyChangedFactsGoToTheBasis() {
        create("{\"tea\":" + TEA + ",\"honey\":" + HONEY + "}");
        server.patch("{\"products\":{\"tea\":" + TEA.replace("茶", "红茶") + "}}");
        assertEquals(1, basis().size(), "a name moves no tally");

        String levied = TEA.replace("}", ",\"levy\":{\"fund\":\"f\",\"amount\":20}}");
        server.patch("{\"products\":{\"tea\":" + levied + ",\"honey\":" + HONEY.replace("蜜", "蜂蜜") + "}}");
        assertEquals(
                "{\"tea\":{\"levy\":{\"fund\":\"f\",\"amount\":20}}}",
                basis().get(1).message.encode());
        assertEquals(ledger().get(2).seq, basis().get(1).seq);
        assertEquals(total("last"), total("basis"));

        server.patch("{\"products\":{\"tea\":null}}");
        assertEquals("{\"tea\":{}}", basis().get(2).message.encode());
    }

    @Test
    void aStockOnceCountedStaysCountedFromItsFirstNumber() {
        create("{\"tea\":" + TEA + ",\"honey\":" + HONEY + "}");
        server.patch("{\"products\":{\"honey\":" + HONEY.replace("12", "99") + "}}");
        server.patch("{\"products\":{\"honey\":" + HONEY.replace(",\"stock\":12", "") + "}}");
        assertEquals(1, basis().size());
        server.patch("{\"products\":{\"tea\":" + TEA.replace("}", ",\"stock\":3}") + "}}");
        assertEquals("{\"tea\":{\"stock\":0}}", basis().get(1).message.encode());
        assertEquals("[tea, 3, honey, 12]", TestRedis.text("ZRANGE", KEYS.stock(), "0", "-1", "WITHSCORES"));
    }

    @Test
    void theFirstNumberOfAProductIsFixed() {
        String numbered = "{\"name\":\"n\",\"unit\":\"\",\"numbered\":{\"prefix\":\"N\",\"first\":1,\"last\":300}}";
        create("{\"yak\":" + numbered + ",\"tea\":" + TEA + "}");

        String other = numbered.replace("\"first\":1", "\"first\":2");
        HttpResponse<String> patched = server.patch("{\"title\":\"T\",\"products\":{\"yak\":" + other + "}}");
        assertEquals(400, patched.statusCode());
        assertEquals("products.yak.numbered.first", json(patched).getString("field"));
        assertEquals("fixed", json(patched).getString("rule"));
        HttpResponse<String> replaced = put("{\"yak\":" + other + "}");
        assertEquals(400, replaced.statusCode());
        JsonObject error = json(replaced).getJsonArray("errors").getJsonObject(0);
        assertEquals("yak numbered.first", error.getString("sku") + " " + error.getString("field"));
        String table = "name,sku,numbered.first,numbered.last\r\n茶,tea,,\r\nn,yak,2,300\r\n";
        for (String method : List.of("PUT", "POST")) {
            HttpResponse<String> file = server.http()
                    .send(server.http()
                            .request(PRODUCTS)
                            .header("Content-Type", "text/csv")
                            .method(method, HttpRequest.BodyPublishers.ofString(table)));
            assertEquals(400, file.statusCode(), file.body());
            JsonObject bad = json(file).getJsonArray("errors").getJsonObject(0);
            assertEquals("3 numbered.first", bad.getInteger("row") + " " + bad.getString("field"));
        }
        assertEquals(1, ledger().size());
        assertEquals(1, version());

        String longer = numbered.replace("300", "400").replace("\"N\"", "\"Y\"");
        assertEquals(
                200, server.patch("{\"products\":{\"yak\":" + longer + "}}").statusCode());

        for (String gone : List.of("null", "{\"name\":\"n\",\"unit\":\"\"}")) {
            assertEquals(
                    200, server.patch("{\"products\":{\"yak\":" + gone + "}}").statusCode());
            assertEquals(
                    400, server.patch("{\"products\":{\"yak\":" + other + "}}").statusCode(), "after " + gone);
            assertEquals(
                    200,
                    server.patch("{\"products\":{\"yak\":" + numbered + "}}").statusCode(),
                    "after " + gone);
        }
    }

    @Test
    void theZoneIsFixedOnceTheStreamHasStarted() {
        server.create();
        assertEquals(200, server.patch("{\"timezone\":\"Asia/Tokyo\"}").statusCode());
        server.post(ONE + "/start", "");
        for (String end : List.of("", ONE + "/end")) {
            server.post(end, "");
            HttpResponse<String> refused = server.patch("{\"title\":\"T\",\"timezone\":\"UTC\"}");
            assertEquals(400, refused.statusCode());
            assertEquals("timezone", json(refused).getString("field"));
            assertEquals("fixed", json(refused).getString("rule"));
            assertEquals(200, server.patch("{\"timezone\":\"Asia/Tokyo\"}").statusCode());
        }
        assertEquals("4500 米直播", json(server.get(ONE)).getString("title"));
    }

    @Test
    void aBigCatalogueIsSeveralMessages() {
        server.create();
        int all = 2_500;
        assertEquals(200, put(products(all, 0)).statusCode());
        assertEquals(200, put(products(all, 1)).statusCode());

        Set<String> told = new TreeSet<>();
        Seq before = Seq.START;
        List<Entry> entries = ledger();
        for (Entry entry : entries) {
            JsonObject products = entry.message.getJsonObject("products");
            assertTrue(products.size() <= 1_000, () -> "products in a message: " + products.size());
            products.forEach(
                    product -> told.add(product.getKey() + ((JsonObject) product.getValue()).getInteger("price")));
            assertTrue(Seq.parse(entry.seq).isAfter(before), entry::seq);
            before = Seq.parse(entry.seq);
        }
        assertEquals(2 * all, told.size());
        assertEquals(entries.size(), Integer.parseInt(TestRedis.text("HLEN", KEYS.ids())));
        assertEquals(
                entries.stream().map(Entry::seq).toList(),
                basis().stream().map(Entry::seq).toList());
        assertEquals(all, Integer.parseInt(TestRedis.text("ZCARD", KEYS.stock())));
        assertEquals("7", TestRedis.text("ZSCORE", KEYS.stock(), "s0"));
        assertEquals("[]", TestRedis.text("KEYS", KEYS.staged("*")));

        assertEquals(200, put("{}").statusCode());
        assertEquals("0", TestRedis.text("HLEN", KEYS.catalogue()));
        assertEquals(3, version() - 1);
    }

    @Test
    void aUsualStreamTakesTwoRoundTrips() {
        JsonObject usual = new JsonObject(products(130, 0));
        Map<String, Long> work =
                RedisWork.of(() -> assertEquals(201, create(usual.encode()).statusCode()));
        long scripts = Math.max(work.getOrDefault("evalsha", 0L), work.getOrDefault("eval", 0L));
        assertEquals(1, scripts, work::toString);
        assertEquals(0, work.getOrDefault("rpush", 0L), () -> "staged: " + work);
        assertEquals(2, work.getOrDefault("xadd", 0L), () -> "one to the ledger, one to the basis: " + work);
    }

    @Test
    void aLedgerThatWentBackTakesNoCatalogue() {
        create("{\"tea\":" + TEA + "}");
        String last = total("last");
        server.acks.of(ID).found(true, "99999999999999-0", TestConnection.HERE);
        server.acks.of("gone").found(true, "5-0", TestConnection.HERE);

        List<HttpResponse<String>> answers = List.of(
                server.patch("{\"products\":{\"tea\":null}}"),
                put("{}"),
                server.post(
                        ALL,
                        body().put("id", "gone")
                                .put("products", new JsonObject("{\"tea\":" + TEA + "}"))
                                .encode()));
        answers.forEach(refused -> {
            assertEquals(503, refused.statusCode());
            assertEquals(Rule.WENT_BACK.reason().sentence(), json(refused).getString("detail"));
        });
        assertEquals(2, server.acks.losses.count());
        assertEquals(200, server.patch("{\"title\":\"T\"}").statusCode());
        assertEquals(404, server.get(ALL + "/gone").statusCode());
        assertEquals(last, total("last"));
        assertEquals(TEA, product("tea"));
    }

    private HttpResponse<String> create(String products) {
        return server.post(ALL, body().put("products", new JsonObject(products)).encode());
    }

    private HttpResponse<String> put(String products) {
        return server.http().send("PUT", PRODUCTS, products);
    }

    private static String products(int count, int price) {
        JsonObject products = new JsonObject();
        IntStream.range(0, count)
                .forEach(i -> products.put(
                        "s" + i,
                        new JsonObject()
                                .put("name", "n")
                                .put("series", "of " + price)
                                .put("price", price)
                                .put("stock", 7 + price)));
        return products.encode();
    }

    private static String total(String field) {
        return TestRedis.text("HGET", KEYS.totals(), field);
    }

    private static List<Entry> ledger() {
        return entries(KEYS.ledger()).stream()
                .map(entry -> {
                    JsonArray messages = new JsonArray(LedgerText.of(entry));
                    assertEquals(1, messages.size());
                    return new Entry(entry.get(0).toString(), messages.getJsonObject(0));
                })
                .toList();
    }

    private static JsonObject newest() {
        List<Entry> all = ledger();
        return all.get(all.size() - 1).message;
    }

    private static List<Entry> basis() {
        return entries(KEYS.basis()).stream()
                .map(entry -> {
                    assertEquals("facts", entry.get(1).get(0).toString());
                    return new Entry(
                            entry.get(0).toString(),
                            new JsonObject(entry.get(1).get(1).toString()));
                })
                .toList();
    }

    private static List<Response> entries(String key) {
        return Objects.requireNonNull(TestRedis.command("XRANGE", key, "-", "+")).stream()
                .toList();
    }
}
