package org.livetally.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.product;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.streams.life.StreamsServer;
import org.livetally.tables.TableFormat;
import org.livetally.tables.Workbooks;

/** All that a catalogue says of a product, in JSON and in tables. */
final class ProductFieldsTest {
    private static final String PRODUCTS = ONE + "/products";
    private static final String XLSX = TableFormat.XLSX.contentType();

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    /** All fields, with Chinese texts as long as people write them. */
    @Test
    void tenThousandProductsOfTwelveHundredBytesFit() {
        JsonObject products = new JsonObject();
        for (int i = 0; i < 10_000; i++) {
            products.put("NQ-2026-" + (10_000 + i), whole("那曲高原野生冬虫夏草礼盒".repeat(2)));
        }
        String body = products.encode();
        assertTrue(body.getBytes(StandardCharsets.UTF_8).length > 12_000_000, "as big as a body can be");

        assertEquals("{\"products\":10000}", put(body).body());
        assertEquals(
                "{\"products\":10000}",
                csv(server.get(ONE + "/products.csv").body()).body());
        assertEquals(413, put(body + " ".repeat(1 << 20)).statusCode());
    }

    private static JsonObject whole(String name) {
        return new JsonObject()
                .put("name", name)
                .put("unit", "盒")
                .put("retailPrice", 22_800L)
                .put("price", 19_800L)
                .put("category", "食品")
                .put("series", "冬虫夏草")
                .put("spec", "一级 5 克装 × 2 瓶")
                .put("origin", "西藏自治区那曲市比如县")
                .put("mark", "那曲冬虫夏草")
                .put("supplier", "那曲市高原特产有限责任公司")
                .put("sellingPoints", "海拔四千五百米，当季采挖，".repeat(7))
                .put("assessment", "检测合格，水分百分之八点二，".repeat(7))
                .put("image", "https://pictures.example/2026/" + "0123456789".repeat(11) + ".jpg")
                .put("stock", 300L)
                .put(
                        "numbered",
                        new JsonObject().put("prefix", "NO-").put("first", 1L).put("last", 300L))
                .put("levy", new JsonObject().put("fund", "牦牛基金").put("amount", 20L));
    }

    /** A product of the longest texts is some 10 KB. */
    @Test
    void theLongestTextsFit() {
        String label = "𠮷".repeat(64);
        JsonObject longest = whole("𠮷".repeat(100))
                .put("unit", "𠮷".repeat(20))
                .put("retailPrice", 1_000_000_000_000L)
                .put("price", 1_000_000_000_000L)
                .put("spec", "𠮷".repeat(100))
                .put("sellingPoints", "𠮷".repeat(500))
                .put("assessment", "𠮷".repeat(500))
                .put("image", "/api/streams/naqu-4500m/images/" + "𠮷".repeat(469))
                .put("stock", 1_000_000_000L)
                .put("levy", new JsonObject().put("fund", label).put("amount", 1_000_000L))
                .put(
                        "numbered",
                        new JsonObject()
                                .put("prefix", "𠮷".repeat(20))
                                .put("first", 999_000_001L)
                                .put("last", 1_000_000_000L));
        for (String name : List.of("category", "series", "origin", "mark", "supplier")) {
            longest.put(name, label);
        }
        JsonObject catalogue = new JsonObject().put(label, longest);

        assertEquals("{\"products\":1}", put(catalogue.encode()).body());
        assertEquals(catalogue.encode(), server.get(PRODUCTS).body());
        csv(server.get(ONE + "/products.csv").body());
        assertEquals(catalogue.encode(), server.get(PRODUCTS).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "category|'%65'|text_length",
                "series|7|text_length",
                "spec|'%101'|text_length",
                "origin|'a\\u0007'|text_length",
                "mark|'%65'|text_length",
                "supplier|[]|text_length",
                "sellingPoints|'%501'|text_length",
                "assessment|'a\\nb'|text_length",
                "image|'%501'|text_length",
                "image|'ftp://a.example/b.png'|image_address",
                "image|'javascript:alert(1)'|image_address",
                "image|'//a.example/b.png'|image_address",
                "image|'https:///b.png'|image_address",
                "image|'https://a.example/a b.png'|image_address",
                "image|'/boards/b.png'|image_address",
                "stock|-1|integer_range",
                "stock|1.5|integer_range",
                "stock|1000000001|integer_range",
                "numbered|5|not_object",
                "numbered.first|{}|integer_range",
                "numbered.last|{'first':1}|integer_range",
                "numbered.first|{'first':-1,'last':3}|integer_range",
                "numbered.last|{'first':3,'last':2}|integer_range",
                "numbered.last|{'first':1,'last':1000001}|integer_range",
                "numbered.last|{'first':1000000000,'last':1000000001}|integer_range",
                "numbered.prefix|{'prefix':'%21','first':1,'last':1}|text_length",
                "levy|'fund'|not_object",
                "levy.fund|{'amount':1}|text_length",
                "levy.fund|{'fund':'','amount':1}|text_length",
                "levy.amount|{'fund':'f'}|integer_range",
                "levy.amount|{'fund':'f','amount':0}|integer_range",
                "levy.amount|{'fund':'f','amount':1000001}|integer_range",
            })
    void eachFieldHasItsRule(String field, String value, String rule) {
        String name = field.split("\\.")[0];
        Matcher repeated = Pattern.compile("%(\\d+)").matcher(value.replace('\'', '"'));
        String json = repeated.replaceAll(match -> "x".repeat(Integer.parseInt(match.group(1))));

        HttpResponse<String> answer = put("{\"yak\":{\"name\":\"n\",\"" + name + "\":" + json + "}}");

        assertEquals(400, answer.statusCode(), answer.body());
        JsonObject error = json(answer).getJsonArray("errors").getJsonObject(0);
        assertEquals(field, error.getString("field"));
        assertEquals("yak", error.getString("sku"));
        assertEquals(rule, error.getString("rule"));
        assertEquals("{}", server.get(PRODUCTS).body());
        JsonObject patch =
                json(server.patch("{\"products\":{\"yak\":{\"name\":\"n\",\"" + name + "\":" + json + "}}}"));
        assertEquals("products.yak." + field, patch.getString("field"));
    }

