package org.livetally.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.json;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.streams.life.StreamsServer;
import org.livetally.tables.TableFormat;
import org.livetally.tables.Workbooks;

/** Products are added to a catalogue, or replaced by sku, and others stay. */
final class CatalogueUpsertTest {
    private static final String PRODUCTS = ONE + "/products";
    private static final String TEA = "\"tea\":{\"name\":\"茶\",\"unit\":\"\",\"price\":100,\"series\":\"s\"}";
    private static final String YAK = "\"yak\":{\"name\":\"牦牛\",\"unit\":\"\"}";

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @Test
    void productsAreAddedOrReplacedAndOthersStay() {
        server.http().send("PUT", PRODUCTS, "{" + TEA + "," + YAK + "}");
        long before = version();

        HttpResponse<String> answer =
                post("application/json", "{\"honey\":{\"name\":\"蜜\"},\"tea\":{\"name\":\"新茶\"}," + YAK + "}");

        assertEquals("{\"products\":3,\"added\":1,\"changed\":1}", answer.body());
        assertEquals(
                "{\"honey\":{\"name\":\"蜜\",\"unit\":\"\"},\"tea\":{\"name\":\"新茶\",\"unit\":\"\"}," + YAK + "}",
                server.get(PRODUCTS).body());
        assertEquals(before + 1, version());
        assertEquals(
                "{\"products\":1,\"added\":0,\"changed\":0}",
                post("application/json", "{" + YAK + "}").body());
        assertEquals(before + 1, version(), "nothing changed");
        assertEquals(
                "{\"products\":0,\"added\":0,\"changed\":0}",
                post("application/json", "{}").body());
    }

    @Test
    void tablesAreTakenToo() {
        server.http().send("PUT", PRODUCTS, "{" + TEA + "}");

        assertEquals(
                "{\"products\":2,\"added\":1,\"changed\":1}",
                post("text/csv", "sku,name\r\ntea,Tea\r\nyak,Yak\r\n").body());
        String rows = "<row><c t='str'><v>name</v></c><c t='str'><v>sku</v></c></row>"
                + "<row><c t='str'><v>Yak</v></c><c t='str'><v>yak</v></c></row>"
                + "<row><c t='str'><v>Honey</v></c><c><v>7</v></c></row>";
        HttpResponse<String> workbook = server.http()
                .send(server.http()
                        .request(PRODUCTS)
                        .header("Content-Type", TableFormat.XLSX.contentType())
                        .POST(BodyPublishers.ofByteArray(Workbooks.of(rows))));
        assertEquals("{\"products\":2,\"added\":1,\"changed\":0}", workbook.body());
        assertEquals(3, json(server.get(PRODUCTS)).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "application/json|{'honey':{'name':'n'},'tea':{'name':'','price':-1},'b':null}|tea name, tea price, b sku",
                "text/csv|sku,name,price;honey,Honey,1;,x,;tea,,1.5;honey,Again,|3 sku, 4 name, 4 price, 5 sku",
            })
    void everyBadRowIsNamedAndNothingIsHalfImported(String type, String body, String places) {
        server.http().send("PUT", PRODUCTS, "{" + TEA + "}");

        HttpResponse<String> answer = post(type, body.replace('\'', '"').replace(";", "\r\n"));

        assertEquals(400, answer.statusCode());
        assertEquals(
                places,
                String.join(
                        ", ",
                        json(answer).getJsonArray("errors").stream()
                                .map(JsonObject.class::cast)
                                .map(error ->
                                        error.getValue("row", error.getValue("sku")) + " " + error.getString("field"))
                                .toList()));
        assertEquals("{" + TEA + "}", server.get(PRODUCTS).body());
    }

    @Test
    void aCatalogueDoesNotGrowBeyondItsLimit() {
        server.http().send("PUT", PRODUCTS, products(0, 9_999).encode());

        JsonObject refused =
                json(post("application/json", products(9_998, 10_001).encode()));
        assertEquals("products", refused.getString("field"));
        assertEquals(9_999, json(server.get(PRODUCTS)).size());

        assertEquals(
                "{\"products\":2,\"added\":1,\"changed\":0}",
                post("application/json", products(9_998, 10_000).encode()).body());
    }

    @Test
    void upsertsAtTheSameTimeAllCount() {
        server.http().send("PUT", PRODUCTS, products(0, 1_500).encode());

        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(
                        "application/json",
                        products(0, 1_200 + i).put("only-" + i, product()).encode())))
                .toList();
        int added = sent.stream()
                .mapToInt(answer -> json(answer.join()).getInteger("added"))
                .sum();

        assertEquals(8, added);
        assertEquals(1_508, json(server.get(PRODUCTS)).size());
    }

    @Test
    void aStreamThatIsNotThereTakesNone() {
        String path = "/api/streams/nowhere/products";
        assertEquals(404, server.post(path, "{" + YAK + "}").statusCode());
        assertEquals(404, server.post(path, "{}").statusCode());
    }

    private HttpResponse<String> post(String type, String body) {
        return server.http()
                .send(server.http()
                        .request(PRODUCTS)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    private static JsonObject products(int from, int to) {
        JsonObject products = new JsonObject();
        IntStream.range(from, to).forEach(i -> products.put("s" + i, product()));
        return products;
    }

    private static JsonObject product() {
        return new JsonObject().put("name", "n").put("unit", "");
    }
}
