package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;

/** Each message and each file that breaks a rule is refused by code, field and row, and moves nothing. */
final class RefusedInputTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop", "over");

    private static final String SHOP = "/api/streams/shop";
    private static final List<String> READ = List.of(
            "/api/boards/shop?fields=totals,products,funds,explanations,show,stock,recent,stream",
            SHOP + "/orders?limit=1000",
            SHOP + "/products",
            SHOP + "/groups",
            "/api/boards/over?fields=totals,show");

    private String before = "";

    /** In stock are two pots of honey and no jerky; two yaks are free, 3 and 4. */
    @BeforeAll
    static void sell() {
        server.create("next");
        ask(
                "PATCH",
                SHOP,
                "{'products':{'honey':{'name':'Honey','stock':4},'jerky':{'name':'Jerky','stock':0},'tea':{'name':'Tea'},"
                        + "'yak':{'name':'Yak','numbered':{'prefix':'N','first':2,'last':4},"
                        + "'levy':{'fund':'Fund','amount':20}},"
                        + "'herd':{'name':'Herd','numbered':{'prefix':'H','first':1,'last':5000}}}}");
        ask("PUT", SHOP + "/groups", "{'bureau':{'headCount':9}}");
        for (String message : List.of(
                "{'type':'order','id':'paid','lines':[{'sku':'honey','qty':1,'amount':10},{'sku':'tea','qty':2,'amount':20},"
                        + "{'sku':'yak','qty':1,'amount':70}]}",
                "{'type':'order','id':'placed','lines':[{'sku':'honey','qty':1,'amount':10}],'status':'placed'}",
                "{'type':'order','id':'gone','lines':[{'sku':'honey','qty':1,'amount':10}],'status':'placed'}",
                "{'type':'cancellation','id':'c','order':'gone'}",
                "{'type':'refund','id':'r','order':'paid','amount':30,'lines':[{'sku':'tea','qty':1}]}",
                "{'type':'stock','id':'st','sku':'honey','add':1}",
                "{'type':'stock','id':'st-2','sku':'honey','add':-1}",
                "{'type':'show','id':'sh','host':'Host','sku':'honey'}")) {
            assertEquals("recorded", send(message).getString("result"), message);
        }
        send("{'type':'order','id':'placed-over','stream':'over','status':'placed',"
                + "'lines':[{'sku':'tea','qty':1,'amount':1}]}");
        server.endStream("over");
    }

    @AfterAll
    static void everythingIsConsistent() {
        assertEquals(List.of(), server.audit());
    }

    @BeforeEach
    void read() {
        before = state();
    }

    @AfterEach
    void nothingHasMoved() {
        assertEquals(before, state());
    }

    private static String state() {
        StringBuilder state = new StringBuilder();
        for (String path : READ) {
            JsonObject answer = new JsonObject(server.send("GET", path, "").body());
            if (answer.containsKey("board")) {
                answer.remove("at"); // when it was read
                answer.remove("version"); // audits raise it, too
                answer.getJsonObject("board")
                        .getJsonObject("ledger", new JsonObject())
                        .remove("sealed");
            }
            state.append(answer.encode()).append('\n');
        }
        return state.toString();
    }

    private static JsonObject send(String message) {
        JsonObject json = json(message);
        if (!json.containsKey("stream")) {
            json.put("stream", "shop");
        }
        return new JsonObject(server.postOrders(json.encode()).body());
    }

    private static JsonObject json(String text) {
        return new JsonObject(
                text.replace('\'', '"').replace("%65", "x".repeat(65)).replace("%201", "x".repeat(201)));
    }

    private static void ask(String method, String path, String body) {
        HttpResponse<String> answer = server.send(method, path, body.replace('\'', '"'));
        assertEquals(200, answer.statusCode(), answer::body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // what is not there, or no longer
                "{'type':'order','lines':[{'sku':'honey','qty':3,'amount':1}]}|sold_out|lines[0].qty|2",
                "{'type':'order','lines':[{'sku':'tea','qty':9,'amount':1},{'sku':'jerky','qty':1,'amount':1}]}|sold_out|lines[1].qty|0",
                "{'type':'order','lines':[{'sku':'honey','qty':1,'amount':1},{'sku':'honey','qty':2,'amount':1}]}|sold_out|lines[1].qty|1",
                "{'type':'order','status':'placed','lines':[{'sku':'yak','qty':3,'amount':1}]}|sold_out|lines[0].qty|2",
                "{'type':'order','lines':[{'sku':'yak','qty':2,'amount':1},{'sku':'honey','qty':3,'amount':1}]}|sold_out|lines[1].qty|2",
                "{'type':'order','lines':[{'sku':'herd','qty':1001,'amount':1}]}|invalid_order|lines[0].qty|",
                "{'type':'order','lines':[{'sku':'herd','qty':600,'amount':1},{'sku':'herd','qty':401,'amount':1}]}|invalid_order|lines[1].qty|",
                // orders
                "{'type':'order','host':'%65','lines':[{'sku':'tea','qty':1,'amount':1}]}|invalid_order|host|",
                "{'type':'order','host':7,'lines':[{'sku':'tea','qty':1,'amount':1}]}|invalid_order|host|",
                "{'type':'order','buyer':{'province':'%65'},'lines':[{'sku':'tea','qty':1,'amount':1}]}|invalid_order|buyer.province|",
                "{'type':'order','stream':'over','lines':[{'sku':'tea','qty':1,'amount':1}]}|stream_ended|stream|",
                "{'type':'order','stream':'next','lines':[{'sku':'tea','qty':1,'amount':1}]}|unknown_stream|stream|",
                // payments and cancellations
                "{'type':'payment','order':'nobody'}|unknown_order|order|",
                "{'type':'payment','order':'paid'}|not_payable|order|",
                "{'type':'payment','order':'gone'}|not_payable|order|",
                "{'type':'payment','order':'st'}|unknown_order|order|",
                "{'type':'cancellation','order':'paid'}|not_cancellable|order|",
                "{'type':'cancellation','order':'gone'}|not_cancellable|order|",
                "{'type':'cancellation','order':'sh'}|unknown_order|order|",
                // refunds
                "{'type':'refund','order':'paid','amount':71}|not_refundable|amount|",
                "{'type':'refund','order':'placed','amount':1}|not_refundable|amount|",
                "{'type':'refund','order':'gone','amount':1,'lines':[{'sku':'honey','qty':1}]}|not_refundable|amount|",
                "{'type':'refund','order':'paid','amount':1,'lines':[{'sku':'jerky','qty':1}]}|not_refundable|lines[0].sku|",
                "{'type':'refund','order':'paid','amount':1,'lines':[{'sku':'honey','qty':1},{'sku':'tea','qty':2}]}|not_refundable|lines[1].qty|",
                "{'type':'refund','order':'paid','amount':1,'lines':[]}|invalid_order|lines|",
                "{'type':'refund','order':'paid','amount':1,'lines':{'sku':'tea'}}|invalid_order|lines|",
                "{'type':'refund','order':'paid','amount':1,'lines':[{'sku':'tea','qty':0}]}|invalid_order|lines[0].qty|",
                "{'type':'refund','order':'paid','amount':1,'lines':[{'sku':'tea'}]}|invalid_order|lines[0].qty|",
                "{'type':'refund','order':'paid','amount':1,'lines':[{'qty':1}]}|invalid_order|lines[0].sku|",
                "{'type':'refund','order':'paid','amount':1,'lines':[{'sku':'tea','qty':1},{'sku':'tea','qty':1}]}|invalid_order|lines[1].sku|",
                "{'type':'refund','order':'paid','amount':1,'restock':'no'}|invalid_order|restock|",
                // stock
                "{'type':'stock','sku':'honey','add':-3}|sold_out|add|2",
                "{'type':'stock','sku':'jerky','add':-1}|sold_out|add|0",
                "{'type':'stock','sku':'tea','add':1}|invalid_order|sku|",
                "{'type':'stock','sku':'unheard-of','add':1}|invalid_order|sku|",
                "{'type':'stock','add':1}|invalid_order|sku|",
                "{'type':'stock','sku':'%65','add':1}|invalid_order|sku|",
                "{'type':'stock','sku':'honey'}|invalid_order|add|",
                "{'type':'stock','sku':'honey','add':0}|invalid_order|add|",
                "{'type':'stock','sku':'honey','add':1.5}|invalid_order|add|",
                "{'type':'stock','sku':'honey','add':'1'}|invalid_order|add|",
                "{'type':'stock','sku':'honey','add':1000000001}|invalid_order|add|",
                "{'type':'stock','sku':'honey','add':-1000000001}|invalid_order|add|",
                "{'type':'stock','sku':'honey','add':1,'reason':'%201'}|invalid_order|reason|",
                "{'type':'stock','sku':'honey','add':1,'at':5}|invalid_order|at|",
                "{'type':'stock','stream':'nowhere','sku':'honey','add':1}|unknown_stream|stream|",
                // shows
                "{'type':'show'}|invalid_order|host|",
                "{'type':'show','host':7}|invalid_order|host|",
                "{'type':'show','host':''}|invalid_order|host|",
                "{'type':'show','sku':'%65'}|invalid_order|sku|",
                "{'type':'show','sku':['honey']}|invalid_order|sku|",
                "{'type':'show','host':'Another','at':'now'}|invalid_order|at|",
                "{'type':'show','stream':'over','host':'Another'}|stream_ended|stream|",
                "{'type':'show','stream':'nowhere','host':'Another'}|unknown_stream|stream|",
                // what only the server says
                "{'type':'catalogue','products':{'honey':null}}|invalid_order|type|",
                "{'type':'groups','groups':{'bureau':null}}|invalid_order|type|",
                "{'type':'show','id':'expiry-placed','host':'Another'}|invalid_order|id|",
                "{'type':'stock','id':'catalogue-1','sku':'honey','add':1}|invalid_order|id|",
                "{'type':'cancellation','id':'groups-1','order':'placed'}|invalid_order|id|",
                // one name space
                "{'type':'stock','id':'paid','sku':'honey','add':1}|conflict|id|",
                "{'type':'show','id':'st','host':'Another'}|conflict|id|",
                "{'type':'stock','id':'st','sku':'honey','add':2}|conflict|id|",
                "{'type':'show','id':'sh','host':'Host'}|conflict|id|",
                "{'type':'show','id':'sh','host':'Host','sku':null}|conflict|id|",
                "{'type':'refund','id':'r','order':'paid','amount':30}|conflict|id|",
                "{'type':'refund','id':'r','order':'paid','amount':30,'lines':[{'sku':'tea','qty':1}],'restock':false}|conflict|id|",
            })
    void messageIsRefusedByCodeAndField(String text, String code, String field, @Nullable Long left) {
        JsonObject message = json(text);
        message.put("id", message.getString("id", "new")).put("stream", message.getString("stream", "shop"));
        JsonObject tea = json("{'type':'payment','id':'new-2','stream':'shop','order':'nobody'}");
        try (TestProducer producer = server.producer()) {
            List<JsonObject> answers =
                    producer.ask(new JsonArray().add(message).add(tea).encode(), 2);

            JsonObject error = answers.get(answers.get(0).getString("id").equals("new-2") ? 1 : 0);
            assertEquals(code + " " + field, error.getString("code") + " " + error.getString("field"), error::encode);
            assertEquals(left, error.getJsonObject("params").getLong("left"), error::encode);
            assertEquals(message.getString("id"), error.getString("id"), error::encode);
            assertEquals(false, error.getBoolean("retry"), error::encode);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "PATCH||{'timezone':'Europe/Berlin'}|timezone",
                "PATCH||{'products':{'honey':{'name':'Honey','stock':-1}}}|products.honey.stock",
                "PATCH||{'products':{'tea':{'name':'Tea'},'yak':{'name':'Yak','numbered':{'first':3,'last':2}}}}|products.yak.numbered.last",
                "PATCH||{'products':{'yak':{'name':'Yak','levy':{'amount':5}}}}|products.yak.levy.fund",
                "PATCH||{'products':{'yak':{'name':'Yak','levy':{'fund':'Fund','amount':1000001}}}}|products.yak.levy.amount",
                "PUT|/products|{'honey':{'name':'Honey','series':7}}|series",
                "PUT|/products|{'honey':{'stock':7}}|name",
                "PUT|/groups|{'bureau':{'headCount':0}}|headCount",
                "PUT|/groups|{'staff':{'parent':'nobody'}}|parent",
                "PATCH|/groups|{'bureau':{'parent':'bureau'}}|parent",
            })
    void changeIsRefusedByField(String method, @Nullable String path, String body, String field) {
        HttpResponse<String> answer = server.send(method, SHOP + (path == null ? "" : path), body.replace('\'', '"'));

        assertEquals(400, answer.statusCode(), answer::body);
        assertEquals(field, new JsonObject(answer.body()).getString("field"), answer::body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products;sku,name,stock;honey,Honey,5;tea,Tea,-1;stock;3",
                "/products;sku,name,stock,colour;tea,Tea,1,red;tea,Tea,1,red;colour;1",
                "/products;sku,name,levy.fund,levy.amount;tea,Tea,Fund,20;yak,Yak,Fund,;levy.amount;3",
                "/products;sku,name,numbered.first,numbered.last;yak,Yak,1,1000002;tea,Tea,,;numbered.last;2",
                "/products;sku,name;honey,Honey;honey,Honey;sku;3",
            })
    void fileIsRefusedByRowAndField(String file) throws IOException, InterruptedException {
        List<String> parts = List.of(file.split(";"));
        String csv = String.join("\r\n", parts.subList(1, 4)) + "\r\n";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + SHOP + parts.get(0)))
                .header("Content-Type", "text/csv")
                .PUT(BodyPublishers.ofString(csv))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertEquals(400, answer.statusCode(), answer::body);
        JsonObject first = new JsonObject(answer.body()).getJsonArray("errors").getJsonObject(0);
        assertEquals(parts.get(4), first.getString("field"), answer::body);
        assertEquals(Integer.valueOf(parts.get(5)), first.getInteger("row"), answer::body);
        assertTrue(first.containsKey("rule"), answer::body);
    }
}
