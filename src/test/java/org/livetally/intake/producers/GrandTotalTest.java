package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.OrderJson.line;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;

/** Totals stay exact up to 2^53 - 1, the greatest integer that a screen's JavaScript can tell from its neighbours. */
final class GrandTotalTest {
    private static final long MOST = (1L << 53) - 1;
    private static final long LINE = 1_000_000_000_000L;

    @Test
    void orderThatWouldPassTheLimitIsRejectedAlone() {
        try (LiveServer server = LiveServer.start();
                TestProducer producer = server.producer()) {
            server.live("rich");
            fill(producer, MOST - 5);

            String frame = array(order("rich", "a", 3), order("rich", "b", 6), order("rich", "c", 2));
            List<String> outcomes = producer.ask(frame, 3).stream()
                    .map(answer -> answer.getString("id") + " " + outcome(answer))
                    .toList();

            assertEquals(List.of("a recorded", "b invalid_order lines", "c recorded"), outcomes, "in the order sent");
            assertEquals(MOST, server.board("rich", "totals").getLong("gmv"));
            assertEquals(
                    MOST, server.board("rich", "products").getJsonObject("tea").getLong("gmv"));
            assertEquals(
                    "invalid_order lines",
                    outcome(producer.ask(order("rich", "d", 1).encode())));
            assertEquals("recorded", outcome(producer.ask(order("rich", "e", 0).encode())));
        }
    }

    /** Sends orders that add up to the sum, of up to a hundred lines each. */
    private static void fill(TestProducer producer, long sum) {
        int orders = 0;
        for (long rest = sum; rest > 0; orders++) {
            JsonArray lines = new JsonArray();
            while (rest > 0 && lines.size() < 100) {
                long amount = Math.min(rest, LINE);
                lines.add(line("tea", 1, amount));
                rest -= amount;
            }
            producer.send(order("rich", "fill-" + orders, 0).put("lines", lines).encode());
        }
        producer.answers(orders).forEach(answer -> assertEquals("recorded", outcome(answer)));
    }

    private static String array(JsonObject... orders) {
        JsonArray array = new JsonArray();
        for (JsonObject order : orders) {
            array.add(order);
        }
        return array.encode();
    }

    private static String outcome(JsonObject answer) {
        return answer.getString("type").equals("ack")
                ? answer.getString("result")
                : answer.getString("code") + " " + answer.getString("field");
    }
}
