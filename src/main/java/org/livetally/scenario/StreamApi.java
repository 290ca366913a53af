package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.client.Server;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageJson;

/** The operators' REST calls that a play needs. An unexpected status fails the future and quotes the answer. */
final class StreamApi {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final HttpClient http;

    StreamApi(HttpClient http) {
        this.http = http;
    }

    /** Creates the stream, with its catalogue and groups; false if a stream with that id already exists. */
    Future<Boolean> create(StreamScript script) {
        Settings settings = script.settings();
        JsonObject stream = new JsonObject()
                .put("id", settings.id())
                .put("title", settings.title())
                .put("currency", "CNY")
                .put("timezone", "Asia/Shanghai")
                .put("public", true)
                .put("openOrders", settings.openOrders())
                .put("holdMinutes", 0) // at high speed, half an hour of the stream passes while a payment is on its way
                .put("products", products(script));
        if (settings.goal() > 0) {
            stream.put("goal", settings.goal());
        }
        if (settings.signedRecord() > 0) {
            stream.put("signedRecord", settings.signedRecord());
        }
        return send(HttpMethod.POST, "/api/streams", stream.toBuffer())
                .compose(answer -> answer.status() == CONFLICT ? Future.succeededFuture(false) : answer.ok(true))
                .compose(created -> putGroups(settings.id(), script.groups()).map(created));
    }

    /** Lets the audience order, for a stream of an older version, which had neither viewers' orders nor prices. */
    Future<Void> openOrders(StreamScript script) {
        JsonObject changes = new JsonObject().put("openOrders", true).put("products", products(script));
        return send(HttpMethod.PATCH, "/api/streams/" + script.id(), changes.toBuffer())
                .compose(answer -> answer.ok(true))
                .mapEmpty();
    }

    private static JsonObject products(StreamScript script) {
        JsonObject products = new JsonObject();
        script.products().forEach(product -> products.put(product.sku(), ProductJson.of(product)));
        return products;
    }

    /** Replaces the tree of groups, if there are any. */
    private Future<Void> putGroups(String id, Map<String, Group> groups) {
        if (groups.isEmpty()) {
            return Future.succeededFuture();
        }
        JsonObject tree = new JsonObject();
        groups.forEach((name, group) -> tree.put(name, json(group)));
        return send(HttpMethod.PUT, "/api/streams/" + id + "/groups", tree.toBuffer())
                .compose(answer -> answer.ok(true))
                .mapEmpty();
    }

    private static JsonObject json(Group group) {
        JsonObject json = new JsonObject();
        if (group.parent() != null) {
            json.put("parent", group.parent());
        }
        if (group.headCount() != null) {
            json.put("headCount", group.headCount());
        }
        return json;
    }

    /** Creates a campaign, unless there is one with that id. */
    Future<Void> createCampaign(CampaignScript campaign) {
        return send(HttpMethod.POST, "/api/campaigns", campaign.json().toBuffer())
                .compose(answer -> answer.status() == CONFLICT ? Future.succeededFuture() : answer.ok(true))
                .mapEmpty();
    }

    /** The body at any path. */
    Future<String> text(String path) {
        return send(HttpMethod.GET, path, null).compose(answer -> answer.ok(answer.body()));
    }

    /** A page of the ledger after a place; an empty one while there is no such stream. */
    Future<JsonObject> ledger(String id, String after) {
        return send(HttpMethod.GET, "/api/streams/" + id + "/orders?limit=1000&after=" + after, null)
                .compose(answer ->
                        answer.status() == NOT_FOUND ? Future.succeededFuture(new JsonObject()) : answer.json());
    }

    /** Sends messages about orders; returns their answers. */
    Future<JsonArray> report(List<? extends Message> messages) {
        Buffer body = Buffer.buffer(JsonBytes.of(messages, MessageJson::writeArray));
        return send(HttpMethod.POST, "/api/orders", body)
                .compose(answer -> answer.ok(answer.body()))
                .map(text -> {
                    Object answers = Json.decodeValue(text);
                    return answers instanceof JsonArray several ? several : new JsonArray().add(answers);
                });
    }

    /**
     * Starts the stream; returns the moment, in epoch milliseconds.
     *
     * @param at null for now, by the server's clock
     */
    Future<Long> start(String id, @Nullable Long at) {
        JsonObject when = at == null ? new JsonObject() : new JsonObject().put("at", at);
        return send(HttpMethod.POST, "/api/streams/" + id + "/start", when.toBuffer())
                .compose(Answer::json)
                .map(stream -> stream.getLong("startedAt"));
    }

    /** @param endsAt when the stream is going to end, in epoch milliseconds; the goal's forecast needs it */
    Future<Void> announceEnd(String id, long endsAt) {
        return send(
                        HttpMethod.PATCH,
                        "/api/streams/" + id,
                        new JsonObject().put("endsAt", endsAt).toBuffer())
                .compose(answer -> answer.ok(true))
                .mapEmpty();
    }

    /** @param at in epoch milliseconds, between the start and the server's now */
    Future<Void> end(String id, long at) {
        return send(
                        HttpMethod.POST,
                        "/api/streams/" + id + "/end",
                        new JsonObject().put("at", at).toBuffer())
                .compose(answer -> answer.ok(true))
                .mapEmpty();
    }

    /** The board as its screens see it now. */
    Future<JsonObject> board(String id) {
        return send(HttpMethod.GET, "/api/boards/" + id, null)
                .compose(Answer::json)
                .map(snapshot -> snapshot.getJsonObject("board"));
    }

    private Future<Answer> send(HttpMethod method, String path, @Nullable Buffer body) {
        RequestOptions options =
                new RequestOptions().setMethod(method).setURI(path).setTimeout(Server.TIMEOUT);
        return http.request(options).compose(request -> {
            Future<HttpClientResponse> sent = body == null
                    ? request.send()
                    : request.putHeader("Content-Type", "application/json").send(body);
            // On the event loop: a thread of its own could ask for the body after it has come, and get an empty one.
            return sent.compose(response -> response.body()
                    .map(text -> new Answer(method + " " + path, response.statusCode(), text.toString())));
        });
    }

    private record Answer(String call, int status, String body) {
        <T> Future<T> ok(T value) {
            return status >= 200 && status < 300
                    ? Future.succeededFuture(value)
                    : Future.failedFuture(new PlayFailed("%s was answered %d: %s".formatted(call, status, body)));
        }

        Future<JsonObject> json() {
            return ok(body).map(JsonObject::new);
        }
    }
}
