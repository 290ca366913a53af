package org.livetally.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;

/** Orders have the same canonical JSON, whoever writes it. */
final class OrderJsonTest {
    private static final int ORDERS = 50_000;
    /** Characters around each border that matters: of what is escaped, and of the lengths in UTF-8. */
    private static final int[] SPECIAL = {
        0, 0x1f, ' ', '"', '\\', '/', '\n', 0x7e, 0x7f, 0x80, 0x85, 0x7ff, 0x800, 0x2028, 0x4e00, 0xd7ff, 0xe000,
        0xfeff, 0xfffd, 0xffff, 0x10000, 0x1f9e7, 0x10ffff
    };

    private static final long[] NUMBERS = {0, 1, 9, 10, 99, 100, 1_000_000, 999_999_999_999L, Long.MAX_VALUE};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void anOrderIsWrittenAsTheGeneratorWritesIt() {
        int plain = 0;
        for (int i = 0; i < ORDERS; i++) {
            Order order = order();
            byte[] expected = LedgerJson.generated(order);
            assertArrayEquals(expected, LedgerJson.write(order), () -> "seed " + seed + ": " + order);
            plain += OrderJson.write(order) == null ? 0 : 1;
        }
        assertTrue(plain > ORDERS / 4 && plain < ORDERS, "a mixture: " + plain);
    }

    @Test
    void aRecentOrderIsWrittenAsTheGeneratorWritesIt() {
        int plain = 0;
        for (int i = 0; i < ORDERS; i++) {
            Order order = order();
            byte[] expected = RecentJson.generated(order);
            assertArrayEquals(expected, RecentJson.write(order), () -> "seed " + seed + ": " + order);
            plain += RecentJson.plain(order) == null ? 0 : 1;
        }
        assertTrue(plain > ORDERS / 4 && plain < ORDERS, "a mixture: " + plain);
    }

    @Test
    void whatComesBeforeTheTimeIsTheMessageWithoutOne() {
        for (int i = 0; i < ORDERS / 10; i++) {
            Order order = order().at(random.nextInt(2) == 0 ? random.nextLong() & Long.MAX_VALUE : 7);
            byte[] json = LedgerJson.write(order);
            ByteArrayOutputStream before = new ByteArrayOutputStream();
            before.write(json, 0, LedgerJson.bytesBeforeTime(json));
            before.write(LedgerJson.END);
            assertArrayEquals(
                    LedgerJson.write(order.at(Message.NO_TIME)),
                    before.toByteArray(),
                    () -> "seed " + seed + ": " + order);
        }
    }

    @Test
    void aLargeOrderIsPlainAndLeavesNothingToTheNext() {
        Line[] lines = new Line[10_000];
        Arrays.fill(lines, new Line("sku", 1, 1));
        Order large = order("o", null, null, List.of(lines), 1);
        assertArrayEquals(LedgerJson.generated(large), present(OrderJson.write(large)));
        Order small = order("o", null, null, List.of(), 1);
        assertEquals(LedgerJson.generated(small).length, present(OrderJson.write(small)).length);
    }

    @Test
    void halfOfASurrogatePairAndANumberBelowZeroAreNotPlain() {
        assertNull(OrderJson.write(order("a\ud83c", null, null, List.of(), 1)));
        assertNull(OrderJson.write(order("\udfffb", null, null, List.of(), 1)));
        assertNull(OrderJson.write(order("a", null, null, List.of(new Line("s", -1, 1)), 1)));
        assertNull(OrderJson.write(order("a", null, null, List.of(), -2)));
    }

    private static byte[] present(byte @Nullable [] json) {
        assertNotNull(json);
        return json;
    }

    private Order order() {
        Buyer buyer = random.nextInt(4) == 0 ? null : new Buyer(text(), text(), text(), text());
        List<Line> lines = new ArrayList<>();
        while (random.nextInt(3) > 0) {
            lines.add(new Line(name(), number(), number()));
        }
        return order(name(), text(), buyer, lines, random.nextInt(5) == 0 ? Message.NO_TIME : number())
                .withNumbers(random.nextInt(20) == 0 ? Map.of("yak", List.of(17L)) : Map.of());
    }

    private Order order(String id, @Nullable String text, @Nullable Buyer buyer, List<Line> lines, long at) {
        return new Order(
                id,
                "s",
                text,
                random.nextBoolean() ? text : null,
                buyer,
                lines,
                random.nextBoolean(),
                at,
                null,
                Map.of());
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private @Nullable String text() {
        return random.nextInt(3) == 0 ? null : name();
    }

    private String name() {
        StringBuilder name = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            name.appendCodePoint(
                    random.nextInt(60) == 0
                            ? SPECIAL[random.nextInt(SPECIAL.length)]
                            : random.nextInt(6) == 0 ? 0x4e00 + random.nextInt(99) : 'a' + random.nextInt(26));
        }
        return name.toString();
    }
}
