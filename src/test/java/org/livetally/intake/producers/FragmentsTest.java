package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.OrderJson.order;
import static org.livetally.testing.RawWebSocket.CONTINUATION;
import static org.livetally.testing.RawWebSocket.TEXT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;

/** A message may come in fragments, cut anywhere. */
final class FragmentsTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    @ParameterizedTest
    @CsvSource({"empty-first, 0, 20", "empty-middle, 20, 20", "empty-last, 20, 999", "within-仁, 30, 31"})
    void fragmentsArePutTogether(String id, int from, int to) {
        byte[] bytes = order("shop", id, 100).encode().getBytes(StandardCharsets.UTF_8);
        int cut = Math.min(from, bytes.length);
        int second = Math.min(to, bytes.length);
        try (TestProducer producer = server.producer()) {
            producer.socket().send(TEXT, false, Arrays.copyOfRange(bytes, 0, cut));
            producer.socket().send(CONTINUATION, false, Arrays.copyOfRange(bytes, cut, second));
            producer.socket().send(CONTINUATION, true, Arrays.copyOfRange(bytes, second, bytes.length));

            assertEquals(id, producer.answer().getString("id"));
            assertEquals(
                    "duplicate", producer.ask(order("shop", id, 100).encode()).getString("result"));
        }
    }
}
