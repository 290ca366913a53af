package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The REST calls of an operator that a play needs. A status that is not expected fails the future and quotes the answer. */
final class StreamApi {
    private static final int CONFLICT = 409;

    private final HttpClient http;

    StreamApi(HttpClient http) {
        this.http = http;
    }

    /** False if a stream of that id exists already. */
    Future<Boolean> create(Scenario scenario) {
        JsonObject products = new JsonObject();
        scenario.products()
                .forEach(product -> products.put(
                        product.sku(),
                        new JsonObject().put("name", product.name()).put("unit", product.unit())));
        JsonObject stream = new JsonObject()
                .put("id", scenario.id())
                .put("title", scenario.title())
                .put("currency", scenario.currency())
                .put("timezone", scenario.timezone())
                .put("goal", scenario.goal())
                .put("public", true)
                .put("openOrders", false)
                .put("products", products);
        return send(HttpMethod.POST, "/api/streams", stream)
                .compose(answer -> answer.status() == CONFLICT ? Future.succeededFuture(false) : answer.ok(true));
    }

    /** The moment of the start by the server's clock, in epoch milliseconds. */
    Future<Long> start(String id) {
        return send(HttpMethod.POST, "/api/streams/" + id + "/start", new JsonObject())
                .compose(Answer::json)
                .map(stream -> stream.getLong("startedAt"));
    }

    /** @param endsAt when the stream is going to end, in epoch milliseconds; the goal's forecast needs it */
    Future<Void> announceEnd(String id, long endsAt) {
        return send(HttpMethod.PATCH, "/api/streams/" + id, new JsonObject().put("endsAt", endsAt))
                .compose(answer -> answer.ok(true))
                .mapEmpty();
    }

    /** @param at in epoch milliseconds, between the start and the server's now */
    Future<Void> end(String id, long at) {
        return send(HttpMethod.POST, "/api/streams/" + id + "/end", new JsonObject().put("at", at))
                .compose(answer -> answer.ok(true))
                .mapEmpty();
    }

    /** The board as its screens see it now. */
    Future<JsonObject> board(String id) {
        return send(HttpMethod.GET, "/api/boards/" + id, null)
                .compose(Answer::json)
                .map(snapshot -> snapshot.getJsonObject("board"));
    }

    private Future<Answer> send(HttpMethod method, String path, @Nullable JsonObject body) {
        RequestOptions options =
                new RequestOptions().setMethod(method).setURI(path).setTimeout(Server.TIMEOUT);
        return http.request(options)
                .compose(request -> body == null
                        ? request.send()
                        : request.putHeader("Content-Type", "application/json").send(body.toBuffer()))
                .compose(response -> response.body()
                        .map(text -> new Answer(method + " " + path, response.statusCode(), text.toString())));
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
