package org.livetally.faults;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;

/**
 * Buys paid orders of 1.00 over and over by POST, and keeps whole answers in their order. An order that is refused is
 * sent again. Each request has its answer or fails the test, so nothing waits for a connection, as it does in a
 * {@link org.livetally.testing.ResendingProducer}.
 */
final class PaidLoad implements AutoCloseable {
    static final long AMOUNT = 100;
    private static final int IN_REQUEST = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LiveServer server;
    private final String stream;
    private final String name;
    private final Thread thread = new Thread(this::buy, "paid orders");
    private final Map<String, String> acked = new ConcurrentHashMap<>();
    private final List<JsonObject> refusals = new CopyOnWriteArrayList<>();
    private volatile boolean ended;
    private int made;

    PaidLoad(LiveServer server, String stream, String name) {
        this.server = server;
        this.stream = stream;
        this.name = name;
        thread.setDaemon(true);
        thread.start();
    }

    /** Id to seq. */
    Map<String, String> acked() {
        return acked;
    }

    /** Everything that was not acked, in order. */
    List<JsonObject> refusals() {
        return refusals;
    }

    void awaitAcks(int more) {
        int goal = acked.size() + more;
        Await.until(more + " more acks", () -> acked.size() >= goal);
    }

    void awaitRefusals(int more) {
        int goal = refusals.size() + more;
        Await.until(more + " more refusals", () -> refusals.size() >= goal);
    }

    /** Stops buying; returns when the last answer has arrived. */
    void end() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        end();
    }

    /** Sends these once. */
    static List<JsonObject> send(LiveServer server, String stream, List<String> ids) {
        JsonArray orders = new JsonArray();
        ids.forEach(id -> orders.add(OrderJson.order(stream, id, AMOUNT)));
        Object answers = Json.decodeValue(server.postOrders(orders.encode()).body());
        return answers instanceof JsonArray all
                ? all.stream().map(JsonObject.class::cast).toList()
                : List.of((JsonObject) answers);
    }

    private void buy() {
        List<String> open = new ArrayList<>();
        while (!ended) {
            while (open.size() < IN_REQUEST) {
                open.add(name + "-" + made++);
            }
            List<String> again = new ArrayList<>();
            for (JsonObject answer : send(server, stream, open)) {
                if (answer.getString("type").equals("ack")) {
                    acked.put(answer.getString("id"), answer.getString("seq"));
                } else {
                    refusals.add(answer);
                    again.add(answer.getString("id"));
                }
            }
            open = again;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
