package org.livetally.intake.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.metrics.Metrics;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** Entries handed to a queue that is full at times. */
final class RecordingTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> recorded = new HashSet<>();
    private final AtomicInteger settled = new AtomicInteger();
    private final Outcome outcome = new Outcome(4);
    private int busy = 3;

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    @Test
    void whatFindsNoRoomIsSentAgainAndNothingOvertakesIt() {
        record(
                entry(1, placed("o-1")),
                entry(2, new Payment("p-1", "shop", "o-1", 0)),
                entry(3, placed("o-2"), new Payment("o-2-paid", "shop", "o-2", 0)));

        Await.until("all is recorded", () -> settled.get() == 3);
        assertEquals(4, outcome.recorded, outcome.end(true)::encode);
        assertEquals(0, outcome.refused);
        assertTrue(sent.lastIndexOf("o-1") < sent.lastIndexOf("p-1"), sent::toString);
        assertTrue(sent.indexOf("o-2") < sent.indexOf("o-2-paid"), sent::toString);
    }

    @Test
    void whatRestsOnARefusedMessageIsNotSent() {
        busy = 0;
        record(entry(1, placed("bad"), new Payment("bad-paid", "shop", "bad", 0)), entry(2, placed("o-1")));

        Await.until("all is settled", () -> settled.get() == 2);
        assertEquals(List.of("bad", "o-1"), sent);
        assertEquals(2, outcome.refused);
        assertEquals(1, outcome.recorded);
    }

    private void record(FileEntry... entries) {
        vertx.runOnContext(loop -> {
            RedisLink redis = RedisLink.open(vertx, TestRedis.uri());
            OrderSink sink = this::answer;
            Recording.Means means = new Recording.Means(redis, sink, new Metrics().orders, new StreamKeys("shop"));
            new Recording(vertx, means, outcome, settled::incrementAndGet).add(List.of(entries));
        });
    }

    /** As a ledger answers, whose queue is full for the first messages. */
    private void answer(Message message, Consumer<Receipt> done) {
        sent.add(message.id());
        vertx.runOnContext(later -> done.accept(receipt(message)));
    }

    private Receipt receipt(Message message) {
        if (message.id().equals("bad")) {
            return Rejection.invalidOrder("lines", Rule.STREAM_TOTAL.reason());
        }
        if (message.id().equals("o-1") && busy-- > 0) {
            return new Rejection(Code.BUSY, Rule.QUEUE_FULL.reason());
        }
        if (message instanceof Payment payment && !recorded.contains(payment.order())) {
            return new Rejection(Code.UNKNOWN_ORDER, "order", Rule.NO_ORDER.reason());
        }
        recorded.add(message.id());
        return new Receipt.Recorded("1-0");
    }

    private static FileEntry entry(long row, Message... messages) {
        return new FileEntry(row, List.of(messages));
    }

    private static Order placed(String id) {
        return new Order(id, "shop", null, null, List.of(new Line("tea", 1, 100)), false, Message.NO_TIME);
    }
}
