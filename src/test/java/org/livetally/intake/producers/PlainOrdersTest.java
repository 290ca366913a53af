package org.livetally.intake.producers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.intake.producers.RawOrder.minimal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Order;
import org.livetally.intake.producers.FrameReader.FrameException;
import org.livetally.wire.MessageLimits;

/** What the fast way accepts, the parser accepts, as the same orders; and the usual orders go the fast way. */
final class PlainOrdersTest {
    private static final long NOW = HostileFrames.NOW;
    private static final int FRAMES = 100_000;

    private static final List<String> SPACE =
            List.of("", "", "", "", "", "", "", "", " ", "\n", "\t\r ", "\f", "\u00a0");
    private static final List<String> TEXTS = List.of(
            "u-1",
            "wsnb",
            "杭州",
            "仁爱社区居委会",
            "é",
            "e\u0301",
            "Köln",
            " a",
            "a ",
            "a  b",
            "",
            "\\u0041",
            "\\n",
            "\\\"",
            "\\\\",
            "a\u0001",
            "a\u007f",
            "a\u0080",
            "\u200b",
            "a\u200d",
            "🧧",
            "\ufffd",
            "ﬁ",
            "a\u3000b",
            "live-1",
            "expiry-1",
            "catalogue-2",
            "erasure-",
            "x".repeat(64),
            "x".repeat(65),
            "订".repeat(64),
            "订".repeat(65),
            "🧧".repeat(64),
            "x".repeat(300));
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "2",
            "999",
            "1000000",
            "1000001",
            "1000000000000",
            "1000000000001",
            "-1",
            "-0",
            "00",
            "01",
            "1.0",
            "1e3",
            "+1",
            "999999999999999999",
            "1000000000000000000",
            "9223372036854775807",
            "18446744073709551617",
            "0x1",
            "1a",
            "",
            "1592208000123",
            "946684799999",
            "946684800000",
            Long.toString(NOW + 60_000),
            Long.toString(NOW + 60_001));
    private static final List<String> OTHERS =
            List.of("null", "nul", "nulll", "true", "{}", "[]", "\"1\"", "\"", "NaN", "//");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void randomFramesAreReadAsTheParserReadsThem() {
        int plain = 0;
        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = frame().getBytes(UTF_8);
            if (random.nextInt(10) == 0) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            plain += compare(frame, NOW) ? 1 : 0;
        }
        assertTrue(plain > FRAMES / 5 && plain < FRAMES * 4 / 5, "seed " + seed + ", a mixture: " + plain);
    }

    @Test
    void hostileFramesAreReadAsTheParserReadsThem() {
        HostileFrames.each(
                seed, FRAMES / 10, "shop", frame -> compare(frame.value().bytes(), NOW));
    }

    /** Whether it went the fast way. */
    private boolean compare(byte[] frame, long now) {
        String about = "seed " + seed + ": " + new String(frame, UTF_8);
        Object expected;
        try {
            expected = FrameReader.parse(frame, now);
        } catch (FrameException e) {
            expected = e.rejection();
        }
        List<ProducerMessage> read = PlainOrders.read(frame, now);
        if (read != null) {
            assertEquals(expected, read, about);
        }
        return read != null;
    }

    private String frame() {
        int count = random.nextInt(4);
        if (count == 0) {
            return space() + order() + space();
        }
        String orders = IntStream.rangeClosed(1, count)
                .mapToObj(i -> space() + order() + space())
                .collect(Collectors.joining(random.nextInt(50) == 0 ? ",," : ","));
        return "[" + orders + "]" + (random.nextInt(50) == 0 ? "]" : "") + space();
    }

    private String order() {
        List<String> fields = new ArrayList<>(List.of(
                field("type", rarely("\"payment\"", "\"order\"")), field("id", text()), field("stream", text())));
        fields.add(field("lines", list()));
        often(fields, field("channel", text()));
        often(fields, field("buyer", buyer()));
        often(fields, field("status", random.nextBoolean() ? "\"placed\"" : rarely(text(), "\"paid\"")));
        often(fields, field("at", rarely(number(), "1592208000123")));
        often(fields, field("host", text()));
        often(fields, field("currency", text()));
        if (random.nextInt(40) == 0) {
            fields.add(field("note", text()));
        }
        return object(fields);
    }

    private String buyer() {
        List<String> fields = new ArrayList<>();
        often(fields, field("id", text()));
        often(fields, field("group", text()));
        often(fields, field("city", text()));
        often(fields, field("province", text()));
        return rarely(OTHERS.get(random.nextInt(OTHERS.size())), object(fields));
    }

    private String list() {
        int count = random.nextInt(200) == 0 ? 99 + random.nextInt(3) : 1 + random.nextInt(3);
        return IntStream.range(0, rarely("", "1").isEmpty() ? 0 : count)
                .mapToObj(i -> space()
                        + object(new ArrayList<>(
                                List.of(field("sku", text()), field("qty", number()), field("amount", number())))))
                .collect(Collectors.joining(",", "[", space() + "]"));
    }

    /** In any order; rarely one twice, and rarely without one. */
    private String object(List<String> fields) {
        if (random.nextBoolean()) {
            Collections.shuffle(fields, random);
        }
        if (!fields.isEmpty() && random.nextInt(60) == 0) {
            fields.add(fields.get(random.nextInt(fields.size())));
        }
        if (!fields.isEmpty() && random.nextInt(60) == 0) {
            fields.remove(random.nextInt(fields.size()));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private void often(List<String> fields, String field) {
        if (random.nextInt(4) > 0) {
            fields.add(field);
        }
    }

    private String field(String name, String value) {
        return space() + '"' + name + '"' + space() + ':' + space() + value + space();
    }

    private String text() {
        return rarely(
                random.nextInt(4) == 0
                        ? OTHERS.get(random.nextInt(OTHERS.size()))
                        : '"' + TEXTS.get(random.nextInt(TEXTS.size())) + '"',
                '"' + TEXTS.get(random.nextInt(4)) + '"');
    }

    private String number() {
        return rarely(NUMBERS.get(random.nextInt(NUMBERS.size())), NUMBERS.get(1 + random.nextInt(4)));
    }

    private String rarely(String one, String usual) {
        return random.nextInt(25) == 0 ? one : usual;
    }

    private String space() {
        return random.nextInt(300) == 0 ? SPACE.get(random.nextInt(SPACE.size())) : "";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":0}]}",
                " [ {\r\n\t\"lines\" : [ { \"amount\" : 5 , \"qty\" : 1 , \"sku\" : \"酥油 茶\" } ] , \"id\" : \"订单-1\" ,"
                        + " \"stream\" : \"naqu-4500m\" , \"type\" : \"order\" } ] \n",
                "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"channel\":null,\"buyer\":null,\"host\":null,\"currency\":null,"
                        + "\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":0}],\"status\":null,\"at\":null}",
                "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"channel\":\"wsnb\",\"buyer\":{\"id\":\"u-9\",\"group\":\"仁爱社区\","
                        + "\"city\":\"杭州\",\"province\":null},\"host\":\"苗伟伦\",\"currency\":\"CNY\",\"lines\":[{\"sku\":\"🧧\",\"qty\":1000000,"
                        + "\"amount\":1000000000000},{\"sku\":\"b\",\"qty\":1,\"amount\":0}],\"status\":\"placed\",\"at\":1592208000123}"
            })
    void usualOrdersGoTheFastWay(String frame) {
        assertTrue(compare(frame.getBytes(UTF_8), NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "{}",
                "[{}]",
                "{\"id\":\"o\"}",
                "{\"type\":\"payment\",\"id\":\"p\",\"stream\":\"s\",\"order\":\"o\"}",
                "{\"type\":\"order\",\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":0}]}",
                "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"lines\":[{\"sku\":\"tea\",\"qty\":1}]}",
                "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"lines\":[{\"sku\":\"t\\u0065a\",\"qty\":1,\"amount\":0}]}",
                "{\"type\":\"order\",\"id\":\"expiry-1\",\"stream\":\"s\",\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":0}]}",
                "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"note\":1,\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":0}]}",
                "{\"type\":\"order\",\"id\":\"o-1\",\"stream\":\"s\",\"lines\":[{\"sku\":\"tea\",\"qty\":1,\"amount\":0}]} x"
            })
    void everythingElseIsLeftToTheParser(String frame) {
        assertNull(PlainOrders.read(frame.getBytes(UTF_8), NOW));
    }

    @Test
    void aFrameOfTooManyOrdersIsLeftToTheParser() {
        assertNotNull(PlainOrders.read(frameOf(MessageLimits.MAX_FRAME_MESSAGES), NOW));
        assertNull(PlainOrders.read(frameOf(MessageLimits.MAX_FRAME_MESSAGES + 1), NOW));
    }

    private static byte[] frameOf(int orders) {
        return Collections.nCopies(orders, minimal().toString()).toString().getBytes(UTF_8);
    }

    /** Bytes that are no UTF-8, and those of a character in more bytes than it needs, which some parsers take. */
    @ParameterizedTest
    @ValueSource(ints = {0xff, 0x80, 0xc1_81, 0xc0_a2, 0xe0_82_a2, 0xed_a0_80, 0xf4_90_80_80, 0xe4_b8})
    void whatIsNoUtf8IsLeftToTheParser(int bytes) {
        byte[] frame = minimal().with("id", "\"o-????-\"").toString().getBytes(UTF_8);
        int place = new String(frame, UTF_8).indexOf('?');
        for (int i = 0, left = bytes; i < 4; i++, left <<= 8) {
            frame[place + i] = left >>> 24 == 0 ? (byte) 'x' : (byte) (left >>> 24);
        }
        assertNull(PlainOrders.read(frame, NOW));
    }

    @Test
    void namesAreSharedAndIdsAreNot() {
        byte[] frame = minimal()
                .with("buyer", "{\"id\":\"u\",\"city\":\"杭州\"}")
                .toString()
                .getBytes(UTF_8);
        Order one = order(frame);
        Order other = order(frame);
        assertSame(one.stream(), other.stream());
        assertSame(one.lines().get(0).sku(), other.lines().get(0).sku());
        assertSame(
                Objects.requireNonNull(one.buyer()).city(),
                Objects.requireNonNull(other.buyer()).city());
        assertEquals(one, other);
    }

    /** Many more than there are places for. */
    @Test
    void namesThatShareAPlaceAreToldApart() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String name = "p" + i;
                Order read = order(
                        minimal().withLine("sku", '"' + name + '"').toString().getBytes(UTF_8));
                assertEquals(name, read.lines().get(0).sku());
            }
        }
    }

    private static Order order(byte[] frame) {
        return (Order) Objects.requireNonNull(
                Objects.requireNonNull(PlainOrders.read(frame, NOW)).get(0).order());
    }
}
