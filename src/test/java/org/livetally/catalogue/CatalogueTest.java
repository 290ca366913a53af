package org.livetally.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.product;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.streams.life.StreamsServer;
import org.livetally.testing.TestRedis;

final class CatalogueTest {
    private static final String PRODUCTS = ONE + "/products";
    private static final String HEADER = "sku,name,unit,retailPrice,price\r\n";
    private static final String TEA = "{\"tea\":{\"name\":\"茶\",\"unit\":\"盒\",\"retailPrice\":22800,\"price\":19800}}";

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @Test
    void replacesTheWholeCatalogueAndGivesItBack() {
        server.patch("{\"products\":{\"old\":{\"name\":\"old\"}}}");

        HttpResponse<String> answer = put(TEA);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("{\"products\":1}", answer.body());
        assertEquals(TEA, server.get(PRODUCTS).body());
        assertEquals(3, version());
        assertEquals(List.of(StreamsServer.ID, StreamsServer.ID), server.changed);
        put(TEA);
        assertEquals(3, version(), "nothing changed");
        assertEquals(2, server.changed.size());
        assertEquals("{\"products\":0}", put("{}").body());
        assertEquals("{}", server.get(PRODUCTS).body());
        assertEquals(4, version());
    }

    @Test
    void whoHoldsTheCatalogueIsNotSentItAgain() {
        put(TEA);
        HttpResponse<String> first = server.get(PRODUCTS);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        assertEquals("no-cache", first.headers().firstValue("Cache-Control").orElse(""));

        HttpResponse<String> again = ifNoneMatch(tag);
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(tag, again.headers().firstValue("ETag").orElse(""));

        put(TEA.replace("19800", "18800"));
        HttpResponse<String> changed = ifNoneMatch(tag);
        assertEquals(200, changed.statusCode());
        assertTrue(changed.body().contains("18800"), changed.body());
        assertNotEquals(tag, changed.headers().firstValue("ETag").orElse(""));
    }

    private HttpResponse<String> ifNoneMatch(String tag) {
        return server.http().send(server.http().request(PRODUCTS).header("If-None-Match", tag));
    }

    @Test
    void patchAndCreationTakePricesToo() {
        server.patch("{\"products\":" + TEA + "}");
        assertEquals(TEA, server.get(PRODUCTS).body());
        server.patch("{\"products\":{\"tea\":{\"name\":\"茶\",\"price\":null}}}");
        assertEquals("{\"name\":\"茶\",\"unit\":\"\"}", product("tea"), "a product is one value");
        HttpResponse<String> bad = server.patch("{\"products\":{\"tea\":{\"name\":\"茶\",\"price\":-1}}}");
        assertEquals("products.tea.price", json(bad).getString("field"));
    }

    @Test
    void skusAndNamesThatLookTheSameAreTheSame() {
        put(
                "{\"tea \":{\"name\":\"Cafe\u0301\u200b\",\"category\":\" Tee\",\"numbered\":{\"prefix\":\"No. \",\"first\":1,\"last\":2}}}");
        assertEquals(
                "{\"name\":\"Café\",\"unit\":\"\",\"category\":\"Tee\",\"numbered\":{\"prefix\":\"No. \",\"first\":1,\"last\":2}}",
                product("tea"));
        JsonObject twice = json(put("{\"tea\":{\"name\":\"a\"},\"\ufefftea\":{\"name\":\"b\"}}"));
        assertEquals("\ufefftea sku", places(twice.getJsonArray("errors"), "sku"));
        JsonObject patched =
                json(server.patch("{\"products\":{\"tea\":{\"name\":\"a\"},\"tea\u00a0\":{\"name\":\"b\"}}}"));
        assertEquals("sku_twice", patched.getString("rule"));
        assertEquals("2 sku", places(json(csv("sku,name\r\n\u200b,x\r\n")).getJsonArray("errors"), "row"));

        server.patch("{\"products\":{\" tea\":null}}");
        assertEquals("{}", server.get(PRODUCTS).body());
    }

