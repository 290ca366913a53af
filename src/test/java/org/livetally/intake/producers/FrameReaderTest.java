package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.livetally.intake.producers.RawOrder.minimal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;
import org.livetally.intake.producers.FrameReader.FrameException;

final class FrameReaderTest {
    private static final long NOW = 1_592_208_000_000L;

    @Test
    void everyFieldIsRead() throws FrameException {
        String order = "{\"type\":\"order\",\"id\":\"wsnb-000123\",\"stream\":\"naqu-4500m\",\"channel\":\"wsnb\","
                + "\"buyer\":{\"id\":\"u-9f3\",\"group\":\"仁爱社区\",\"city\":\"杭州\"},"
                + "\"lines\":[{\"sku\":\"cordyceps-5g\",\"qty\":2,\"amount\":39600},{\"amount\":0,\"qty\":1,\"sku\":\"香🧧\"}],"
                + "\"status\":\"placed\",\"at\":1592208000123}";

        assertEquals(
                new Order(
                        "wsnb-000123",
                        "naqu-4500m",
                        "wsnb",
                        new Buyer("u-9f3", "仁爱社区", "杭州"),
                        List.of(new Line("cordyceps-5g", 2, 39_600), new Line("香🧧", 1, 0)),
                        false,
                        1_592_208_000_123L),
                order(order));
    }

    @Test
    void anOrderMayNameItsHost() throws FrameException {
        assertEquals("苗伟伦", order(minimal().with("host", "\"苗伟伦\"").toString()).host());
        assertEquals(simple("o-1"), order(minimal().with("host", "null").toString()));
    }

    @Test
    void aRefundMayNameTheUnitsThatAreReturned() throws FrameException {
        String refund = "{\"lines\":[{\"sku\":\"tea\",\"qty\":2,\"amount\":\"not read\"},{\"qty\":1,\"sku\":\"milk\"}],"
                + "\"restock\":false,\"type\":\"refund\",\"id\":\"r\",\"stream\":\"s\",\"order\":\"o-1\",\"amount\":5}";
        List<Returned> lines = List.of(new Returned("tea", 2), new Returned("milk", 1));

        assertEquals(
                new Refund("r", "s", "o-1", 5, lines, false, null, Message.NO_TIME, null),
                read(refund).get(0).order());
    }

    @Test
    void whatARefundDoesNotSayOfUnitsIsNoneAndRestocked() throws FrameException {
        String refund = "{\"type\":\"refund\",\"id\":\"r\",\"stream\":\"s\",\"order\":\"o-1\",\"amount\":5";
        Refund none = new Refund("r", "s", "o-1", 5, List.of(), true, null, Message.NO_TIME, null);

        assertEquals(none, read(refund + "}").get(0).order());
        assertEquals(
                none, read(refund + ",\"lines\":null,\"restock\":null}").get(0).order());
    }

    @Test
    void stockIsAddedOrTaken() throws FrameException {
        String taken =
                "{\"add\":-5,\"sku\":\"茶\",\"reason\":\"broken\",\"type\":\"stock\",\"id\":\"st\",\"stream\":\"s\",\"at\":"
                        + NOW + "}";
        String added =
                "{\"type\":\"stock\",\"id\":\"st\",\"stream\":\"s\",\"sku\":\"茶\",\"add\":1000000000,\"lines\":7}";

        assertEquals(
                new StockChange("st", "s", "茶", -5, "broken", NOW),
                read(taken).get(0).order());
        assertEquals(
                new StockChange("st", "s", "茶", 1_000_000_000, null, Message.NO_TIME),
                read(added).get(0).order());
    }

    @Test
    void whatAShowLeavesOutStaysAndNullClears() throws FrameException {
        Show.Change nobody = new Show.Change(null);

        assertEquals(show(new Show.Change("苗伟伦"), new Show.Change("tea")), show("\"host\":\"苗伟伦\",\"sku\":\"tea\""));
        assertEquals(show(null, new Show.Change("tea")), show("\"sku\":\"tea\""));
        assertEquals(show(new Show.Change("h"), null), show("\"host\":\"h\""));
        assertEquals(show(nobody, null), show("\"host\":null"));
        assertEquals(show(nobody, nobody), show("\"sku\":null,\"host\":null"));
        assertEquals(show(nobody, null), show("\"host\":\"h\",\"host\":null,\"reason\":7"), "the last one counts");
    }

