package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.testing.OrderJson.order;
import static org.livetally.testing.RawWebSocket.BINARY;
import static org.livetally.testing.RawWebSocket.CONTINUATION;
import static org.livetally.testing.RawWebSocket.TEXT;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestRedis;

/** Bad input over a real socket gets its code and the field's name, and nothing changes. */
final class ProducerBadInputTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.with("shop");

    private TestProducer producer;
    private long version;

    @BeforeEach
    void connect() {
        producer = server.producer();
        version = version();
    }

    @AfterEach
    void nothingChanged() {
        assertEquals(version, version());
        producer.close();
    }

    static Stream<Arguments> badMessages() {
        RawOrder order = RawOrder.minimal().with("stream", "\"shop\"");
        String lines101 = Stream.generate(() -> RawOrder.LINE).limit(101).collect(Collectors.joining(",", "[", "]"));
        return Stream.of(
                Arguments.of("order?", "invalid_json", "frame"),
                Arguments.of(order + "}", "invalid_json", "frame"),
                Arguments.of("[[" + order + "]]", "invalid_json", "frame"),
                Arguments.of("[" + order + ",{]", "invalid_json", "frame"),
                Arguments.of(
                        RawOrder.copyOf(order).with("stream", "\"nowhere\"").toString(), "unknown_stream", "stream"),
                Arguments.of(
                        RawOrder.copyOf(order).with("stream", "\"{shop}\"").toString(), "unknown_stream", "stream"),
                Arguments.of(RawOrder.copyOf(order).with("stream", "\"Shop\"").toString(), "unknown_stream", "stream"),
                Arguments.of(RawOrder.copyOf(order).withLine("qty", "0").toString(), "invalid_order", "lines[0].qty"),
                Arguments.of(
                        RawOrder.copyOf(order).withLine("amount", "1.5").toString(),
                        "invalid_order",
                        "lines[0].amount"),
                Arguments.of(
                        RawOrder.copyOf(order).withLine("amount", "-1").toString(), "invalid_order", "lines[0].amount"),
                Arguments.of(
                        RawOrder.copyOf(order)
                                .withLine("amount", "9007199254740993")
                                .toString(),
                        "invalid_order",
                        "lines[0].amount"),
                Arguments.of(RawOrder.copyOf(order).with("lines", lines101).toString(), "invalid_order", "lines"),
                Arguments.of(
                        RawOrder.copyOf(order)
                                .with("id", '"' + "x".repeat(65) + '"')
                                .toString(),
                        "invalid_order",
                        "id"),
                Arguments.of(RawOrder.copyOf(order).with("id", "\"\\ud800\"").toString(), "invalid_order", "id"),
                Arguments.of("[" + (order + ",").repeat(1_000) + order + "]", "too_large", "frame"));
    }

    @ParameterizedTest
    @MethodSource("badMessages")
    void badMessageIsAnsweredAndTheSocketStaysOpen(String frame, String code, String field) {
        JsonObject answer = producer.ask(frame);

        assertEquals("error", answer.getString("type"));
        assertEquals(code, answer.getString("code"));
        assertEquals(field, answer.getString("field"));
        assertEquals(false, answer.getBoolean("retry"));
        assertEquals("invalid_order", producer.ask("{}").getString("code"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'type':'refund','order':'o-1','amount':1,'lines':[] | invalid_order | lines",
                "'type':'refund','order':'o-1','amount':1,'lines':[{'sku':'a','qty':0}] | invalid_order | lines[0].qty",
                "'type':'refund','order':'o-1','amount':1,'lines':[{'sku':'a','qty':1},{'sku':'a','qty':1}] | invalid_order |"
                        + " lines[1].sku",
                "'type':'refund','order':'o-1','amount':1,'restock':'no' | invalid_order | restock",
                "'type':'refund','order':'nobody','amount':1,'lines':[{'sku':'a','qty':1}] | unknown_order | order",
                "'type':'order','host':7,'lines':[{'sku':'a','qty':1,'amount':1}] | invalid_order | host",
                "'type':'stock','sku':'tea','add':0 | invalid_order | add",
                "'type':'stock','sku':'tea','add':1000000001 | invalid_order | add",
                "'type':'stock','add':1 | invalid_order | sku",
                "'type':'stock','sku':'tea','add':1 | invalid_order | sku",
                "'type':'show' | invalid_order | host",
                "'type':'show','sku':'' | invalid_order | sku",
                "'type':'catalogue','products':{} | invalid_order | type",
                "'type':'groups','groups':{} | invalid_order | type",
                "'type':'promise' | invalid_order | type",
                "'type':'deal','counterparty':'c','amount':1 | invalid_order | kind",
                "'type':'deal','kind':'maybe','counterparty':'c','amount':1 | invalid_order | kind",
                "'type':'deal','kind':'intent','amount':1 | invalid_order | counterparty",
                "'type':'deal','kind':'intent','counterparty':'c','amount':-1 | invalid_order | amount",
                "'type':'deal','kind':'intent','counterparty':'c','amount':1,'unit':'jin' | invalid_order | unit",
                "'type':'deal','kind':'intent','counterparty':'c','amount':1,'qty':0 | invalid_order | qty",
                "'type':'deal','kind':'intent','counterparty':'c','amount':1,'income':1.5 | invalid_order | income",
                "'type':'deal','kind':'intent','counterparty':'c','amount':1,'currency':'JPY' | invalid_order | currency",
                "'type':'delivery','amount':1 | invalid_order | deal",
                "'type':'delivery','deal':'d-1' | invalid_order | amount",
                "'type':'delivery','deal':'nobody','amount':1 | unknown_deal | deal",
                "'type':'deal_cancellation','deal':'' | invalid_order | deal",
                "'type':'deal_cancellation','deal':'nobody' | unknown_deal | deal"
            })
    void badContentIsAnsweredWithItsFieldAndNothingIsRecorded(String content, String code, String field) {
        String message = ("{'id':'bad-1','stream':'shop'," + content + "}").replace('\'', '"');
        for (String answer : new String[] {
            producer.ask(message).encode(), server.postOrders(message).body()
        }) {
            JsonObject error = new JsonObject(answer);
            assertEquals(code, error.getString("code"), answer);
            assertEquals(field, error.getString("field"), answer);
            assertEquals("bad-1", error.getString("id"), answer);
        }
        assertEquals("", TestRedis.text("HGET", new StreamKeys("shop").ids(), "bad-1"));
    }

    @Test
    void aClientCannotTakeAnIdOfTheServer() {
        JsonObject answer = producer.ask(RawOrder.minimal()
                .with("stream", "\"shop\"")
                .with("id", "\"expiry-o-1\"")
                .toString());

        assertEquals("invalid_order", answer.getString("code"));
        assertEquals("id", answer.getString("field"));
        assertEquals("server_id", answer.getString("rule"));
        assertEquals("expiry-", answer.getJsonObject("params").getString("prefix"));
    }

    @Test
    void answerHasItsFieldsInTheOrderOfTheContract() {
        assertEquals(
                "{\"type\":\"error\",\"id\":\"o-1\",\"code\":\"invalid_order\",\"field\":\"lines[0].qty\","
                        + "\"message\":\"must be an integer from 1 to 1000000\","
                        + "\"rule\":\"integer_range\",\"params\":{\"min\":1,\"max\":1000000},\"retry\":false}",
                producer.socket().ask(RawOrder.minimal().withLine("qty", "0").toString()));
        assertEquals(
                "{\"type\":\"error\",\"code\":\"invalid_json\",\"field\":\"frame\","
                        + "\"message\":\"must be valid JSON, nested 16 deep at most\","
                        + "\"rule\":\"frame_json\",\"params\":{\"depth\":16},\"retry\":false}",
                producer.socket().ask("{"));
    }

    @Test
    void frameOverTheLimitIsAnsweredAndClosed() {
        producer.send(order("shop", "big", 1).encode() + " ".repeat(256 * 1024));
        assertClosed("too_large", "must be at most 262144 bytes", "frame_bytes", "{\"max\":262144}", 1009);
    }

    @Test
    void frameOfAMegabyteIsAnsweredAndClosed() {
        producer.send(order("shop", "big", 1).encode() + " ".repeat(1 << 20));
        assertClosed("too_large", "must be at most 262144 bytes", "frame_bytes", "{\"max\":262144}", 1009);
    }

    @Test
    void fragmentsThatGrowOverTheLimitAreAnsweredAndClosed() {
        byte[] spaces = new byte[200 * 1024];
        Arrays.fill(spaces, (byte) ' ');
        producer.socket().send(TEXT, false, spaces);
        producer.socket().send(CONTINUATION, false, spaces);
        assertClosed("too_large", "must be at most 262144 bytes", "frame_bytes", "{\"max\":262144}", 1009);
    }

    @Test
    void brokenUtf8IsAnsweredAndClosed() {
        byte[] frame = order("shop", "latin-?", 1).encode().getBytes(StandardCharsets.UTF_8);
        frame[new String(frame, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xe9;
        producer.socket().send(TEXT, true, frame);
        assertClosed("invalid_json", "text must be UTF-8", "message_utf8", "{}", 1007);
    }

    @Test
    void binaryFrameIsAnsweredAndClosed() {
        producer.socket().send(BINARY, true, order("shop", "binary", 1).encode().getBytes(StandardCharsets.UTF_8));
        assertClosed("invalid_json", "messages must be text", "message_text", "{}", 1003);
    }

    private void assertClosed(String code, String message, String rule, String params, int closeCode) {
        JsonObject answer = producer.answer();
        assertEquals(
                "{\"type\":\"error\",\"code\":\"" + code + "\",\"field\":\"frame\",\"message\":\"" + message
                        + "\",\"rule\":\"" + rule + "\",\"params\":" + params + ",\"retry\":false}",
                answer.encode());
        assertEquals(closeCode, producer.socket().closeCode());
    }

    private static long version() {
        return server.snapshot("shop").getLong("version");
    }
}
