package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.OrderJson;
import org.livetally.testing.ResendingProducer.Message;
import org.livetally.testing.ResendingProducer.Script;

/**
 * Adopts yaks until it keeps some of its own, or all are adopted. At first always, later a third of the time it changes its mind: it cancels what it
 * has not paid, and returns one yak of what it has paid. Only the thread of its producer calls it, but for what it keeps.
 */
final class Adopter implements Script {
    static final String YAK = "yak";
    private static final int WANTED = 3;
    private static final long PAUSE_MS = 1_200;
    /** So often it first adopts and cancels at once: the servers must be killed while it is busy. */
    private static final int TRIED = 8;

    private final String stream;
    private final String name;
    private final Random random;
    private final Queue<Message> events = new ArrayDeque<>();
    /** Order to the numbers that it has now. */
    private final Map<String, List<Long>> kept = new HashMap<>();

    private int made;
    private int inFlight;
    private boolean soldOut;
    private long nextAt;

    Adopter(String stream, int number) {
        this.stream = stream;
        this.name = "a" + number;
        this.random = new Random(number);
        pause();
    }

    private void pause() {
        nextAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextLong(PAUSE_MS));
    }

    /** Order to the numbers that it has now; complete once it has ended. */
    synchronized Map<String, List<Long>> kept() {
        return Map.copyOf(kept);
    }

    private synchronized int count() {
        return kept.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public @Nullable Message next() {
        Message event = events.poll();
        if (event == null && inFlight == 0 && !hasEnded() && System.nanoTime() - nextAt > 0) {
            pause();
            event = adoption(1 + random.nextInt(WANTED - count()));
        }
        inFlight += event == null ? 0 : 1;
        return event;
    }

    @Override
    public boolean hasEnded() {
        return events.isEmpty() && inFlight == 0 && (soldOut || count() >= WANTED);
    }

    private Message adoption(int yaks) {
        String id = name + "-" + made++;
        JsonObject order = OrderJson.order(stream, id, 0)
                .put("lines", new JsonArray().add(OrderJson.line(YAK, yaks, yaks * 100L)))
                .put("buyer", OrderJson.buyer(name, "herders", "那曲"))
                .put("status", made <= TRIED || random.nextBoolean() ? "placed" : "paid");
        return new Message(id, order.encode());
    }

    @Override
    public void acked(Message message, JsonObject ack) {
        inFlight--;
        JsonObject sent = new JsonObject(message.json());
        String type = sent.getString("type");
        if (type.equals("order")) {
            List<Long> numbers = numbers(ack);
            assertEquals(qty(sent), numbers.size(), ack::encode);
            keep(message.id(), numbers);
            if (made <= TRIED || random.nextInt(3) == 0) {
                events.add(
                        sent.getString("status").equals("placed") ? cancellation(message.id()) : refund(message.id()));
            }
        } else {
            String order = sent.getString("order");
            List<Long> before = kept().getOrDefault(order, List.of());
            keep(order, type.equals("refund") ? before.subList(0, before.size() - 1) : List.of());
        }
    }

    private synchronized void keep(String order, List<Long> numbers) {
        kept.put(order, numbers);
    }

    @Override
    public boolean refused(Message message, JsonObject error) {
        inFlight--;
        JsonObject sent = new JsonObject(message.json());
        assertEquals("sold_out lines[0].qty", error.getString("code") + " " + error.getString("field"), error::encode);
        long left = error.getJsonObject("params").getLong("left");
        assertTrue(left >= 0 && left < qty(sent), error::encode);
        if (qty(sent) == 1 && made > TRIED) {
            soldOut = true;
        } else {
            events.add(adoption(1));
        }
        return true;
    }

    private static long qty(JsonObject order) {
        return order.getJsonArray("lines").getJsonObject(0).getLong("qty");
    }

    /** The numbers that an ack names, lowest first. */
    static List<Long> numbers(JsonObject ack) {
        List<Long> numbers = new ArrayList<>();
        ack.getJsonObject("numbers", new JsonObject())
                .getJsonArray(YAK, new JsonArray())
                .forEach(number -> numbers.add(((Number) number).longValue()));
        assertEquals(numbers.stream().sorted().toList(), numbers, "lowest first");
        return numbers;
    }

    private Message cancellation(String order) {
        return event("cancellation", order, new JsonObject());
    }

    /** Of one yak. */
    private Message refund(String order) {
        JsonArray lines = new JsonArray().add(new JsonObject().put("sku", YAK).put("qty", 1));
        return event("refund", order, new JsonObject().put("amount", 100).put("lines", lines));
    }

    private Message event(String type, String order, JsonObject more) {
        String id = order + "-" + type;
        JsonObject event = new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", stream)
                .put("order", order)
                .mergeIn(more);
        return new Message(id, event.encode());
    }
}