    @Test
    void allFieldsGoInAndOutAsJsonAndAsCsvInAnyOrderOfColumns() {
        JsonObject catalogue = new JsonObject().put("yak", whole("领养牦牛"));
        put(catalogue.encode());
        assertEquals(catalogue.encode(), server.get(PRODUCTS).body());
        String file = server.get(ONE + "/products.csv").body();
        assertEquals(
                "\uFEFFsku,name,unit,retailPrice,price,category,series,spec,origin,mark,supplier,sellingPoints,assessment,"
                        + "image,stock,numbered.prefix,numbered.first,numbered.last,levy.fund,levy.amount",
                file.split("\r\n")[0]);

        csv("levy.amount, numbered.last ,stock,numbered.first,name,levy.fund,series,sku,numbered.prefix\r\n"
                + "20,300, 12,1,领养牦牛, 牦牛基金 ,牦牛,yak,NO-\r\n" + ",,,,茶,,,tea,\r\n");
        assertEquals(
                "{\"tea\":{\"name\":\"茶\",\"unit\":\"\"},\"yak\":{\"name\":\"领养牦牛\",\"unit\":\"\",\"series\":\"牦牛\","
                        + "\"stock\":12,\"numbered\":{\"prefix\":\"NO-\",\"first\":1,\"last\":300},"
                        + "\"levy\":{\"fund\":\"牦牛基金\",\"amount\":20}}}",
                server.get(PRODUCTS).body());
        csv(file);
        assertEquals(catalogue.encode(), server.get(PRODUCTS).body());
    }

    @Test
    void badCellsOfObjectsAreNamedByTheirColumns() {
        HttpResponse<String> answer =
                csv("sku,name,numbered.prefix,numbered.first,numbered.last,levy.fund,levy.amount\r\n"
                        + "yak,Yak,NO-,,300,,20\r\n" + "cow,Cow,,9,3,Fund,0.2\r\n");

        assertEquals("2 numbered.first, 2 levy.fund, 3 levy.amount, 3 numbered.last", places(answer));
    }

