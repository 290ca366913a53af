package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.testing.OrderJson.buyer;
import static org.livetally.testing.OrderJson.line;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestProducer;

/** Orders over the socket, answered exactly as the contract prints it. */
final class OrderFlowTest {
    private static final ManualClock CLOCK = new ManualClock();

    @RegisterExtension
    static final LiveServer server = LiveServer.with(CLOCK);

    private static int streams;

    private String stream;
    private TestProducer producer;

    @BeforeEach
    void startStream() {
        stream = "stream-" + ++streams;
        server.live(stream);
        producer = server.producer();
    }

    @AfterEach
    void leave() {
        producer.close();
    }

    @Test
    void orderIsAckedAndOnTheBoard() {
        String answer = producer.socket().ask(order(stream, "o-1", 39_600).encode());

        assertTrue(
                answer.matches("\\{\"type\":\"ack\",\"id\":\"o-1\",\"result\":\"recorded\",\"seq\":\"\\d+-\\d+\"}"),
                answer);
        assertEquals(39_600, gmv());
    }

    @Test
    void resentOrderIsCountedOnce() {
        JsonObject first = producer.ask(order(stream, "o-1", 39_600).encode());
        long version = version();

        JsonObject again = producer.ask(order(stream, "o-1", 39_600).encode());

        assertEquals(first.copy().put("result", "duplicate").encode(), again.encode());
        assertEquals(39_600, gmv());
        assertEquals(version, version());
    }

    @Test
    void orderWithoutATimeMayBeResentLater() {
        producer.ask(order(stream, "o-1", 39_600).encode());
        CLOCK.advance(600_000);

        assertEquals(
                "duplicate", producer.ask(order(stream, "o-1", 39_600).encode()).getString("result"));
    }

    @Test
    void otherWordingOfTheSameContentIsADuplicate() {
        producer.ask(order(stream, "o-1", 39_600).encode());
        String reworded =
                "{\"status\":\"paid\",\"lines\":[{\"amount\":39600,\"note\":7,\"qty\":1,\"sku\":\"\\u0074ea\"}],"
                        + "\"stream\":\"" + stream + "\",\"buyer\":null,\"x\":[],\"id\":\"o-1\",\"type\":\"order\"}";

        assertEquals("duplicate", producer.ask(reworded).getString("result"));
    }

    static Stream<UnaryOperator<JsonObject>> otherContents() {
        return Stream.of(
                order -> order.put("at", ManualClock.START),
                order -> order.put("status", "placed"),
                order -> order.put("channel", "wsnb"),
                order -> order.put("buyer", buyer("u-1", "g", "c")),
                order -> order.put("lines", new JsonArray().add(line("tea", 1, 39_601))),
                order -> order.put("lines", new JsonArray().add(line("tea", 2, 39_600))),
                order -> order.put("lines", new JsonArray().add(line("milk", 1, 39_600))),
                order -> order.put(
                        "lines", new JsonArray().add(line("tea", 1, 39_600)).add(line("tea", 1, 0))));
    }

    @ParameterizedTest
    @MethodSource("otherContents")
    void sameIdWithOtherContentIsAConflict(UnaryOperator<JsonObject> change) {
        producer.ask(order(stream, "o-1", 39_600).encode());
        long version = version();

        assertEquals(
                "{\"type\":\"error\",\"id\":\"o-1\",\"code\":\"conflict\",\"field\":\"id\","
                        + "\"message\":\"was recorded before, with other content\",\"rule\":\"recorded_otherwise\",\"params\":{},\"retry\":false}",
                producer.ask(change.apply(order(stream, "o-1", 39_600)).encode())
                        .encode());
        assertEquals(version, version());
    }

    @Test
    void sameIdInAnotherStreamIsAnotherOrder() {
        producer.ask(order(stream, "o-1", 100).encode());
        server.live(stream + "-b");

        assertEquals(
                "recorded",
                producer.ask(order(stream + "-b", "o-1", 200).encode()).getString("result"));
        assertEquals(100, gmv());
    }

    @Test
    void sameIdTwiceInAFrameIsCountedOnce() {
        String frame = new JsonArray()
                .add(order(stream, "o-1", 100))
                .add(order(stream, "o-1", 100))
                .add(order(stream, "o-1", 101))
                .add(order(stream, "o-2", 7))
                .encode();

        List<String> outcomes = producer.ask(frame, 4).stream()
                .map(OrderFlowTest::outcome)
                .sorted()
                .toList();

        assertEquals(List.of("o-1 conflict", "o-1 duplicate", "o-1 recorded", "o-2 recorded"), outcomes);
        assertEquals(107, gmv());
    }

