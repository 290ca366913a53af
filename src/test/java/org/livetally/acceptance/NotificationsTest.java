package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.notify.Receiver;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.Requests;
import org.livetally.testing.TestRedis;

/** What receivers hear of a show, on two nodes: each event once by its id, whatever they answer. */
@ExtendWith(VertxExtension.class)
final class NotificationsTest {
    private static final String NOTIFICATIONS = "/api/notifications";
    private static final Settings SETTINGS =
            new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own")).withPrivateTargets();

    @RegisterExtension
    final LiveServer server = LiveServer.with(SETTINGS, InstantSource.system());

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Vertx vertx;

    NotificationsTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void aWholeShowIsToldOnceOverTwoNodes() throws Exception {
        server.live("before");
        try (LiveServer second = LiveServer.start(SETTINGS, InstantSource.system());
                Receiver receiver = new Receiver(vertx);
                Receiver slow = new Receiver(vertx)) {
            slow.answers((request, message) -> {});
            target(slow, "{}");
            JsonObject made = target(receiver, "{\"title\":\"ERP\"}");
            String secret = made.getString("secret");
            assertTrue(secret.startsWith("whsec_"), secret);
            second.create(
                    new JsonObject().put("id", "naqu").put("title", "4500米").put("goal", 1_000));
            second.startStream("naqu");
            Await.until("started", () -> receiver.ids().equals(List.of("started-naqu")));
            order(second, "naqu", "o-1", 500);
            Await.until("half", () -> receiver.ids().contains("milestone-naqu-share-5-of-1000"));
            order(server, "naqu", "o-2", 600);
            Await.until("goal", () -> receiver.ids().contains("goal-naqu"));
            server.endStream("naqu");
            Await.until("ended", () -> receiver.ids().contains("ended-naqu"));

            assertEquals(
                    List.of("started-naqu", "milestone-naqu-share-5-of-1000", "goal-naqu", "ended-naqu"),
                    receiver.ids());
            receiver.got().forEach(message -> assertSigned(secret, message));
            JsonObject ended = receiver.got().get(3).json();
            assertEquals("stream.ended", ended.getString("type"));
            assertEquals(
                    1_100, ended.getJsonObject("data").getJsonObject("totals").getLong("gmv"));
            assertFalse(receiver.got().toString().contains("u-1"), "no buyer is named");
            JsonObject shown = get(NOTIFICATIONS + "/" + made.getString("id"));
            assertEquals(0, shown.getJsonObject("status").getLong("waiting"));
            assertEquals(
                    "delivered",
                    shown.getJsonObject("status").getJsonObject("last").getString("outcome"));
            assertFalse(shown.encode().contains("secret") || shown.encode().contains("private-path"), shown::encode);
        }
    }

    @Test
    void whatWaitsIsDeliveredInOrderOnceTheReceiverIsBack() {
        try (Receiver receiver = new Receiver(vertx)) {
            String id = target(receiver, "{}").getString("id");
            receiver.goDown();
            server.live("naqu");
            Await.until(
                    "a failure", () -> get(NOTIFICATIONS + "/" + id).encode().contains("\"failed\""));
            receiver.comeUp();
            server.endStream("naqu");
            Await.until("both", () -> receiver.ids().containsAll(List.of("started-naqu", "ended-naqu")));
            assertEquals(2, receiver.ids().size(), () -> receiver.ids().toString());
        }
    }

    @Test
    void theEndOfAnImportIsToldAndAttemptsAreCounted() {
        server.live("naqu");
        try (Receiver receiver = new Receiver(vertx)) {
            target(receiver, "{\"events\":[\"import.finished\"],\"streams\":[\"naqu\"]}");
            String file = "id,sku,qty,amount_fen\no-1,tea,1,100\n";
            HttpResponse<String> done = server.send("POST", "/api/streams/naqu/imports?name=till.csv&sum=100", file);
            assertEquals(200, done.statusCode(), done.body());
            Await.until("told", () -> receiver.got().size() == 1);
            JsonObject data = receiver.got().get(0).json().getJsonObject("data");
            assertEquals("till.csv", data.getString("file"));
            assertEquals(1, data.getLong("recorded"), done::body);
            Await.until(
                    "counted",
                    () -> server.send("GET", "/metrics", "")
                            .body()
                            .contains(
                                    "livetally_notification_attempts_total{kind=\"webhook\",outcome=\"delivered\"} 1.0"));
        }
    }

