package org.livetally.faults;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.OrderJson;
import org.livetally.testing.ResendingProducer.Message;
import org.livetally.testing.ResendingProducer.Script;

/**
 * Buys at a steady pace. A third of the orders are placed first, and paid or cancelled later; some of the paid ones are
 * refunded.
 */
final class FaultOrders implements Script {
    private final String stream;
    private final String channel;
    private final int ordersASecond;
    private final Random random;
    private final Queue<Message> events = new ArrayDeque<>();
    private final long startedAt = System.nanoTime();
    private volatile boolean buying = true;
    private int made;

    FaultOrders(String stream, String channel, int ordersASecond) {
        this.stream = stream;
        this.channel = channel;
        this.ordersASecond = ordersASecond;
        this.random = new Random(channel.hashCode());
    }

    /** From now on nothing new happens. */
    void stopBuying() {
        buying = false;
    }

    @Override
    public @Nullable Message next() {
        Message event = events.poll();
        return event == null && buying && made < due() ? order() : event;
    }

    @Override
    public boolean hasEnded() {
        return !buying && events.isEmpty();
    }

    private long due() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt) * ordersASecond / 1_000;
    }

    private Message order() {
        String id = channel + "-" + made++;
        long amount = 100L + random.nextInt(9_900);
        JsonObject order = OrderJson.order(stream, id, amount)
                .put("channel", channel)
                .put("buyer", OrderJson.buyer("u-" + random.nextInt(500), "g-" + random.nextInt(5), "杭州"))
                .put("status", made % 3 == 0 ? "placed" : "paid");
        return new Message(id, order.encode());
    }

    /** Payment or cancellation follows a placed order, now and then a refund a paid one. */
    @Override
    public void acked(Message message, JsonObject ack) {
        JsonObject order = new JsonObject(message.json());
        if (!buying || !order.getString("type").equals("order")) {
            return;
        }
        int dice = random.nextInt(4);
        if (order.getString("status").equals("placed")) {
            events.add(event(dice == 0 ? "cancellation" : "payment", message.id(), new JsonObject()));
        } else if (dice == 0) {
            long amount = order.getJsonArray("lines").getJsonObject(0).getLong("amount");
            JsonObject part = new JsonObject().put("amount", 1 + random.nextInt((int) amount));
            events.add(event("refund", message.id(), part));
        }
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
