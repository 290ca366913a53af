package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.livetally.intake.connectors.SignedHook;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.shopify.ShopifySamples;
import org.livetally.intake.connectors.woocommerce.WooSamples;
import org.livetally.testing.Await;
import org.livetally.testing.Requests;

/**
 * A stream, and a connector that a shop reports to.
 *
 * @param port of the server, whichever serves there
 * @param at a time at which the stream was live, or was to be
 */
record ConnectedShop(int port, String stream, String connector, Instant at) {
    private static final Pattern TIMES = Pattern.compile("\"((?:created|processed|cancelled)_at)\":\"[^\"]*\"");
    private static final Pattern GMT_TIMES = Pattern.compile("\"(date_(?:created|paid)_gmt)\":\"[^\"]*\"");

    /** Makes both; the stream is live. */
    static ConnectedShop live(int port, String kind, String currency, String secret) {
        ConnectedShop shop = scheduled(port, kind, currency, secret);
        expect(
                200,
                Requests.send(port, "POST", "/api/streams/" + kind + "/start", "")
                        .statusCode());
        return shop;
    }

    /** Makes both; the stream, named as the kind, is not live yet. */
    static ConnectedShop scheduled(int port, String kind, String currency, String secret) {
        JsonObject stream = new JsonObject().put("id", kind).put("title", kind).put("currency", currency);
        expect(201, Requests.send(port, "POST", "/api/streams", stream.encode()).statusCode());
        JsonObject body = new JsonObject()
                .put("kind", kind)
                .put("stream", kind)
                .put("secret", secret)
                .put("sinceStart", true);
        String made =
                Requests.send(port, "POST", "/api/connectors", body.encode()).body();
        return new ConnectedShop(port, kind, new JsonObject(made).getString("id"), now());
    }

    /** As shops write times, without milliseconds. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void expect(int status, int given) {
        assertEquals(status, given);
    }

    /** A delivery of Shopify's about what happened during the show. */
    Hook shopify(String topic, String body) {
        return ShopifySamples.hook(topic, TIMES.matcher(body).replaceAll("\"$1\":\"" + at + "\""));
    }

    /** A delivery of WooCommerce's about an order of the show. */
    Hook woo(String body) {
        String time = at.toString().replace("Z", "");
        return WooSamples.hook("order.updated", GMT_TIMES.matcher(body).replaceAll("\"$1\":\"" + time + "\""));
    }

    /** Delivers; returns the status of the answer. */
    int post(Hook hook) {
        return postTo(port, hook);
    }

    /** The same, through another port. */
    int postTo(int proxy, Hook hook) {
        return SignedHook.post(proxy, connector, hook).statusCode();
    }

    long total(String name) {
        JsonObject board = get("/api/boards/" + stream).getJsonObject("board");
        return board.getJsonObject("totals").getLong(name);
    }

    /** The ids of all messages in the ledger. */
    TreeSet<String> ids() {
        TreeSet<String> ids = new TreeSet<>();
        String csv = Requests.send(port, "GET", "/api/streams/" + stream + "/orders.csv", "")
                .body();
        int id = List.of(csv.lines().findFirst().orElseThrow().split(",", -1)).indexOf("id");
        csv.lines().skip(1).forEach(row -> ids.add(row.split(",", -1)[id]));
        return ids;
    }

    int parked() {
        return get("/api/connectors/" + connector + "/parked")
                .getJsonArray("parked")
                .size();
    }

    /** Newest first, once there are so many. */
    List<JsonObject> deliveries(int count) {
        Await.until("the list has " + count, () -> listed().size() >= count);
        return listed();
    }

    List<String> outcomes(int count) {
        return deliveries(count).stream().map(one -> one.getString("outcome")).toList();
    }

    private List<JsonObject> listed() {
        return get("/api/connectors/" + connector + "/deliveries?limit=100").getJsonArray("deliveries").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private JsonObject get(String path) {
        return new JsonObject(Requests.send(port, "GET", path, "").body());
    }
}
