package org.livetally.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** A show with everything that a server can do with a stream, and that clients ask of it. */
public final class WholeShow {
    private final LiveServer server;
    private final String stream;

    public WholeShow(LiveServer server, String stream) {
        this.server = server;
        this.stream = stream;
    }

    /** Over the stream, with an audit. */
    public void aCampaign() {
        String campaign = "{\"id\":\"fair\",\"title\":\"Fair\",\"streams\":[\"" + stream + "\"]}";
        answers(201, "POST", "/api/campaigns", campaign);
        Await.until(
                "a campaign that is counted",
                () -> server.send("GET", "/api/campaigns/fair", "").body().contains("\"built\":true"));
        answers(200, "GET", "/api/boards/@fair", "");
        assertEquals(List.of(), server.auditCampaigns());
    }

    /** The ended stream is closed, archived, and still shown. */
    public void anArchive() {
        answers(200, "POST", "/api/streams/" + stream + "/close", "");
        String archive = "/api/streams/" + stream + "/archive";
        Await.until("an archive", () -> server.send("POST", archive, "").statusCode() == 200);
        answers(200, "GET", "/api/boards/" + stream, "");
    }

    /** Returns when the stream has ended. */
    public void run() {
        JsonObject created = new JsonObject()
                .put("id", stream)
                .put("title", "4500 m")
                .put("goal", 1_000)
                .put("openOrders", true)
                .put("products", new JsonObject().put("tea", product()));
        server.create(created);
        answers(200, "PUT", "/api/streams/" + stream + "/products", "{\"tea\":" + product() + "}");
        answers(200, "PATCH", "/api/streams/" + stream, "{\"products\":{\"honey\":" + product() + "}}");
        String image = "/api/streams/" + stream + "/images/tea.gif";
        answers(200, "PUT", image, "GIF89a");
        answers(200, "GET", image, "");
        answers(200, "GET", "/api/streams/" + stream + "/images", "");
        answers(204, "DELETE", image, "");
        server.startStream(stream);
        TestScreen screen = TestScreen.open(server.port(), stream, "");
        try (TestProducer producer = server.producer()) {
            String order = OrderJson.order(stream, "o-1", 1_000)
                    .put("buyer", OrderJson.buyer("u-1", "g", "c"))
                    .put("channel", "wsnb")
                    .encode();
            recorded(producer, order);
            assertEquals("duplicate", producer.ask(order).getString("result"));
            recorded(
                    producer,
                    OrderJson.order(stream, "o-2", 100)
                            .put("status", "placed")
                            .put("currency", "CNY")
                            .encode());
            recorded(producer, about("payment", "p-1", "o-2"));
            recorded(
                    producer,
                    OrderJson.order(stream, "o-3", 100).put("status", "placed").encode());
            recorded(producer, about("cancellation", "c-1", "o-3"));
            recorded(producer, OrderJson.deal(stream, "d-1", 5).encode());
            recorded(producer, OrderJson.deal(stream, "d-2", 5).encode());
            JsonObject off = new JsonObject()
                    .put("type", "deal_cancellation")
                    .put("id", "dc-1")
                    .put("stream", stream)
                    .put("deal", "d-2");
            recorded(producer, off.encode());
            recorded(
                    producer,
                    new JsonObject(about("refund", "r-1", "o-1"))
                            .put("amount", 10)
                            .encode());
            String likes = "{\"type\":\"likes\",\"stream\":\"" + stream + "\",\"source\":\"room\",\"total\":30}";
            assertEquals("recorded", producer.ask(likes).getString("result"));
        }
        RawWebSocket viewer = server.open("/ws/streams/" + stream + "/audience?viewer=v-1");
        viewer.send("{\"type\":\"like\",\"count\":3}");
        viewer.send("{\"type\":\"order\",\"id\":\"live-1\",\"lines\":[{\"sku\":\"tea\",\"qty\":1}]}");
        Await.until("likes, a viewer and the viewer's order", () -> {
            JsonObject board = server.snapshot(stream).getJsonObject("board");
            return board.encode().contains("\"likes\":33,") && board.encode().contains("\"placed\":1300");
        });
        Await.until(
                "a screen that has the last figure",
                () -> screen.messages().toString().contains("1300"));
        answers(200, "GET", "/api/streams/" + stream + "/orders?newest=true", "");
        answers(200, "GET", "/api/streams/" + stream + "/orders?sku=tea", "");
        answers(200, "GET", "/api/streams/" + stream + "/orders/o-1", "");
        answers(200, "GET", "/api/streams/" + stream + "/orders.csv", "");
        answers(200, "GET", "/api/streams/" + stream + "/deals", "");
        answers(200, "GET", "/api/streams/" + stream + "/deals.csv", "");
        answers(200, "GET", "/api/streams/" + stream + "/products.csv", "");
        for (String file :
                List.of("ledger.ndjson", "ledger.csv", "products.csv", "groups.csv", "days.csv", "deals.csv")) {
            answers(200, "GET", "/api/streams/" + stream + "/exports/" + file, "");
        }
        answers(200, "GET", "/api/streams/" + stream + "/lost", "");
        answers(200, "GET", "/api/streams", "");
        Await.until(
                "metrics of the stream",
                () -> server.send("GET", "/metrics", "").body().contains("stream=\"" + stream + "\""));
        viewer.close();
        server.endStream(stream);
    }

    private static JsonObject product() {
        return new JsonObject().put("name", "Tea").put("unit", "g").put("price", 100);
    }

    private String about(String type, String id, String order) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", stream)
                .put("order", order)
                .encode();
    }

    private static void recorded(TestProducer producer, String message) {
        JsonObject answer = producer.ask(message);
        assertEquals("recorded", answer.getString("result"), answer::encode);
    }

    private void answers(int status, String method, String path, String body) {
        HttpResponse<String> answer = server.send(method, path, body);
        assertEquals(status, answer.statusCode(), () -> method + " " + path + ": " + answer.body());
    }
}
