package org.livetally.ledger.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.streams.life.StreamsServer;
import org.livetally.testing.Await;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** Two nodes record, while operators end the stream and close its books. */
final class LateOrdersRaceTest {
    private static final int BATCHES = 30;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private final List<Future<List<Receipt>>> answers = new ArrayList<>();
    private int sent;

    /** A batch of an order without a time, one with a time, and a payment of it. */
    private void send(TestLedger node) {
        int n = sent++;
        answers.add(node.later(
                order("now-" + n, "untimed", true, Order.NO_TIME),
                order("late-" + n, "timed", false, ManualClock.START),
                new Payment("p-" + n, STREAM, "late-" + n, Message.NO_TIME)));
    }

    private static Order order(String id, String channel, boolean paid, long at) {
        return new Order(id, STREAM, channel, null, List.of(new Line("tea", 1, 100)), paid, at);
    }

    private static String recorded(String channel) {
        return hash(KEYS.counts()).getOrDefault("channels:orders:" + channel, "0");
    }

    @RepeatedTest(10)
    void nothingIsTakenAfterTheAnswerThatItIsOver() {
        TestRedis.command("HSET", KEYS.settings(), "startedAt", Long.toString(ManualClock.START - 1));
        TestLedger other = TestLedger.beside();
        StreamsServer operators = StreamsServer.start();
        try {
            for (int i = 0; i < BATCHES; i++) {
                send(i % 2 == 0 ? ledger : other);
            }
            assertEquals(200, operators.post(StreamsServer.ONE + "/end", "").statusCode());
            String untimed = recorded("untimed");
            for (int i = 0; i < BATCHES; i++) {
                send(i % 2 == 0 ? ledger : other);
            }
            assertEquals(200, operators.post(StreamsServer.ONE + "/close", "").statusCode());
            String length = TestRedis.text("XLEN", KEYS.ledger());
            send(ledger);
            send(other);

            int taken = 0;
            for (Future<List<Receipt>> answer : answers) {
                taken += check(Await.result(answer));
            }
            assertEquals(untimed, recorded("untimed"), "once it has ended");
            assertEquals(length, TestRedis.text("XLEN", KEYS.ledger()), "once it is closed");
            assertEquals(Integer.toString(taken), recorded("timed"));
            assertEquals(List.of(), ledger.audit().differences());
        } finally {
            operators.close();
            other.close();
        }
    }

    /** Returns how many late orders were taken and paid. */
    private static int check(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            if (receipt instanceof Rejection rejection) {
                assertTrue(
                        List.of(Code.STREAM_ENDED, Code.UNKNOWN_ORDER).contains(rejection.code()), rejection::toString);
            } else {
                assertInstanceOf(Receipt.Recorded.class, receipt);
            }
        }
        return receipts.get(2) instanceof Receipt.Recorded ? 1 : 0;
    }
}