    @Test
    void ordersOfASocketTakeEffectInTheOrderSent() {
        for (int i = 0; i < 50; i++) {
            producer.send(new JsonArray()
                    .add(order(stream, "o-" + 2 * i, 1))
                    .add(order(stream, "o-" + (2 * i + 1), 1))
                    .encode());
        }

        List<JsonObject> acks = producer.answers(100);

        assertEquals(
                IntStream.range(0, 100).mapToObj(i -> "o-" + i + " recorded").toList(),
                acks.stream().map(OrderFlowTest::outcome).toList());
        assertEquals(
                acks.stream()
                        .map(ack -> ack.getString("seq"))
                        .distinct()
                        .toList()
                        .size(),
                100);
        assertEquals(100, gmv());
    }

    @Test
    void goodAndBadMessagesOfAFrameAreAnsweredEach() {
        String frame = new JsonArray()
                .add(order(stream, "good", 100))
                .add(order(stream, "bad", -1))
                .add(order("nowhere", "lost", 100))
                .encode();

        List<String> outcomes = producer.ask(frame, 3).stream()
                .map(OrderFlowTest::outcome)
                .sorted()
                .toList();

        assertEquals(List.of("bad invalid_order", "good recorded", "lost unknown_stream"), outcomes);
        assertEquals(100, gmv());
    }

    @Test
    void anotherCurrencyThanTheStreamsIsRefusedAndTheStreamsOwnIsTaken() {
        JsonObject dollars = order(stream, "o-1", 100).put("currency", "USD");
        String yuan = order(stream, "o-1", 100).put("currency", "CNY").encode();

        assertEquals(
                "{\"type\":\"error\",\"id\":\"o-1\",\"code\":\"invalid_order\",\"field\":\"currency\","
                        + "\"message\":\"must be CNY, the stream's, or left out; it is USD\","
                        + "\"rule\":\"other_currency\",\"params\":{\"currency\":\"CNY\",\"given\":\"USD\"},\"retry\":false}",
                producer.socket().ask(dollars.encode()));
        assertEquals(0, gmv());
        assertTrue(server.postOrders(dollars.encode()).body().contains("\"field\":\"currency\""));
        assertEquals(
                "currency",
                producer.ask(order(stream, "o-1", 100).put("currency", 156).encode())
                        .getString("field"));
        assertEquals("o-1 recorded", outcome(producer.ask(yuan)));
        assertEquals(
                "o-1 duplicate",
                outcome(producer.ask(
                        order(stream, "o-1", 100).putNull("currency").encode())));
        assertEquals(100, gmv());
    }

    /** A producer knows its messages by what it sent. */
    @Test
    void anIdThatDiffersByWhatCannotBeSeenIsTheSameAndIsAnsweredAsSent() {
        producer.ask(order(stream, "A-1", 100).encode());
        for (String id : List.of("A-1 ", "A\u200b-1", "\ufeffA-1")) {
            assertEquals(
                    id + " duplicate",
                    outcome(producer.ask(order(stream, id, 100).encode())));
        }
        assertEquals(
                "A-2 recorded",
                outcome(producer.ask(order(stream, "A-2 ", 7).encode())).replace("A-2 ", "A-2"));
        assertEquals(107, gmv());
        for (String path : List.of("A-2", "A-2%20", "A%E2%80%8B-2")) {
            assertEquals(
                    "A-2",
                    new JsonObject(server.send("GET", "/api/streams/" + stream + "/orders/" + path, "")
                                    .body())
                            .getString("id"),
                    path);
        }
        assertEquals(
                "{\"type\":\"error\",\"id\":\"\u200b \",\"code\":\"invalid_order\",\"field\":\"id\","
                        + "\"message\":\"must be a string of 1 to 64 characters\",\"rule\":\"string_length\","
                        + "\"params\":{\"max\":64},\"retry\":false}",
                producer.socket().ask(order(stream, "\u200b ", 7).encode()));
    }

    private long gmv() {
        return server.board(stream, "totals").getLong("gmv");
    }

    private long version() {
        return server.snapshot(stream).getLong("version");
    }

    private static String outcome(JsonObject answer) {
        return answer.getString("id") + " " + answer.getString("result", answer.getString("code"));
    }
}