    @Test
    void aStreamThatIsNotThereHasNoCatalogue() {
        for (HttpResponse<String> answer : List.of(
                server.get("/api/streams/nowhere/products"),
                server.get("/api/streams/nowhere/products.csv"),
                server.http().send("PUT", "/api/streams/nowhere/products", TEA))) {
            assertEquals(404, answer.statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tea\":7}|sku",
                "{\"tea\":null}|sku",
                "{\"tea\":{}}|name",
                "{\"\":{\"name\":\"n\"}}|sku",
                "{\"tea\":{\"name\":\"n\",\"unit\":1}}|unit",
                "{\"tea\":{\"name\":\"n\",\"price\":-1}}|price",
                "{\"tea\":{\"name\":\"n\",\"price\":1000000000001}}|price",
                "{\"tea\":{\"name\":\"n\",\"price\":1.0}}|price",
                "{\"tea\":{\"name\":\"n\",\"price\":\"1\"}}|price",
                "{\"tea\":{\"name\":\"n\",\"retailPrice\":99999999999999999999}}|retailPrice",
                "[]|body",
            })
    void badJsonChangesNothing(String body, String field) {
        put("{\"kept\":{\"name\":\"kept\"}}");

        HttpResponse<String> answer = put(body);

        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(field, json(answer).getString("field"));
        assertEquals(
                "{\"kept\":{\"name\":\"kept\",\"unit\":\"\"}}",
                server.get(PRODUCTS).body());
        assertEquals(2, version());
    }

    @Test
    void everyBadProductOfJsonIsNamedByItsSku() {
        HttpResponse<String> answer = put("{\"a\":{\"name\":\"\",\"price\":-1},\"b\":{\"name\":\"B\"},\"c\":7}");

        JsonArray errors = json(answer).getJsonArray("errors");
        assertEquals(3, errors.size(), answer.body());
        assertEquals("a name, a price, c sku", places(errors, "sku"));
        assertTrue(json(answer).getString("detail").startsWith("sku a: name must be text"), answer.body());
    }

    @Test
    void csvReplacesTheCatalogue() {
        HttpResponse<String> answer = csv("\uFEFFprice,name,sku,unit,retailPrice\r\n19800,茶,tea,盒,22800\r\n"
                + "\r\n,\"野蜂蜜, \"\"500g\"\"\",honey,,\n");

        assertEquals("{\"products\":2}", answer.body());
        assertEquals("{\"name\":\"茶\",\"unit\":\"盒\",\"retailPrice\":22800,\"price\":19800}", product("tea"));
        assertEquals("{\"name\":\"野蜂蜜, \\\"500g\\\"\",\"unit\":\"\"}", product("honey"));
    }

    @Test
    void everyBadRowOfCsvIsNamedByItsLine() {
        HttpResponse<String> answer = csv(HEADER
                + "tea,Tea,box,,100\r\n" // 2
                + "tea,Tea again,box,,100\r\n" // 3
                + ",Nameless,,,\r\n" // 4
                + "jerky,,,1.5,-3\r\n" // 5
                + "honey,\"two\r\nlines\",,,\r\n" // 6, 7
                + "short,Short\r\n" // 8
                + "long,Long,,,,,\r\n" // 9
                + "good,Good,,,\r\n");

        assertEquals(400, answer.statusCode());
        assertEquals("sku", json(answer).getString("field"));
        assertEquals(
                "3 sku, 4 sku, 5 name, 5 retailPrice, 5 price, 6 name, 8 sku, 9 sku",
                places(json(answer).getJsonArray("errors"), "row"));
        assertEquals(
                "must be an integer from 0 to 1000000000000",
                json(answer).getJsonArray("errors").getJsonObject(4).getString("detail"));
        assertEquals("{}", server.get(PRODUCTS).body(), "all or nothing");
    }

    @Test
    void noMoreThanAHundredErrorsAreListed() {
        HttpResponse<String> answer = csv(HEADER + ",,,x,x\r\n".repeat(9_000));

        assertEquals(100, json(answer).getJsonArray("errors").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sku,name,colour|colour",
                "sku,name,name|name",
                "sku,price|name",
                "name|sku",
                "sku;name;unit;retailPrice;price|sku;name;unit;retailPrice;price",
            })
    void badHeaderIsRefusedByTheNameOfItsColumn(String header, String field) {
        HttpResponse<String> answer = csv(header + "\r\n1,2,3,4,5,6\r\n");

        assertEquals(400, answer.statusCode());
        assertEquals(field, json(answer).getString("field"));
        assertEquals(1, json(answer).getJsonArray("errors").getJsonObject(0).getInteger("row"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sku,name\r\n\"tea\"x,Tea\r\n"})
    void whatIsNoCsvIsRefusedAsAWhole(String file) {
        HttpResponse<String> answer = csv(file);

        assertEquals(400, answer.statusCode());
        assertEquals("body", json(answer).getString("field"));
    }

    @Test
    void otherEncodingsAreNotGuessed() {
        byte[] gbk = (HEADER + "tea,茶,,,\r\n").getBytes(Charset.forName("GBK"));

        assertEquals("body", json(csv(PRODUCTS, "PUT", gbk)).getString("field"));
    }

    @Test
    void moreThanTenThousandAreRefused() {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 10_000; i++) {
            file.append('s').append(i).append(",n,,,\r\n");
        }
        assertEquals("{\"products\":10000}", csv(file.toString()).body());
        assertEquals("products", json(csv(file + "more,n,,,\r\n")).getString("field"));
        assertEquals("10000", TestRedis.text("HLEN", "livetally:{naqu-4500m}:catalogue"));
    }

    @Test
    void exportIsImportedUnchanged() {
        JsonObject products = new JsonObject();
        for (String name :
                List.of("=1+1", "+1", "-1", "@sum", "'=1", "''@x", "'quoted'", "\"", "a,b", "茶", "＝1", "'")) {
            products.put("sku " + name, new JsonObject().put("name", name).put("unit", name));
            products.put(
                    name, new JsonObject().put("name", name).put("unit", "").put("retailPrice", 7L));
        }
        put(products.encode());
        String before = server.get(PRODUCTS).body();

        HttpResponse<String> export = server.get(ONE + "/products.csv");
        put("{}");
        assertEquals("{\"products\":24}", csv(export.body()).body());

        assertEquals(before, server.get(PRODUCTS).body());
        assertEquals(
                "attachment; filename=\"naqu-4500m-products.csv\"",
                export.headers().firstValue("Content-Disposition").orElseThrow());
        assertEquals(
                "text/csv; charset=utf-8",
                export.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(export.body().startsWith("\uFEFF" + HEADER.strip() + ",category,"), export.body());
        for (String line : export.body().split("\r\n", -1)) {
            assertTrue(!line.matches("\"?[=+\\-@＝].*"), line);
            assertTrue(!line.matches(".*,\"?[=+\\-@＝].*"), line);
        }
    }

    @Test
    void spacesRoundSkusAndNamesAreNobodysIntention() {
        csv("sku , name\r\n tea\u3000,\" 茶 \"\r\n");

        assertEquals(
                "{\"tea\":{\"name\":\"茶\",\"unit\":\"\"}}", server.get(PRODUCTS).body());
    }

    @Test
    void whatIsWrongIsNotEchoedWhole() {
        String longest = "x".repeat(100);
        JsonObject column = json(csv("sku,name," + "x".repeat(5_000) + "\r\n"));
        JsonObject key = json(put("{\"" + "x".repeat(5_000) + "\":7}"));

        assertEquals(longest, column.getString("field"));
        assertEquals(longest, key.getJsonArray("errors").getJsonObject(0).getString("sku"));
        assertTrue(column.encode().length() < 2_000, column::encode); // the list of columns four times
        assertTrue(key.encode().length() < 1_000, key::encode);
    }

    @Test
    void headIsAsGetWithoutTheBody() {
        put(TEA);

        HttpResponse<String> head = server.http().send("HEAD", PRODUCTS, "");

        assertEquals(200, head.statusCode());
        assertEquals(
                "application/json", head.headers().firstValue("Content-Type").orElse(""));
        assertEquals("", head.body());
        assertEquals(
                404,
                server.http().send("HEAD", "/api/streams/nowhere/products", "").statusCode());
    }

    @Test
    void csvIsTakenForACatalogueOnly() {
        byte[] file = HEADER.getBytes(StandardCharsets.UTF_8);
        assertEquals(415, csv(ONE, "PATCH", file).statusCode());
        assertEquals(415, csv(ONE + "/products/x", "PUT", file).statusCode());
        assertEquals(200, csv(PRODUCTS, "PUT", file).statusCode());
        assertEquals(200, csv(PRODUCTS, "POST", file).statusCode());
    }

    private HttpResponse<String> put(String json) {
        return server.http().send("PUT", PRODUCTS, json);
    }

    private HttpResponse<String> csv(String file) {
        return csv(PRODUCTS, "PUT", file.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> csv(String path, String method, byte[] file) {
        return server.http()
                .send(server.http()
                        .request(path)
                        .header("Content-Type", "text/csv; charset=utf-8")
                        .method(method, BodyPublishers.ofByteArray(file)));
    }

    private static String places(JsonArray errors, String key) {
        return String.join(
                ", ",
                errors.stream()
                        .map(error ->
                                ((JsonObject) error).getValue(key) + " " + ((JsonObject) error).getString("field"))
                        .toList());
    }
}
