package org.livetally.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.DealEvent.DealCancellation;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Cancellation;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.StockChange;

/** Entries of a ledger are read as the parser reads them, whole or damaged, and usual orders without it. */
final class LedgerOrdersTest {
    private static final int ENTRIES = 20_000;
    private static final int MUTATIONS = 100_000;
    private static final String[] TEXTS = {
        "",
        " a",
        "a ",
        "杭州",
        "e\u0301",
        "a\"b",
        "a\\b",
        "a\nb",
        "🧧",
        "\ud83c",
        "\u2028",
        "\u007f",
        "\ufffd",
        "x".repeat(65),
        "订".repeat(64),
        "a\u00a0",
        "\u0000",
        "a  b"
    };
    private static final long[] NUMBERS = {
        0, 1, 10, 1_000_000, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE, -1, Long.MIN_VALUE
    };
    /** What damage puts in: bytes that mean something in JSON, and parts that do in messages. */
    private static final String[] PARTS = {
        "",
        " ",
        "\n",
        "\t",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        "null",
        "true",
        "-",
        "0",
        "1.5",
        "1e3",
        "99999999999999999999",
        "\u0000",
        "{}",
        "[]",
        ",,",
        "\"lines\":[],",
        "\"id\":\"x\",",
        "\"type\":\"payment\",",
        "\"note\":{\"a\":[1]},",
        "\"at\":7",
        "//",
        "\ufeff",
        "\\u0041",
        "\"host\":null,",
        "[{",
        "}]",
        "\"numbers\":{\"yak\":[17]},",
        "[".repeat(20)
    };

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void randomEntriesAreReadAsTheParserReadsThem() {
        int plain = 0;
        for (int i = 0; i < ENTRIES; i++) {
            byte[] entry = entry(random.nextInt(4));
            plain += compare(entry) ? 1 : 0;
        }
        assertTrue(plain > ENTRIES / 2, "seed " + seed + ": " + plain);
    }