    @Test
    void aRedirectIsAFailureAnd410EndsIt() {
        try (Receiver receiver = new Receiver(vertx);
                Receiver elsewhere = new Receiver(vertx)) {
            receiver.answers((request, message) -> request.response()
                    .setStatusCode(302)
                    .putHeader("location", elsewhere.url("/x"))
                    .end());
            String id = target(receiver, "{\"events\":[\"stream.started\"]}").getString("id");
            server.live("naqu");
            Await.until(
                    "a failure", () -> get(NOTIFICATIONS + "/" + id).encode().contains("it answered 302"));
            assertEquals(List.of(), elsewhere.got());

            receiver.says(410);
            assertEquals(
                    202,
                    server.send("POST", NOTIFICATIONS + "/" + id + "/test", "").statusCode());
            Await.until("paused", () -> get(NOTIFICATIONS + "/" + id).containsKey("pausedBecause"));
            JsonObject shown = get(NOTIFICATIONS + "/" + id);
            assertEquals(0, shown.getJsonObject("status").getLong("waiting"), "nothing waits any more");
            JsonArray attempts = get(NOTIFICATIONS + "/" + id + "/attempts").getJsonArray("attempts");
            assertEquals("dropped", attempts.getJsonObject(0).getString("outcome"), attempts::encode);
        }
    }

    /** The event was told, and is on its way, when its node is killed: the other one delivers it, under the same id. */
    @Test
    void whatAKilledNodeWasSendingIsDeliveredByAnother() {
        server.close();
        String[] serve = {"serve", "--port", "0", "--redis-uri", TestRedis.uri(), "--allow-private-targets"};
        try (Receiver receiver = new Receiver(vertx);
                Program killed = Program.start(serve)) {
            receiver.answers((request, message) -> {});
            String body = new JsonObject()
                    .put("kind", "webhook")
                    .put("url", receiver.url("/"))
                    .encode();
            int port = killed.address().getPort();
            assertEquals(
                    201, Requests.send(HTTP, port, "POST", NOTIFICATIONS, body).statusCode());
            Requests.send(HTTP, port, "POST", "/api/streams", "{\"id\":\"naqu\",\"title\":\"n\"}");
            Requests.send(HTTP, port, "POST", "/api/streams/naqu/start", "");
            Await.until("it is on its way", () -> receiver.ids().equals(List.of("started-naqu")));
            killed.signal("KILL");
            receiver.says(204);
            try (LiveServer other = LiveServer.start(SETTINGS, InstantSource.system())) {
                Await.until(
                        "nothing waits",
                        () -> TestRedis.text("ZCARD", NotifyKeys.WAITING).equals("0"));
                assertEquals(List.of("started-naqu", "started-naqu"), receiver.ids());
                other.endStream("naqu");
                Await.until("what comes next", () -> receiver.ids().contains("ended-naqu"));
            }
        }
    }

    private JsonObject target(Receiver receiver, String more) {
        JsonObject body = new JsonObject()
                .put("kind", "webhook")
                .put("url", receiver.url("/private-path"))
                .mergeIn(new JsonObject(more));
        HttpResponse<String> made = server.send("POST", NOTIFICATIONS, body.encode());
        assertEquals(201, made.statusCode(), made.body());
        return new JsonObject(made.body());
    }

    private JsonObject get(String path) {
        return new JsonObject(server.send("GET", path, "").body());
    }

    private static void order(LiveServer at, String stream, String id, long amount) {
        JsonObject order = OrderJson.order(stream, id, amount).put("buyer", OrderJson.buyer("u-1", "g", "c"));
        assertEquals(200, at.postOrders(order.encode()).statusCode());
    }

    private static void assertSigned(String secret, Receiver.Got message) {
        String signed = message.id() + "." + message.headers().get("webhook-timestamp") + "." + message.body();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            assertEquals("v1," + signature, message.headers().get("webhook-signature"));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
