package org.livetally.scenario;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The server's side of the contract in memory, as far as a play needs it; it counts exactly, and fails where it is told
 * to. Everything happens on its only event loop; tests read the board over HTTP, like any screen.
 */
final class FakeServer extends VerticleBase {
    /** After how many events of each kind the server fails; never, by default. */
    record Faults(int dropSocketAt, int busyAt, int swallowAckAt, int dropViewerAt, int refuseAt) {
        static final Faults NONE = new Faults(0, 0, 0, 0, 0);
    }

    private final Faults faults;
    private final Map<String, String> orders = new HashMap<>();
    private final Map<String, String> shows = new HashMap<>();
    private final Set<String> buyers = new HashSet<>();
    private final Set<String> viewers = new HashSet<>();
    private final JsonObject stream = new JsonObject();
    private long startedAt;
    private long endedAt;
    private long gmv;
    private long likes;
    private long likesDropped;
    private int views;
    private int open;
    private int peak;
    private int messages;
    private int acks;
    private int likeMessages;
    private int port;

    FakeServer(Faults faults) {
        this.faults = faults;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096))
                .requestHandler(request -> request.body().onSuccess(body -> rest(request, body)))
                .webSocketHandler(this::socket)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> port = server.actualPort());
    }

    private void rest(HttpServerRequest request, Buffer body) {
        String call = request.method() + " " + request.path();
        JsonObject json = body.length() == 0 ? new JsonObject() : body.toJsonObject();
        switch (call.replaceAll("naqu-4500m|small", "ID")) {
            case "POST /api/streams" -> create(request, json);
            case "POST /api/streams/ID/start" -> {
                startedAt = System.currentTimeMillis();
                answer(request, 200, stream.put("status", "live").put("startedAt", startedAt));
            }
            case "PATCH /api/streams/ID" -> answer(request, 200, stream.mergeIn(json));
            case "POST /api/streams/ID/end" -> {
                endedAt = json.getLong("at");
                answer(request, 200, stream.put("status", "ended"));
            }
            case "GET /api/boards/ID" -> answer(request, 200, new JsonObject().put("board", board()));
            default -> answer(request, 404, new JsonObject().put("title", call));
        }
    }

    private void create(HttpServerRequest request, JsonObject json) {
        if (stream.isEmpty()) {
            answer(request, 201, stream.mergeIn(json).put("status", "scheduled"));
        } else {
            answer(request, 409, new JsonObject().put("title", "the stream exists"));
        }
    }

    private JsonObject board() {
        return new JsonObject()
                .put("stream", stream)
                .put("endedAfter", endedAt - startedAt)
                .put("likesDropped", likesDropped)
                .put("shows", shows.size())
                .put(
                        "totals",
                        new JsonObject()
                                .put("gmv", gmv)
                                .put("orders", orders.size())
                                .put("buyers", buyers.size()))
                .put(
                        "audience",
                        new JsonObject()
                                .put("likes", likes)
                                .put("viewers", open)
                                .put("uniqueViewers", viewers.size())
                                .put("views", views)
                                .put("peakViewers", peak));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response().setStatusCode(status).end(body.toBuffer());
    }

    private void socket(ServerWebSocket socket) {
        if (socket.path().equals("/ws/orders")) {
            socket.textMessageHandler(text -> orders(socket, Json.decodeValue(text)));
        } else {
            viewer(socket);
        }
    }

    private void orders(ServerWebSocket socket, Object frame) {
        JsonArray all = frame instanceof JsonArray array ? array : new JsonArray().add(frame);
        JsonArray answers = new JsonArray();
        for (Object order : all) {
            if (socket.isClosed()) {
                return;
            }
            messages++;
            JsonObject answer = order((JsonObject) order);
            if (at(faults.dropSocketAt, messages)) {
                socket.close((short) 1011);
                return;
            }
            boolean swallowed = answer.getString("type").equals("ack") && at(faults.swallowAckAt, ++acks);
            if (!swallowed) {
                answers.add(answer);
            }
        }
        socket.writeTextMessage(answers.size() == 1 ? answers.getJsonObject(0).encode() : answers.encode());
    }

    private JsonObject order(JsonObject order) {
        String id = order.getString("id");
        if (at(faults.refuseAt, messages)) {
            return error(id, "invalid_order", false);
        }
        if (at(faults.busyAt, messages)) {
            return error(id, "busy", true);
        }
        boolean show = "show".equals(order.getString("type"));
        String known = (show ? shows : orders).putIfAbsent(id, order.encode());
        if (known == null && !show) {
            buyers.add(order.getJsonObject("buyer").getString("id"));
            order.getJsonArray("lines").forEach(line -> gmv += ((JsonObject) line).getLong("amount"));
        } else if (known != null && !known.equals(order.encode())) {
            return error(id, "conflict", false);
        }
        return new JsonObject()
                .put("type", "ack")
                .put("id", id)
                .put("result", known == null ? "recorded" : "duplicate");
    }

    private static JsonObject error(String id, String code, boolean retry) {
        return new JsonObject()
                .put("type", "error")
                .put("id", id)
                .put("code", code)
                .put("retry", retry);
    }

    /** Likes have the real server's limit: 20 messages a second, 40 at once. */
    private void viewer(ServerWebSocket socket) {
        viewers.add(socket.query().substring("viewer=".length()));
        views++;
        peak = Math.max(peak, ++open);
        socket.closeHandler(closed -> open--);
        double[] bucket = {40, System.nanoTime()};
        socket.textMessageHandler(text -> {
            long now = System.nanoTime();
            bucket[0] = Math.min(40, bucket[0] + (now - bucket[1]) * 20 / 1e9) - 1;
            bucket[1] = now;
            if (at(faults.dropViewerAt, ++likeMessages)) {
                socket.close((short) 1011);
            } else if (bucket[0] < 0) {
                likesDropped++;
            } else {
                likes += new JsonObject(text).getInteger("count");
            }
        });
    }

    private static boolean at(int every, int count) {
        return every > 0 && count % every == 0;
    }
}
