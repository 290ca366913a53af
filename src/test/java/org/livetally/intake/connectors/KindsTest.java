package org.livetally.intake.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;

/** Every kind of connector, from its making to an order on the board. */
final class KindsTest {
    private static final ManualClock CLOCK = new ManualClock();
    /** One that every kind takes. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @RegisterExtension
    static final LiveServer SERVER = LiveServer.with(CLOCK);

    static List<String> kinds() {
        return Platforms.all().stream().map(Platform::kind).toList();
    }

    private static HttpResponse<String> create(String kind, String stream, JsonObject settings) {
        settings.put("kind", kind).put("stream", stream);
        return SERVER.send("POST", "/api/connectors", settings.encode());
    }

    private static JsonObject live(String kind) {
        SERVER.live("of-" + kind);
        HttpResponse<String> made = create(kind, "of-" + kind, new JsonObject().put("secret", SECRET));
        assertEquals(201, made.statusCode(), made.body());
        return new JsonObject(made.body());
    }

    private static Hook sample(String kind) {
        Shop shop = new Shop("of-" + kind, null, "CNY", false, false, null, Map.of());
        Platform platform = Platforms.all().stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        return platform.sample(shop, SECRET, CLOCK.millis());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatItSignsCountsOnceAndWhatIsChangedNever(String kind) {
        JsonObject connector = live(kind);
        String id = connector.getString("id");
        Hook genuine = sample(kind);
        byte[] changed = genuine.body().clone();
        changed[changed.length / 2] ^= 1;

        assertEquals(401, post(id, new Hook(genuine.headers(), changed)).statusCode());
        assertEquals(0, placed(kind));
        HttpResponse<String> answer = post(id, genuine);
        assertEquals(200, answer.statusCode(), answer.body());
        long placed = placed(kind);
        assertTrue(placed > 0);
        assertEquals(200, post(id, genuine).statusCode());

        assertEquals(placed, placed(kind));
        Await.until("all are listed", () -> outcomes(id).size() == 3);
        assertEquals(List.of("duplicate", "recorded", "bad_signature"), outcomes(id));
        assertEquals(List.of(), SERVER.audit());
        assertFalse(SERVER.send("GET", "/api/connectors/" + id, "").body().contains(SECRET));
        assertFalse(SERVER.send("GET", "/api/connectors/" + id + "/deliveries", "")
                .body()
                .contains(SECRET));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itShowsWhatItsIdsBeginWith(String kind) {
        String stream = "ids-of-" + kind;
        SERVER.create(stream);
        String path = "/api/connectors/"
                + new JsonObject(create(
                                        kind,
                                        stream,
                                        new JsonObject().put("secret", SECRET).put("shop", "tea.example"))
                                .body())
                        .getString("id");
        String prefix = new JsonObject(SERVER.send("GET", path, "").body()).getString("idPrefix");
        JsonArray messages =
                new JsonObject(SERVER.send("POST", path + "/test", "{}").body()).getJsonArray("messages");

        assertEquals(kind.equals("standard"), prefix.isEmpty());
        assertTrue(messages.getJsonObject(0).getString("id").startsWith(prefix), messages::encode);
    }

    /** What was recorded under the old ids would count again. */
    @ParameterizedTest
    @MethodSource("kinds")
    void aShopThatIdsHoldIsFixed(String kind) {
        String stream = "fixed-of-" + kind;
        SERVER.create(stream);
        JsonObject settings = new JsonObject().put("secret", SECRET).put("shop", "tea.example");
        String path = "/api/connectors/"
                + new JsonObject(create(kind, stream, settings).body()).getString("id");
        int status = kind.equals("woocommerce") ? 400 : 200;
        for (String shop : List.of("\"other.example\"", "null")) {
            HttpResponse<String> answer = SERVER.send("PATCH", path, "{\"shop\":" + shop + "}");
            assertEquals(status, answer.statusCode(), answer.body());
            if (status == 400) {
                JsonObject problem = new JsonObject(answer.body());
                assertEquals("shop", problem.getString("field"));
                assertEquals("fixed", problem.getString("rule"));
            }
        }
        if (status == 400) {
            HttpResponse<String> same =
                    SERVER.send("PATCH", path, "{\"title\":\"Tea\",\"shop\":\"https://Tea.example/\"}");
            assertEquals(200, same.statusCode(), same.body());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneWithoutASecretDoesNotExist(String kind) {
        String stream = "none-of-" + kind;
        SERVER.create(stream);
        for (Object none : new Object[] {"", "short", 1, new JsonObject()}) {
            JsonObject refused = new JsonObject(
                    create(kind, stream, new JsonObject().put("secret", none)).body());
            assertEquals("secret", refused.getString("field"), refused.encode());
        }
        if (!kind.equals("standard")) { // for which the server makes one
            JsonObject refused =
                    new JsonObject(create(kind, stream, new JsonObject()).body());
            assertEquals("secret", refused.getString("field"), refused.encode());
        }
        assertEquals(
                "[]", SERVER.send("GET", "/api/connectors?stream=" + stream, "").body());
    }

    @Test
    void formsCanFollowTheList() {
        JsonArray shown =
                new JsonArray(SERVER.send("GET", "/api/connectors/kinds", "").body());
        assertEquals(
                kinds(),
                shown.stream()
                        .map(kind -> ((JsonObject) kind).getString("kind"))
                        .toList());
        assertTrue(shown.encode().contains("{\"name\":\"unit\",\"default\":\"fen\",\"choices\":[\"fen\",\"yuan\"]}"));
    }

    private static HttpResponse<String> post(String id, Hook hook) {
        return SignedHook.post(SERVER.port(), id, hook);
    }

    /** The value of what was ordered, whether or not it is paid. */
    private static long placed(String kind) {
        return SERVER.board("of-" + kind, "totals").getLong("placed");
    }

    private static List<String> outcomes(String id) {
        return new JsonObject(SERVER.send("GET", "/api/connectors/" + id + "/deliveries", "")
                        .body())
                .getJsonArray("deliveries").stream()
                        .map(one -> ((JsonObject) one).getString("outcome"))
                        .toList();
    }
}