    @Test
    void anEmptyValueIsNone() {
        put("{\"tea\":{\"name\":\"茶\",\"unit\":\"\",\"series\":\"\",\"spec\":\"\",\"image\":null,\"stock\":null,"
                + "\"numbered\":null,\"levy\":null,\"colour\":\"red\"}}");

        assertEquals("{\"name\":\"茶\",\"unit\":\"\"}", product("tea"));
    }

    @Test
    void aWorkbookIsTheCatalogueToo() throws Exception {
        JsonObject catalogue = new JsonObject().put("yak", whole("领养牦牛")).put("007", whole("=1+1"));
        put(catalogue.encode());
        String before = server.get(PRODUCTS).body();

        HttpResponse<byte[]> file = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://localhost:" + server.http().port() + PRODUCTS + ".xlsx"))
                                .build(),
                        BodyHandlers.ofByteArray());

        assertEquals(XLSX, file.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "attachment; filename=\"naqu-4500m-products.xlsx\"",
                file.headers().firstValue("Content-Disposition").orElse(""));
        put("{}");
        assertEquals("{\"products\":2}", send(XLSX, file.body()).body());
        assertEquals(before, server.get(PRODUCTS).body());
    }

    @Test
    void badCellsOfAWorkbookAreNamedByRowAndColumn() {
        String header = texts("sku", "name", "price", "levy.fund", "levy.amount");
        byte[] file = Workbooks.of("<row r='1'>" + header + "</row>"
                + "<row r='3'>" + texts("tea", "茶") + "<c><v>19.9</v></c></row>"
                + "<row r='4'>" + texts("yak", "牦牛", "100", "基金") + "<c><v>0.2</v></c></row>"
                + "<row r='7'>" + texts("a", "b", "1", "", "", "more") + "</row>"
                + "<row r='8'>" + texts("tea") + "<c t='b'><v>1</v></c><c><v>12.0</v></c></row>");

        HttpResponse<String> answer = send(XLSX, file);

        assertEquals(400, answer.statusCode());
        assertEquals("3 price, 4 levy.amount, 7 sku, 8 sku", places(answer));
        assertEquals("{}", server.get(PRODUCTS).body());
    }

    @Test
    void integersOfAWorkbookAreExact() {
        byte[] file = Workbooks.of("<row r='1'>" + texts("price", "sku", "name") + "</row>"
                + "<row r='2'><c><v>1E12</v></c><c><v>1001</v></c><c t='b'><v>1</v></c></row>");

        assertEquals("{\"products\":1}", send(XLSX, file).body());
        assertEquals("{\"name\":\"TRUE\",\"unit\":\"\",\"price\":1000000000000}", product("1001"));
    }

    @Test
    void aWorkbookOfTooManyProductsIsRefused() {
        StringBuilder rows = new StringBuilder("<row>" + texts("sku", "name") + "</row>");
        for (int i = 0; i <= 10_000; i++) {
            rows.append("<row><c><v>")
                    .append(i)
                    .append("</v></c>")
                    .append(texts("n"))
                    .append("</row>");
        }

        assertEquals("products", json(send(XLSX, Workbooks.of(rows.toString()))).getString("field"));
    }

    @Test
    void aWorkbookIsTakenForACatalogueOnly() {
        byte[] file = Workbooks.of("<row>" + texts("sku", "name") + "</row>");
        assertEquals("{\"products\":0}", send(XLSX, file).body());
        assertEquals(
                "body",
                json(send(XLSX, "sku,name".getBytes(StandardCharsets.UTF_8))).getString("field"));
        assertEquals(415, send("PATCH", ONE, XLSX, file).statusCode());
    }

    private static String texts(String... texts) {
        return Stream.of(texts)
                .map(text -> "<c t='inlineStr'><is><t>" + text + "</t></is></c>")
                .collect(Collectors.joining());
    }

    private HttpResponse<String> put(String json) {
        return server.http().send("PUT", PRODUCTS, json);
    }

    private HttpResponse<String> csv(String file) {
        return send("text/csv", file.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String type, byte[] file) {
        return send("PUT", PRODUCTS, type, file);
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] file) {
        return server.http()
                .send(server.http()
                        .request(path)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofByteArray(file)));
    }

    private static String places(HttpResponse<String> answer) {
        return json(answer).getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getValue("row") + " " + ((JsonObject) error).getString("field"))
                .collect(Collectors.joining(", "));
    }
}
