package org.livetally.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** A shop sends everything at once, each delivery twice: all of it is recorded, once. */
final class HookStormTest {
    private static final int ORDERS = 1_000;
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    @Test
    void everyDeliveryOfAStormCountsOnce() {
        JsonObject connector =
                new JsonObject().put("kind", "standard").put("stream", "shop").put("secret", SECRET);
        String path = new JsonObject(server.send("POST", "/api/connectors", connector.encode())
                        .body())
                .getString("url");
        List<HttpRequest> requests = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            // Refunds and orders come in any order: what is too early is parked.
            requests.add(delivery(
                    path,
                    "{\"type\":\"order\",\"id\":\"o-" + i
                            + "\",\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":300}],\"status\":\"paid\"}"));
            requests.add(delivery(
                    path, "{\"type\":\"refund\",\"id\":\"r-" + i + "\",\"order\":\"o-" + i + "\",\"amount\":100}"));
        }
        requests.addAll(List.copyOf(requests));
        Collections.shuffle(requests, new Random(15));

        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = requests.stream()
                .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        answers.forEach(answer -> assertEquals(200, Await.result(answer).statusCode()));

        Await.until("nothing is parked", () -> server.board("shop", "totals").getLong("refunded") == 100L * ORDERS);
        assertEquals(300L * ORDERS, server.board("shop", "totals").getLong("gmv"));
        assertEquals(ORDERS, server.board("shop", "totals").getLong("orders"));
        assertEquals(List.of(), server.audit());
    }

    private static HttpRequest delivery(String path, String body) {
        Hook hook = SignedHook.standard(SECRET, "msg", System.currentTimeMillis(), body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(hook.body()));
        hook.headers().forEach(request::header);
        return request.build();
    }
}
