package org.livetally.intake.producers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.livetally.intake.producers.RawOrder.LINE;
import static org.livetally.intake.producers.RawOrder.minimal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;

/** An order that breaks a rule is refused alone, with the field that breaks it, and with its id. */
final class BadOrderTest {
    private static final long NOW = 1_592_208_000_000L;
    private static final String TEXT_RULE = "must be a string of 1 to 64 characters";
    private static final String QTY_RULE = "must be an integer from 1 to 1000000";
    private static final String AMOUNT_RULE = "must be an integer of minor units from 0 to 1000000000000";
    private static final String LINES_RULE = "must be an array of 1 to 100 lines";
    private static final String AT_RULE = "must be epoch milliseconds, from the year 2000 to a minute in the future";

    static Stream<Arguments> missing() {
        return Stream.of("type", "id", "stream", "lines")
                .map(field -> Arguments.of(field, minimal().without(field)));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void requiredFieldThatIsMissingIsNamed(String field, RawOrder order) {
        assertRejected(field, "is missing", order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sku", "qty", "amount"})
    void fieldThatALineLacksIsNamed(String field) {
        assertRejected("lines[0]." + field, "is missing", minimal().withoutLine(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "7", "true", "{}", "[\"order\"]"})
    void textsMustBeTexts(String json) {
        for (String field : List.of("type", "stream")) {
            assertRejected(field, TEXT_RULE, minimal().with(field, json));
        }
        assertRejected("lines[0].sku", TEXT_RULE, minimal().withLine("sku", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order", "like", "promise", "deal_cancelled", "catalogue", "groups", "erasure"})
    void otherTypesAreRefusedAndThoseThatOnlyTheServerMakes(String type) {
        assertRejected(
                "type",
                "must be order, payment, cancellation, refund, stock, show, deal, delivery, deal_cancellation or likes",
                minimal().with("type", '"' + type + '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment", "cancellation", "refund"})
    void anEventMustNameItsOrder(String type) {
        assertRejected("order", "is missing", minimal().with("type", '"' + type + '"'));
        assertRejected(
                "order", TEXT_RULE, minimal().with("type", '"' + type + '"').with("order", "7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "\"5\"", "null", "100000000000001", "9007199254740993"})
    void refundsAreIntegersFromOne(String amount) {
        RawOrder refund =
                minimal().with("type", "\"refund\"").with("order", "\"o-0\"").with("amount", amount);
        assertRejected("amount", "must be an integer of minor units from 1 to 100000000000000", refund);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"tea\"", "7"})
    void returnedLinesAreAnArrayOfAtLeastOneIfThereAreAny(String json) {
        assertRejected("lines", LINES_RULE, refund().with("lines", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000001", "\"1\"", "null"})
    void returnedUnitsAreIntegersFromOne(String qty) {
        assertRejected("lines[0].qty", QTY_RULE, refund().with("lines", "[{\"sku\":\"tea\",\"qty\":" + qty + "}]"));
    }

    @Test
    void returnedLineHasASkuAndAQtyAndEachSkuIsThereOnce() {
        String tea = "{\"sku\":\"tea\",\"qty\":1}";
        String milk = "{\"sku\":\"milk\",\"qty\":1}";
        assertRejected("lines[0].qty", "is missing", refund().with("lines", "[{\"sku\":\"tea\"}]"));
        assertRejected("lines[0].sku", "is missing", refund().with("lines", "[{\"qty\":1}]"));
        assertRejected("lines[1]", "must be an object", refund().with("lines", "[" + tea + ",7]"));
        assertRejected("lines", LINES_RULE, refund().with("lines", lines(101)));
        assertRejected(
                "lines[2].sku",
                "is in lines[0] as well",
                refund().with("lines", "[" + tea + "," + milk + "," + tea + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"true\"", "{}", "[]"})
    void restockIsTrueOrFalse(String json) {
        assertRejected("restock", "must be true or false", refund().with("restock", json));
    }

    private static RawOrder refund() {
        return minimal()
                .without("lines")
                .with("type", "\"refund\"")
                .with("order", "\"o-0\"")
                .with("amount", "5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1000000001",
                "-1000000001",
                "9223372036854775808",
                "1.5",
                "1e3",
                "\"5\"",
                "null",
                "true",
                "[5]"
            })
    void stockChangesByAnIntegerThatIsNotZero(String json) {
        assertRejected(
                "add", "must be an integer from -1000000000 to 1000000000, and not 0", stock().with("add", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "7", "{}", "[\"tea\"]"})
    void stockIsOfAProduct(String json) {
        assertRejected("sku", TEXT_RULE, stock().with("sku", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sku", "add", "id", "stream"})
    void fieldThatAStockChangeLacksIsNamed(String field) {
        assertRejected(field, "is missing", stock().without(field));
    }

    @Test
    void reasonAndTimeOfAStockChangeHaveTheirRules() {
        assertRejected("reason", "must be a string of 1 to 200 characters", stock().with("reason", "\"\""));
        assertRejected("at", AT_RULE, stock().with("at", "1592208000"));
    }

    private static RawOrder stock() {
        return minimal()
                .without("lines")
                .with("type", "\"stock\"")
                .with("sku", "\"tea\"")
                .with("add", "-5");
    }

    @Test
    void showSaysWhoPresentsOrWhatIsOnAir() {
        assertRejected("host", "is missing, and so is sku: a show must say at least one of them", show());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "7", "{}", "[\"tea\"]", "true"})
    void hostAndProductOnAirAreTextsOrNull(String json) {
        assertRejected("host", TEXT_RULE, show().with("host", json));
        assertRejected("sku", TEXT_RULE, show().with("sku", json));
        assertNotNull(read(show().with("sku", "null")).order());
        assertNotNull(read(show().with("host", "null")).order());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "stream"})
    void fieldThatAShowLacksIsNamed(String field) {
        assertRejected(field, "is missing", show().with("host", "null").without(field));
    }

    @Test
    void hostAndSkuHave64CharactersAtMost() {
        String text = '"' + "x".repeat(65) + '"';
        assertRejected("host", TEXT_RULE, show().with("host", text));
        assertRejected("sku", TEXT_RULE, show().with("sku", text));
        assertRejected("sku", TEXT_RULE, stock().with("sku", text));
    }

    private static RawOrder show() {
        return minimal().without("lines").with("type", "\"show\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expiry-", "catalogue-", "groups-", "erasure-"})
    void idsOfTheServerAreItsOwn(String prefix) {
        for (RawOrder message : List.of(minimal(), refund(), stock(), show().with("sku", "null"))) {
            ProducerMessage read = read(message.with("id", '"' + prefix + "7\""));

            assertEquals(Rejection.invalidOrder("id", Rule.SERVER_ID.reason(prefix)), read.rejection());
            assertEquals(prefix + "7", read.id(), "echoed");
        }
        assertNotNull(read(minimal().with("id", "\"my-" + prefix + "7\"")).order());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "counterparty", "amount", "id", "stream"})
    void fieldThatADealLacksIsNamed(String field) {
        assertRejected(field, "is missing", deal().without(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"Intent\"", "\"deal_cancelled\"", "7", "{}", "[\"intent\"]"})
    void kindOfADealIsOneOfTwo(String json) {
        assertRejected("kind", "must be \"intent\" or \"agreement\"", deal().with("kind", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e3", "1000000000001", "9223372036854775808", "\"5\"", "null", "{}", "[[5]]"})
    void amountsOfDealsAndDeliveriesAreMinorUnits(String json) {
        assertRejected("amount", AMOUNT_RULE, deal().with("amount", json));
        assertRejected("amount", AMOUNT_RULE, delivery().with("amount", json));
        if (!json.equals("null")) {
            assertRejected("income", AMOUNT_RULE, deal().with("income", json));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000000001", "\"5\"", "{}", "true"})
    void quantitiesOfDealsAndDeliveriesAreIntegersFromOne(String json) {
        assertRejected("qty", "must be an integer from 1 to 1000000000", deal().with("qty", json));
        assertRejected(
                "qty", "must be an integer from 1 to 1000000000", delivery().with("qty", json));
    }

    @Test
    void textsOfADealHaveTheirLengths() {
        for (String json : List.of("\"\"", '"' + "x".repeat(101) + '"', "7", "\"a\\nb\"", "{}")) {
            String rule = "must be a string of 1 to 100 characters";
            assertRejected("counterparty", rule, deal().with("counterparty", json));
            assertRejected("maker", rule, deal().with("maker", json));
        }
        assertRejected("counterparty", "must be a string of 1 to 100 characters", deal().with("counterparty", "null"));
        assertRejected("product", TEXT_RULE, deal().with("product", '"' + "x".repeat(65) + '"'));
        assertRejected(
                "unit",
                "must be a string of 1 to 20 characters",
                deal().with("qty", "1").with("unit", '"' + "x".repeat(21) + '"'));
        for (RawOrder message : List.of(deal(), delivery(), dealCancellation())) {
            assertRejected("reason", "must be a string of 1 to 200 characters", message.with("reason", "\"\""));
            assertRejected("at", AT_RULE, message.with("reason", "null").with("at", "1592208000"));
            assertRejected("currency", TEXT_RULE, message.with("at", "null").with("currency", "7"));
        }
    }

    @Test
    void aUnitCountsSomething() {
        assertRejected("unit", "must come with a qty", deal().with("unit", "\"jin\""));
        assertRejected(
                "unit", "must come with a qty", deal().with("unit", "\"jin\"").with("qty", "null"));
        assertNotNull(read(deal().with("unit", "\"\"")).order(), "empty is none");
        assertNotNull(read(deal().with("unit", "null")).order());
        assertNotNull(read(deal().with("unit", "\"jin\"").with("qty", "5")).order());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "7", "{}", "[\"d-1\"]"})
    void laterMessagesNameTheirDeal(String json) {
        for (RawOrder message : List.of(delivery(), dealCancellation())) {
            assertRejected("deal", TEXT_RULE, message.with("deal", json));
            assertRejected("deal", "is missing", message.without("deal"));
        }
        assertRejected("amount", "is missing", delivery().without("amount"));
    }

    @Test
    void fieldsOfDealsMeanNothingInOtherMessages() {
        for (RawOrder message : List.of(minimal(), refund(), stock(), show().with("sku", "null"))) {
            for (String field : List.of("kind", "counterparty", "product", "qty", "unit", "maker", "income", "deal")) {
                assertNotNull(read(message.with(field, "{}")).order(), field);
            }
        }
        assertNotNull(read(dealCancellation().with("amount", "-1")).order());
        assertNotNull(read(minimal().with("amount", "-1")).order());
    }

    private static RawOrder deal() {
        return minimal()
                .without("lines")
                .with("type", "\"deal\"")
                .with("kind", "\"agreement\"")
                .with("counterparty", "\"拉萨商贸\"")
                .with("amount", "60000000");
    }

    private static RawOrder delivery() {
        return minimal()
                .without("lines")
                .with("type", "\"delivery\"")
                .with("deal", "\"d-1\"")
                .with("amount", "0");
    }

    private static RawOrder dealCancellation() {
        return minimal().without("lines").with("type", "\"deal_cancellation\"").with("deal", "\"d-1\"");
    }

    @Test
    void refundsWithoutAmountAreRefused() {
        assertRejected(
                "amount", "is missing", minimal().with("type", "\"refund\"").with("order", "\"o-0\""));
    }

    @Test
    void textsOf65CharactersAreTooLong() {
        String text = '"' + "x".repeat(65) + '"';
        for (String field : List.of("type", "stream", "channel", "host")) {
            assertRejected(field, TEXT_RULE, minimal().with(field, text));
        }
        for (String field : List.of("id", "group", "city")) {
            assertRejected("buyer." + field, TEXT_RULE, minimal().with("buyer", "{\"" + field + "\":" + text + "}"));
        }
        assertRejected("lines[0].sku", TEXT_RULE, minimal().withLine("sku", text));
    }

    static Stream<Arguments> badIds() {
        String long65 = "x".repeat(65);
        String emoji65 = "🐂".repeat(65);
        return Stream.of(
                Arguments.of("\"\"", ""),
                Arguments.of('"' + long65 + '"', long65),
                Arguments.of('"' + emoji65 + '"', emoji65),
                Arguments.of("\"a\\u0007b\"", "a\u0007b"),
                Arguments.of("\"a\\nb\"", "a\nb"),
                Arguments.of("\"a\\u0085b\"", "a\u0085b"),
                Arguments.of("\"\\ud800\"", "\ud800"),
                Arguments.of("\"\\udc00\\ud800\"", "\udc00\ud800"),
                Arguments.of('"' + "x".repeat(257) + '"', null), // too long to be echoed
                Arguments.of("17", null),
                Arguments.of("null", null),
                Arguments.of("{\"id\":\"o-1\"}", null));
    }

    @ParameterizedTest
    @MethodSource("badIds")
    void badIdIsEchoedIfItIsAShortText(String json, String echo) {
        ProducerMessage message = read(minimal().with("id", json));

        Rejection rejection = message.rejection();
        assertNotNull(rejection);
        assertEquals(Rejection.invalidOrder("id", Rule.STRING_LENGTH.reason(64)), rejection);
        assertEquals(TEXT_RULE, rejection.message());
        assertEquals(echo, message.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1.5", "2.0", "1e3", "1000001", "9007199254740993", "\"2\"", "null", "[2]", "true"})
    void qtyMustBeAnIntegerFromOneToAMillion(String json) {
        assertRejected("lines[0].qty", QTY_RULE, minimal().withLine("qty", json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "1.0",
                "1e3",
                "1000000000001",
                "9007199254740993",
                "9223372036854775808",
                "123456789012345678901234567890",
                "\"100\"",
                "null",
                "{}"
            })
    void amountMustBeAnIntegerOfMinorUnits(String json) {
        assertRejected("lines[0].amount", AMOUNT_RULE, minimal().withLine("amount", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{}", "\"tea\"", "7"})
    void linesMustBeAnArrayOfAtLeastOne(String json) {
        assertRejected("lines", LINES_RULE, minimal().with("lines", json));
    }

    @Test
    void linesAreAHundredAtMost() {
        assertRejected("lines", LINES_RULE, minimal().with("lines", lines(101)));
        assertNotNull(read(minimal().with("lines", lines(100))).order());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"tea\"", "[]"})
    void lineMustBeAnObject(String json) {
        assertRejected("lines[1]", "must be an object", minimal().with("lines", "[" + LINE + "," + json + "]"));
    }

    @Test
    void lineIsNamedByItsPlace() {
        String bad = LINE.replace("\"qty\":2", "\"qty\":0");

        assertRejected("lines[2].qty", QTY_RULE, minimal().with("lines", "[" + LINE + "," + LINE + "," + bad + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"u-9f3\"", "[]", "true"})
    void buyerMustBeAnObject(String json) {
        assertRejected("buyer", "must be an object", minimal().with("buyer", json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1592208000",
                "946684799999",
                "1592208060001",
                "1592208120000",
                "1592208000000.0",
                "1.5e12",
                "\"1592208000000\"",
                "{}"
            })
    void timeMustBeEpochMillisecondsOfThisCenturyAndAtMostAMinuteAhead(String json) {
        assertRejected("at", AT_RULE, minimal().with("at", json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "\"\"", "\"PAID\"", "1", "true", "[\"paid\"]", "{\"status\":\"paid\"}"})
    void statusMustBeOneOfTwo(String json) {
        assertRejected("status", "must be \"paid\" or \"placed\"", minimal().with("status", json));
    }

    @Test
    void firstThingThatIsWrongIsTold() {
        RawOrder order = minimal().with("at", "-1").with("status", "0").withLine("qty", "0");

        assertRejected("lines[0].qty", QTY_RULE, order);
        assertRejected("lines[0].sku", TEXT_RULE, order.with("lines", "[{\"amount\":1,\"sku\":\"\",\"qty\":0},7]"));
    }

    @Test
    void idIsEchoedWhereverItStands() {
        RawOrder order = minimal()
                .without("id")
                .withLine("qty", "0")
                .with("at", "[[{}]]")
                .with("id", "\"o-1\"");

        assertRejected("lines[0].qty", QTY_RULE, order);
    }

    private static void assertRejected(String field, String rule, RawOrder order) {
        ProducerMessage message = read(order);
        Rejection rejection = message.rejection();
        assertNotNull(rejection, order::toString);
        assertEquals(
                List.of(Code.INVALID_ORDER, field, rule),
                List.of(rejection.code(), String.valueOf(rejection.field()), rejection.message()),
                order::toString);
        assertNull(message.order(), order::toString);
        assertEquals(field.equals("id") ? null : "o-1", message.id(), order::toString);
    }

    private static ProducerMessage read(RawOrder order) {
        try {
            byte[] frame = ("[" + order + "," + minimal() + "]").getBytes(StandardCharsets.UTF_8);
            List<ProducerMessage> messages = FrameReader.read(frame, NOW);
            assertEquals(2, messages.size(), "read to its end, so that the next message is found");
            assertNotNull(messages.get(1).order());
            return messages.get(0);
        } catch (FrameReader.FrameException e) {
            throw new AssertionError(order + " broke the frame: " + e.rejection(), e);
        }
    }

    private static String lines(int count) {
        return Stream.generate(() -> LINE).limit(count).collect(Collectors.joining(",", "[", "]"));
    }
}
