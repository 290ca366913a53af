package org.livetally.intake.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.standard.StandardWebhook;
import org.livetally.intake.connectors.stripe.StripePlatform;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;

/** Connectors over REST, and what is sent to them: recorded, refused, parked, listed. */
final class ConnectorsTest {
    private static final String ALL = "/api/connectors";
    private static final ManualClock CLOCK = new ManualClock();

    @RegisterExtension
    static final LiveServer SERVER = LiveServer.with(CLOCK);

    private static int streams;

    private String stream = "";
    private JsonObject connector = new JsonObject();

    @BeforeEach
    void connector() {
        stream = "s-" + ++streams;
        SERVER.live(stream);
        JsonObject body =
                new JsonObject().put("kind", "standard").put("stream", stream).put("channel", "shop");
        connector = json(201, SERVER.send("POST", ALL, body.encode()));
    }

    @Test
    void itsSecretIsShownOnce() {
        String secret = connector.getString("secret");
        assertTrue(secret.startsWith(StandardWebhook.PREFIX), secret);
        assertEquals("/hooks/" + id(), connector.getString("url"));
        String shown = SERVER.send("GET", ALL + "/" + id(), "").body();
        assertFalse(shown.contains(secret), shown);
        assertEquals(1, new JsonObject(shown).getInteger("secrets"));
        assertFalse(SERVER.send("GET", ALL, "").body().contains(secret));
    }

    @Test
    void anOrderAndItsRepetitionCountOnce() {
        String order = order("o-1", "paid", 1_990);
        assertEquals("recorded", ack(post(order)).getString("result"));
        assertEquals("duplicate", ack(post(order)).getString("result"));
        assertEquals(1_990, gmv());
        assertEquals(
                1_990, SERVER.board(stream, "channels").getJsonObject("shop").getInteger("gmv"));
        assertEquals(List.of("duplicate", "recorded"), outcomes(2));
        JsonObject deliveries = json(200, SERVER.send("GET", ALL + "/" + id(), ""))
                .getJsonObject("status")
                .getJsonObject("deliveries");
        assertEquals(1, deliveries.getInteger("recorded"));
        assertEquals(1, deliveries.getInteger("duplicate"));
    }

    @Test
    void oneByteChangedIsRefusedAndListed() {
        Hook hook = SignedHook.standard(secret(), "msg_1", CLOCK.millis(), order("o-1", "paid", 1_990));
        byte[] changed = hook.body().clone();
        changed[changed.length - 3] ^= 1;
        assertEquals(401, post(new Hook(hook.headers(), changed)).statusCode());
        assertEquals(0, gmv());
        assertEquals(List.of("bad_signature"), outcomes(1));
    }

    @ParameterizedTest
    @CsvSource({"-301, 401", "-300, 200", "300, 200", "301, 401"})
    void itsClockMayBeFiveMinutesOff(long seconds, int status) {
        Hook hook = SignedHook.standard(secret(), "msg_1", CLOCK.millis() + 1_000 * seconds, order("o-1", "paid", 1));
        assertEquals(status, post(hook).statusCode());
        outcomes(1);
        long skew = json(200, SERVER.send("GET", ALL + "/" + id(), ""))
                .getJsonObject("status")
                .getLong("skewMs");
        assertTrue(Math.abs(skew - 1_000 * seconds) < 1_000, () -> "skew " + skew);
    }

    @Test
    void whatComesBeforeItsOrderWaitsForIt() {
        String refund = "{\"type\":\"refund\",\"id\":\"r-1\",\"order\":\"o-1\",\"amount\":90}";
        String payment = "{\"type\":\"payment\",\"id\":\"p-1\",\"order\":\"o-1\"}";
        assertEquals("parked", ack(post(refund)).getString("result"));
        assertEquals("parked", ack(post(payment)).getString("result"));
        JsonArray parked =
                json(200, SERVER.send("GET", ALL + "/" + id() + "/parked", "")).getJsonArray("parked");
        assertEquals(2, parked.size());
        post(order("o-1", "placed", 1_990));
        Await.until("what was parked is recorded", () -> gmv() == 1_990 && refunded() == 90);
        Await.until(
                "nothing is parked",
                () -> json(200, SERVER.send("GET", ALL + "/" + id() + "/parked", ""))
                        .getJsonArray("parked")
                        .isEmpty());
        assertEquals(List.of(), SERVER.audit());
    }