    @Test
    void damagedEntriesAreReadOrRefusedAsTheParserDoesIt() {
        int refused = 0;
        int plain = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] entry = entry(1 + random.nextInt(3));
            for (int times = random.nextInt(3); times >= 0; times--) {
                entry = damaged(entry);
            }
            plain += compare(entry) ? 1 : 0;
            refused += isRefused(entry) ? 1 : 0;
        }
        assertTrue(
                plain > MUTATIONS / 20 && refused > MUTATIONS / 4,
                "seed " + seed + ", a mixture: " + plain + ", " + refused);
    }

    @Test
    void aMessageByItselfIsReadAsTheParserReadsIt() {
        for (int i = 0; i < ENTRIES; i++) {
            byte[] json = LedgerJson.write(message());
            byte[] read = random.nextBoolean() ? json : damaged(json);
            assertEquals(
                    outcome(() -> LedgerJson.parsed("s", read)),
                    outcome(() -> LedgerJson.read("s", read)),
                    () -> "seed " + seed + ": " + new String(read, UTF_8));
        }
    }

    /** Whether it was read without the ledger's parser. */
    private boolean compare(byte[] entry) {
        String about = "seed " + seed + ": " + new String(entry, UTF_8);
        Object expected = outcome(() -> LedgerJson.parsedArray("s", entry));
        assertEquals(expected, outcome(() -> LedgerJson.readArray("s", entry)), about);
        List<Message> plain = LedgerOrders.read("s", entry);
        if (plain != null) {
            assertEquals(expected, plain, about);
        }
        return plain != null;
    }

    private static boolean isRefused(byte[] entry) {
        return outcome(() -> LedgerJson.parsedArray("s", entry)) instanceof String;
    }

    /** What was read, or how it failed. */
    private static Object outcome(Supplier<Object> read) {
        try {
            return read.get();
        } catch (UncheckedIOException e) {
            return Objects.requireNonNull(e.getCause()).toString();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private byte[] entry(int messages) {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            all.add(LedgerJson.write(message()));
        }
        return LedgerJson.array(all);
    }

    private Message message() {
        return switch (random.nextInt(12)) {
            case 0 -> new Payment(text(), "s", text(), optional(), number());
            case 1 -> new Cancellation(text(), "s", text(), optional(), number());
            case 2 ->
                new Refund(
                        text(), "s", text(), number(), List.of(new Returned(text(), number())), false, null, 5, null);
            case 3 -> new StockChange(text(), "s", text(), number(), optional(), number());
            case 4 -> new Show(text(), "s", new Show.Change(optional()), null, number());
            case 5 -> new DealCancellation(text(), "s", text(), optional(), number(), null);
            default -> order();
        };
    }

    private Order order() {
        Buyer buyer = random.nextInt(4) == 0 ? null : new Buyer(optional(), optional(), optional(), optional());
        List<Line> lines = new ArrayList<>();
        do {
            lines.add(new Line(text(), number(), number()));
        } while (random.nextInt(3) == 0);
        return new Order(
                text(),
                "s",
                optional(),
                random.nextInt(4) == 0 ? text() : null,
                buyer,
                random.nextInt(100) == 0 ? List.of() : lines,
                random.nextBoolean(),
                random.nextInt(10) == 0 ? Message.NO_TIME : number(),
                null,
                random.nextInt(20) == 0 ? Map.of("yak", List.of(17L)) : Map.of());
    }

    private @Nullable String optional() {
        return random.nextInt(3) == 0 ? null : text();
    }

    private String text() {
        return random.nextInt(100) == 0
                ? TEXTS[random.nextInt(TEXTS.length)]
                : random.nextInt(8) == 0 ? "社区-" + random.nextInt(99) : "u-" + random.nextInt(5_000);
    }

    private long number() {
        return random.nextInt(100) == 0 ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong(1_600_000_000_000L);
    }

    /** A byte is another one, or some bytes are gone, are there twice, or are others. */
    private byte[] damaged(byte[] json) {
        if (json.length == 0) {
            return json;
        }
        int from = random.nextInt(json.length);
        int to = Math.min(json.length, from + (random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(4)));
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] changed = json.clone();
                // Not 0xff: Jackson pads names with it, and takes one that has it for another that it has read before.
                changed[from] = (byte) random.nextInt(0xff);
                yield changed;
            }
            case 1 -> joined(json, from, new byte[0], to);
            case 2 -> joined(json, to, Arrays.copyOfRange(json, from, to), to);
            case 3 -> Arrays.copyOf(json, from);
            default ->
                joined(
                        json,
                        from,
                        PARTS[random.nextInt(PARTS.length)].getBytes(UTF_8),
                        random.nextBoolean() ? from : to);
        };
    }

    private static byte[] joined(byte[] json, int until, byte[] between, int from) {
        byte[] all = Arrays.copyOf(json, until + between.length + json.length - from);
        System.arraycopy(between, 0, all, until, between.length);
        System.arraycopy(json, from, all, until + between.length, json.length - from);
        return all;
    }

    private static final String LINES = "\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":0}],\"status\":\"paid\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"o-1\",\"type\":\"order\"," + LINES + "}]",
                "[{\"id\":\"o-1\",\"type\":\"order\"," + LINES + ",\"at\":1592208000123}]",
                "[{\"id\":\"订单-1\",\"type\":\"order\",\"channel\":\"wsnb\",\"host\":\"苗伟伦\",\"buyer\":{\"id\":\"u\",\"group\":\"g\","
                        + "\"city\":\"杭州\",\"province\":\"浙江\"}," + LINES + ",\"at\":7}]",
                "[{\"id\":\"o\",\"type\":\"order\",\"buyer\":{\"city\":\"杭州\"}," + LINES
                        + "},{\"id\":\"p\",\"type\":\"order\",\"buyer\":" + "{\"id\":\"u\",\"province\":\"b\"}," + LINES
                        + "}]"
            })
    void usualOrdersNeedNoParser(String json) {
        byte[] entry = json.getBytes(UTF_8);
        assertTrue(compare(entry));
        byte[] first = LedgerJson.split(entry).get(0);
        assertEquals(LedgerJson.parsed("s", first), LedgerOrders.readOne("s", first));
    }

    /** Each says what a parser must judge: it could be read as an order that the ledger does not have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"o\",\"type\":\"order\"," + LINES + "},",
                "{\"id\":\"o\",\"type\":\"order\",\"buyer\":{}," + LINES + "}",
                "{\"id\":\"o\",\"type\":\"order\",\"buyer\":{\"id\":\"u\",}," + LINES + "}",
                "{\"id\":\"o\",\"type\":\"order\",\"buyer\":{\"city\":\"c\",\"id\":\"u\"}," + LINES + "}",
                "{\"id\":\"o\",\"type\":\"order\"," + LINES + ",\"numbers\":{\"yak\":[17]}}",
                "{\"id\":\"o\",\"type\":\"order\"," + LINES + ",\"at\":7,\"at\":8}",
                "{\"type\":\"order\",\"id\":\"o\"," + LINES + "}",
                "{\"id\":\"o\",\"type\":\"order\",\"lines\":[],\"status\":\"paid\"}",
                "{\"id\":\"o\",\"type\":\"order\"," + LINES + ",\"at\":-1}",
                "{\"id\":\"a\\u0062\",\"type\":\"order\"," + LINES + "}"
            })
    void everythingElseIsLeftToAParser(String json) {
        assertNull(LedgerOrders.readOne("s", json.getBytes(UTF_8)));
        compare(("[" + json + "]").getBytes(UTF_8));
    }

    @Test
    void aMessageOfAnotherKindLeavesTheOrdersAroundItToTheFastWay() {
        Message payment = new Payment("p", "s", "o", "订金", 7);
        Message numbered = new Order("n", "s", null, null, List.of(new Line("yak", 1, 1)), true, 7)
                .withNumbers(Map.of("yak", List.of(17L)));
        Message order = new Order("o", "s", null, null, List.of(new Line("tea", 1, 1)), false, 7);
        List<Message> messages = List.of(order, payment, numbered, payment, order);
        byte[] entry = LedgerJson.array(messages.stream().map(LedgerJson::write).toList());
        assertEquals(messages, LedgerOrders.read("s", entry));
    }

    /** A depth that only the ledger's parser allows, in a field that this version does not know. */
    @Test
    void whatIsTooDeepForTheStricterParserIsReadByTheOther() {
        String deep = "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH);
        byte[] entry = ("[{\"note\":" + deep + ",\"id\":\"o\",\"type\":\"order\"," + LINES + "}]").getBytes(UTF_8);
        assertNull(LedgerOrders.read("s", entry));
        assertEquals(1, LedgerJson.readArray("s", entry).size());
    }

    @Test
    void namesThatComeAgainAreShared() {
        byte[] json = LedgerJson.write(
                new Order("o", "s", null, new Buyer("u", "g", "杭州"), List.of(new Line("tea", 1, 1)), true, 7));
        LedgerJson.read("s", json);
        Order one = (Order) LedgerJson.read("s", json); // the second time, from which on they are kept
        Order other = (Order) LedgerJson.read("s", json);
        assertSame(one.lines().get(0).sku(), other.lines().get(0).sku());
        Buyer buyer = one.buyer();
        assertNotNull(buyer);
        assertSame(buyer.city(), Objects.requireNonNull(other.buyer()).city());
    }
}