    private static Show show(Show.@Nullable Change host, Show.@Nullable Change sku) {
        return new Show("sh", "s", host, sku, NOW);
    }

    private static Message show(String fields) throws FrameException {
        String show = "{\"type\":\"show\",\"id\":\"sh\",\"stream\":\"s\"," + fields + ",\"at\":" + NOW + "}";
        return assertInstanceOf(Message.class, read(show).get(0).order());
    }

    @Test
    void fieldsOfOtherMessagesAreIgnoredWhateverTheyHold() throws FrameException {
        String others = ",\"restock\":7,\"sku\":7,\"add\":0,\"order\":7,\"reason\":7,\"amount\":-1}";
        String payment = "{\"lines\":7,\"buyer\":7,\"host\":7,\"status\":7,\"restock\":7,\"sku\":7,\"add\":7,"
                + "\"type\":\"payment\",\"id\":\"p\",\"stream\":\"s\",\"order\":\"o-1\"}";

        assertEquals(simple("o-1"), order(minimal().toString().replaceAll("}$", others)));
        assertEquals(
                new Payment("p", "s", "o-1", Message.NO_TIME),
                read(payment).get(0).order());
    }

    @Test
    void allButFourFieldsMayBeMissing() throws FrameException {
        assertEquals(simple("o-1"), order(minimal().toString()));
    }

    @Test
    void nullCountsAsMissing() throws FrameException {
        RawOrder order = minimal()
                .with("channel", "null")
                .with("buyer", "null")
                .with("status", "null")
                .with("at", "null");

        assertEquals(simple("o-1"), order(order.toString()));
        assertEquals(
                new Buyer(null, null, null),
                order(order.with("buyer", "{\"id\":null,\"group\":null,\"city\":null}")
                                .toString())
                        .buyer());
    }

    @Test
    void unknownFieldsAreIgnored() throws FrameException {
        String nested = "{\"id\":\"x\",\"lines\":[[{\"qty\":0}]],\"type\":1.5e300}";
        String line = RawOrder.LINE.replace("{", "{\"extra\":" + nested + ",");

        assertEquals(
                simple("o-1"),
                order(minimal()
                        .with("extra", nested)
                        .with("lines", "[" + line + "]")
                        .toString()));
        assertEquals(
                new Buyer("u", null, null),
                order(minimal()
                                .with("buyer", "{\"extra\":" + nested + ",\"id\":\"u\"}")
                                .toString())
                        .buyer());
    }

    @Test
    void limitsThemselvesAreAllowed() throws FrameException {
        String emoji64 = "🐂".repeat(64);
        Order order = order(minimal()
                .with("id", '"' + emoji64 + '"')
                .with("lines", "[{\"sku\":\"tea\",\"qty\":1000000,\"amount\":1000000000000}]")
                .with("at", Long.toString(NOW + 60_000))
                .toString());

        assertEquals(emoji64, order.id());
        assertEquals(List.of(new Line("tea", 1_000_000, 1_000_000_000_000L)), order.lines());
        assertEquals(NOW + 60_000, order.at());
    }

    @Test
    void anEventMayHaveAReasonOfUpToTwoHundredCharacters() throws FrameException {
        String longest = "🐂".repeat(200);

        assertEquals(new Refund("r", "s", "o-1", 5, "破损", 7 + NOW), event("refund", "\"amount\":5,", "破损"));
        assertEquals(new Cancellation("r", "s", "o-1", longest, 7 + NOW), event("cancellation", "", longest));
        assertEquals(new Payment("r", "s", "o-1", "x", 7 + NOW), event("payment", "", "x"));
        for (String bad : List.of("\"\"", "7", "{}", '"' + longest + "x\"", "\"a\\nb\"")) {
            Rejection refused = read(raw("refund", "\"amount\":5,", bad)).get(0).rejection();
            assertNotNull(refused, bad);
            assertEquals("reason", refused.field());
            assertEquals("must be a string of 1 to 200 characters", refused.message());
        }
        assertEquals(
                new Refund("r", "s", "o-1", 5, 7 + NOW),
                read(raw("refund", "\"amount\":5,", "null")).get(0).order());
        assertEquals(simple("o-1"), order(minimal().with("reason", "7").toString()), "an order has none");
    }

    private static Message event(String type, String amount, String reason) throws FrameException {
        return assertInstanceOf(
                Message.class,
                read(raw(type, amount, '"' + reason + '"')).get(0).order());
    }