    @Test
    void aRefundOfAnUnpaidOrderWaitsForThePayment() {
        post(order("o-1", "placed", 1_990));
        String refund = "{\"type\":\"refund\",\"id\":\"r-1\",\"order\":\"o-1\",\"amount\":90}";
        assertEquals("parked", ack(post(refund)).getString("result"));
        post("{\"type\":\"payment\",\"id\":\"p-1\",\"order\":\"o-1\"}");
        Await.until("it is refunded", () -> refunded() == 90);
    }

    /** It would wait for ever: the order of the same delivery will not be recorded. */
    @Test
    void thePaymentOfARefusedOrderDoesNotWait() {
        JsonObject later = new JsonObject().put("id", stream + "-later").put("title", "Later");
        SERVER.create(later);
        JsonObject body = new JsonObject().put("kind", "standard").put("stream", later.getString("id"));
        connector = json(201, SERVER.send("POST", ALL, body.encode()));
        HttpResponse<String> answer =
                post("[" + order("o-1", "placed", 1) + ",{\"type\":\"payment\",\"id\":\"p-1\",\"order\":\"o-1\"}]");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(List.of("ignored"), outcomes(1));
        assertTrue(json(200, SERVER.send("GET", ALL + "/" + id() + "/parked", ""))
                .getJsonArray("parked")
                .isEmpty());
    }

    /** A shop tells of old orders whenever something happens to them. */
    @Test
    void whatAShopSoldBeforeTheStartDoesNotCountIfTheConnectorSaysSo() {
        JsonObject body = new JsonObject()
                .put("kind", "stripe")
                .put("stream", stream)
                .put("secret", "whsec_test_stripe")
                .put("test", true)
                .put("sinceStart", true);
        connector = json(201, SERVER.send("POST", ALL, body.encode()));
        Platform stripe = new StripePlatform();
        Shop shop = new Shop(stream, null, "CNY", false, true, null, Map.of());
        Hook before = stripe.sample(shop, "whsec_test_stripe", CLOCK.millis() - 60_000);
        assertEquals(200, post(before).statusCode());
        assertEquals(List.of("ignored"), outcomes(1));
        assertEquals(0, gmv());
        CLOCK.advance(1_000);
        assertEquals(
                200,
                post(stripe.sample(shop, "whsec_test_stripe", CLOCK.millis())).statusCode());
        assertEquals(List.of("recorded", "ignored"), outcomes(2));
    }

    @Test
    void strangersNeitherFillTheListNorHideThatItFails() {
        assertEquals(200, post(order("o-1", "paid", 1)).statusCode());
        for (int i = 0; i < 5; i++) {
            assertEquals(401, post(new Hook(Map.of(), new byte[] {1})).statusCode());
        }
        Await.until("it fails", () -> status().getBoolean("failing"));
        assertTrue(list().stream().filter("bad_signature"::equals).count() <= 2, "one of each event loop");
        assertTrue(list().contains("recorded"));
        assertEquals(200, post(order("o-2", "paid", 1)).statusCode());
        Await.until("it is well", () -> !status().getBoolean("failing"));
    }

    @Test
    void whatIsParkedForSomethingThatIsNoOrderIsRefusedInTheEnd() {
        post("{\"type\":\"refund\",\"id\":\"r-1\",\"order\":\"st-1\",\"amount\":90}");
        post("{\"type\":\"show\",\"id\":\"st-1\",\"host\":\"A\"}");
        Await.until(
                "it waits no more",
                () -> json(200, SERVER.send("GET", ALL + "/" + id() + "/parked", ""))
                        .getJsonArray("parked")
                        .isEmpty());
        assertEquals("ignored", outcomes(3).get(0));
    }

    private JsonObject status() {
        return json(200, SERVER.send("GET", ALL + "/" + id(), "")).getJsonObject("status");
    }

    @Test
    void nothingIsAckedThatDoesNotCount() {
        String foreign = "{\"type\":\"show\",\"stream\":\"other\",\"id\":\"sh-1\",\"host\":\"A\"}";
        JsonArray answers = new JsonArray(
                post("[" + order("o-1", "paid", 1) + "," + foreign + "]").body());
        assertEquals("[]", post("[]").body());
        assertEquals("recorded", answers.getJsonObject(0).getString("result"));
        assertEquals("error", answers.getJsonObject(1).getString("type"));
        assertEquals("hook_stream", answers.getJsonObject(1).getString("rule"));
    }

