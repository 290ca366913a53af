package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestScreen;

/** A show from its catalogue to its screens: what is on air, sold, left, returned and given to funds. */
final class GoodsOnBoardTest {
    private static final String STREAM = "naqu-4500m";
    private static final long ON_AIR = ManualClock.START - 5_000;

    @RegisterExtension
    final LiveServer server = LiveServer.with(new ManualClock());

    @BeforeEach
    void goLive() {
        JsonObject honey = new JsonObject()
                .put("name", "蜂蜜")
                .put("unit", "瓶")
                .put("series", "高原")
                .put("category", "食品")
                .put("stock", 3)
                .put("levy", new JsonObject().put("fund", "公益基金").put("amount", 20));
        server.create(new JsonObject()
                .put("id", STREAM)
                .put("title", "那曲")
                .put("products", new JsonObject().put("honey", honey)));
        JsonObject groups = new JsonObject()
                .put("仁爱社区", new JsonObject().put("parent", "新城").put("headCount", 3))
                .put("新城", new JsonObject());
        assertEquals(
                200,
                server.send("PUT", "/api/streams/" + STREAM + "/groups", groups.encode())
                        .statusCode());
        server.startStream(STREAM);
    }

    @Test
    void everyMessageMovesWhatItIsAbout() {
        TestScreen screen = TestScreen.open(
                server.port(), STREAM, "?fields=products,series,categories,groups,hosts,funds,show,stock");
        assertShows(screen, "stock", "{\"honey\":3}");

        send(new JsonObject()
                .put("type", "show")
                .put("id", "show")
                .put("host", "卓玛")
                .put("sku", "honey")
                .put("at", ON_AIR));
        assertShows(screen, "show", "{\"host\":\"卓玛\",\"sku\":\"honey\",\"since\":" + ON_AIR + "}");
        send(order(STREAM, "o-1", 0)
                .put("lines", new JsonArray().add(line("honey", 2, 600)).add(line("tea", 1, 100)))
                .put("buyer", buyer("u-1", "仁爱社区", "杭州")));
        assertShows(screen, "stock", "{\"honey\":1}");
        assertShows(screen, "series", "{\"高原\":{\"gmv\":600,\"units\":2,\"orders\":1}}");
        assertShows(screen, "categories", "{\"食品\":{\"gmv\":600,\"units\":2,\"orders\":1}}");
        assertShows(screen, "hosts", "{\"卓玛\":{\"gmv\":700,\"orders\":1}}");
        assertShows(screen, "funds", "{\"公益基金\":{\"amount\":40,\"units\":2}}");
        assertShows(
                screen,
                "groups",
                "{\"仁爱社区\":{\"gmv\":700,\"orders\":1,\"buyers\":1,\"headCount\":3,\"participation\":0.3333,\"parent\":\"新城\"}}");

        JsonArray back =
                new JsonArray().add(new JsonObject().put("sku", "honey").put("qty", 1));
        send(new JsonObject()
                .put("type", "refund")
                .put("id", "r-1")
                .put("order", "o-1")
                .put("amount", 300)
                .put("lines", back));
        assertShows(screen, "stock", "{\"honey\":2}");
        assertShows(screen, "funds", "{\"公益基金\":{\"amount\":20,\"units\":1}}");
        assertShows(
                screen,
                "products",
                "{\"honey\":{\"name\":\"蜂蜜\",\"unit\":\"瓶\",\"series\":\"高原\",\"gmv\":600,\"units\":2,\"orders\":1,\"returned\":1,\"stock\":2},"
                        + "\"tea\":{\"gmv\":100,\"units\":1,\"orders\":1,\"returned\":0}}");
        send(new JsonObject()
                .put("type", "stock")
                .put("id", "st-1")
                .put("sku", "honey")
                .put("add", 10));
        assertShows(screen, "stock", "{\"honey\":12}");
    }

    @Test
    void anExplanationEndsWithTheNextProduct() {
        send(new JsonObject()
                .put("type", "show")
                .put("id", "one")
                .put("sku", "honey")
                .put("at", ON_AIR));
        send(order(STREAM, "o-1", 0)
                .put("lines", new JsonArray().add(line("honey", 1, 300)).add(line("tea", 1, 100))));
        send(new JsonObject()
                .put("type", "show")
                .put("id", "two")
                .putNull("sku")
                .put("at", ON_AIR + 1_000));
        send(order(STREAM, "o-2", 50));

        JsonObject board =
                new JsonObject(server.send("GET", "/api/boards/" + STREAM, "").body()).getJsonObject("board");
        JsonObject explanations = board.getJsonObject("explanations");
        assertEquals(1, explanations.size());
        assertEquals(
                "{\"sku\":\"honey\",\"from\":" + ON_AIR + ",\"to\":" + (ON_AIR + 1_000)
                        + ",\"gmv\":400,\"orders\":1,\"skuGmv\":300,\"skuUnits\":1}",
                ((JsonObject) explanations.iterator().next().getValue()).encode());
        assertEquals(
                "{\"since\":" + (ON_AIR + 1_000) + "}",
                board.getJsonObject("show").encode());
        assertEquals(
                "{\"2020-06-15\":{\"gmv\":450,\"orders\":2,\"units\":3}}",
                board.getJsonObject("days").encode());
    }

    private void send(JsonObject message) {
        HttpResponse<String> answer =
                server.postOrders(message.put("stream", STREAM).encode());
        assertEquals(200, answer.statusCode(), answer::body);
    }

    private static void assertShows(TestScreen screen, String section, String expected) {
        JsonObject wanted = new JsonObject(expected);
        Await.until(section + " is " + expected, () -> wanted.equals(screen.section(section)));
    }
}