    private static String raw(String type, String amount, String reason) {
        return "{\"type\":\"" + type + "\",\"id\":\"r\",\"stream\":\"s\",\"order\":\"o-1\"," + amount + "\"reason\":"
                + reason + ",\"at\":" + (7 + NOW) + "}";
    }

    @Test
    void arrayHoldsUpToAThousandMessages() throws FrameException {
        assertEquals(
                IntStream.range(0, 1_000).mapToObj(i -> simple("o-" + i)).toList(),
                read(array(1_000)).stream().map(ProducerMessage::order).toList());
        assertRefused(Code.TOO_LARGE, "must hold at most 1000 messages", array(1_001));
    }

    @Test
    void emptyArrayHoldsNothing() throws FrameException {
        assertEquals(List.of(), read("[]"));
    }

    @Test
    void badMessageLeavesItsNeighboursAlone() throws FrameException {
        List<ProducerMessage> messages =
                read("[" + minimal() + "," + minimal().withLine("qty", "0") + "," + minimal() + "]");

        assertNotNull(messages.get(0).order());
        assertNotNull(messages.get(1).rejection());
        assertNotNull(messages.get(2).order());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "order",
                "{",
                "[",
                "[{}",
                "{\"type\":\"order\"",
                "{\"type\":\"order\",}",
                "{'type':'order'}",
                "{\"type\":\"order\" \"id\":\"o-1\"}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":\"\u0007\"}",
            })
    void brokenJsonIsRefusedAsAWhole(String frame) {
        assertRefusedAsJson(frame);
        assertRefusedAsJson("[" + minimal() + "," + frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "7", "\"order\""})
    void frameMustHoldAnObjectOrAnArray(String frame) {
        assertRefused(Code.INVALID_JSON, "must be a JSON object or an array of them", frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"order\""})
    void arrayMustHoldObjects(String element) {
        assertRefused(Code.INVALID_JSON, "[1] must be an object", "[" + minimal() + "," + element + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "null"})
    void nothingMayFollow(String trailing) {
        assertRefused(
                Code.INVALID_JSON, "must hold one JSON object or array, and nothing after it", minimal() + trailing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "}", ",", "{"})
    void garbageMayNotFollow(String trailing) {
        assertRefusedAsJson(minimal() + trailing);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 1_000, 100_000})
    void bombOfBracketsIsRefused(int depth) {
        assertRefusedAsJson(minimal().with("extra", "[".repeat(depth)).toString());
        assertRefusedAsJson("[".repeat(depth) + "]".repeat(depth));
    }

    @Test
    void whatIsIgnoredIsNestedSixteenDeepAtMost() throws FrameException {
        assertEquals(1, read(nested(15)).size());
        assertRefusedAsJson(nested(16));
    }

    /** Well formed, inside an object that is the first level itself. */
    private static String nested(int depth) {
        return minimal().with("extra", "[".repeat(depth) + "]".repeat(depth)).toString();
    }

    @Test
    void frameOfOneByteTooManyIsTooLarge() throws FrameException {
        String order = minimal().toString();

        assertEquals(1, read(order + " ".repeat(256 * 1024 - order.length())).size());
        assertRefused(
                Code.TOO_LARGE, "must be at most 262144 bytes", order + " ".repeat(256 * 1024 + 1 - order.length()));
    }

    private static void assertRefusedAsJson(String frame) {
        FrameException refused = assertThrows(FrameException.class, () -> read(frame));
        assertEquals(Code.INVALID_JSON, refused.rejection().code());
        assertEquals("frame", refused.rejection().field());
    }

    private static void assertRefused(Code code, String message, String frame) {
        FrameException refused = assertThrows(FrameException.class, () -> read(frame));
        assertEquals(code, refused.rejection().code());
        assertEquals("frame", refused.rejection().field());
        assertEquals(message, refused.rejection().message());
    }

    private static List<ProducerMessage> read(String frame) throws FrameException {
        return FrameReader.read(frame.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static Order order(String frame) throws FrameException {
        return assertInstanceOf(Order.class, read(frame).get(0).order());
    }

    private static Order simple(String id) {
        return new Order(id, "s", null, null, List.of(new Line("tea", 2, 39_600)), true, Order.NO_TIME);
    }

    private static String array(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> minimal().with("id", "\"o-" + i + '"').toString())
                .collect(Collectors.joining(",", "[", "]"));
    }
}