    @Test
    void whatTheLedgerRefusesIsAcknowledgedAndListed() {
        assertEquals(200, post(order("o-1", "paid", -1)).statusCode());
        assertEquals(
                200,
                post("{\"type\":\"order\",\"stream\":\"other\",\"id\":\"o-2\",\"status\":\"paid\",\"lines\":[{\"sku\":\"a\",\"qty\":1,\"amount\":1}]}")
                        .statusCode());
        HttpResponse<String> unread = post("not json");
        assertEquals("error", ack(unread).getString("type"), unread.body());
        assertEquals(List.of("ignored", "ignored", "ignored"), outcomes(3));
        assertEquals(0, gmv());
    }

    @Test
    void secretsAreReplacedWithoutAGap() {
        String old = secret();
        String next = StandardWebhook.newSecret();
        json(200, patch("{\"addSecret\":\"" + next + "\"}"));
        Await.until("the new one is in force", () -> postSigned(next, "o-1") == 200);
        assertEquals(200, postSigned(old, "o-2"));
        json(200, patch("{\"dropSecret\":1}"));
        Await.until("the old one is not", () -> postSigned(old, "o-3") == 401);
        assertEquals(200, postSigned(next, "o-4"));
        assertEquals(400, patch("{\"dropSecret\":1}").statusCode(), "the last one stays");
    }

    @Test
    void aPausedConnectorAcknowledgesAndCountsNothing() {
        json(200, patch("{\"paused\":true}"));
        Await.until("it is paused", () -> {
            post(order("o-1", "paid", 1));
            return outcomes(1).contains("ignored");
        });
    }

    @Test
    void aDeletedOneIsGone() {
        assertEquals(204, SERVER.send("DELETE", ALL + "/" + id(), "").statusCode());
        assertEquals(404, SERVER.send("GET", ALL + "/" + id(), "").statusCode());
        Await.until("its address is gone", () -> post(order("o-1", "paid", 1)).statusCode() == 404);
    }

    @Test
    void aSampleShowsWhatWouldBeRecorded() {
        JsonObject would = json(200, SERVER.send("POST", ALL + "/" + id() + "/test", "{}"));
        assertEquals("order", would.getJsonArray("messages").getJsonObject(0).getString("type"));
        assertEquals(0, gmv());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"x\",\"stream\":\"STREAM\"}|kind",
                "{\"kind\":\"standard\"}|stream",
                "{\"kind\":\"standard\",\"stream\":\"none\"}|stream",
                "{\"kind\":\"standard\",\"stream\":\"STREAM\",\"secret\":\"whsec_short\"}|secret",
                "{\"kind\":\"standard\",\"stream\":\"STREAM\",\"currency\":\"USD\"}|currency",
                "{\"kind\":\"standard\",\"stream\":\"STREAM\",\"money\":\"all\"}|money",
                "{\"kind\":\"standard\",\"stream\":\"STREAM\",\"options\":{\"x\":\"y\"}}|options.x"
            })
    void badSettingsAreRefusedByField(String body, String field) {
        assertEquals(
                field,
                json(400, SERVER.send("POST", ALL, body.replace("STREAM", stream)))
                        .getString("field"));
    }

    private String id() {
        return connector.getString("id");
    }

    private String secret() {
        return connector.getString("secret");
    }

    private static String order(String id, String status, long amount) {
        return "{\"type\":\"order\",\"id\":\"" + id + "\",\"status\":\"" + status
                + "\",\"lines\":[{\"sku\":\"a\",\"qty\":1,\"amount\":" + amount + "}]}";
    }

    private HttpResponse<String> post(String body) {
        return post(SignedHook.standard(secret(), "msg_1", CLOCK.millis(), body));
    }

    private int postSigned(String secret, String order) {
        return post(SignedHook.standard(secret, "msg_1", CLOCK.millis(), order(order, "paid", 1)))
                .statusCode();
    }

    private HttpResponse<String> post(Hook hook) {
        return SignedHook.post(SERVER.port(), id(), hook);
    }

    private HttpResponse<String> patch(String body) {
        return SERVER.send("PATCH", ALL + "/" + id(), body);
    }

    private static JsonObject ack(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return new JsonObject(response.body());
    }

    /** The outcomes of the list, newest first, once it has so many. */
    private List<String> outcomes(int count) {
        Await.until("the list has " + count, () -> list().size() >= count);
        return list();
    }

    private List<String> list() {
        return json(200, SERVER.send("GET", ALL + "/" + id() + "/deliveries", "")).getJsonArray("deliveries").stream()
                .map(one -> ((JsonObject) one).getString("outcome"))
                .toList();
    }

    private long gmv() {
        return SERVER.board(stream, "totals").getLong("gmv");
    }

    private long refunded() {
        return SERVER.board(stream, "totals").getLong("refunded");
    }

    private static JsonObject json(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return new JsonObject(response.body());
    }
}
