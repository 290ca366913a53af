package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.Integers;
import org.livetally.testing.TestRedis;

/** Compared with what Redis itself unpacks. */
final class MessagePackTest {
    private static final int TRIALS = 200;
    /** Lengths around which the form changes. */
    private static final int[] LENGTHS = {0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536, 70_000};
    /** Says what was unpacked, in full. */
    private static final String SAY = """
            local bytes = string.gsub(ARGV[1], '..', function(hex) return string.char(tonumber(hex, 16)) end)
            local function say(value)
              if type(value) == 'table' then
                local said = {}
                for i = 1, #value do
                  said[i] = say(value[i])
                end
                return '[' .. table.concat(said, ',') .. ']'
              end
              return type(value) == 'number' and string.format('%.0f', value) or type(value) .. ' ' .. tostring(value)
            end
            return say(cmsgpack.unpack(bytes))""";

    private MessagePack out = new MessagePack(0);
    private final StringBuilder expected = new StringBuilder();

    private void check() {
        assertEquals(
                expected.toString(),
                TestRedis.text("EVAL", SAY, "0", HexFormat.of().formatHex(out.toBytes())));
    }

    @Test
    void integersThatLuaHoldsAreNumbers() {
        long[] values = {
            0, 1, 127, 128, 255, 256, 65_535, 65_536, 0xffff_ffffL, 0x1_0000_0000L, Integers.MAX_EXACT, -1, -129
        };
        out.array(values.length + 1);
        expected.append('[');
        for (long value : values) {
            out.number(value);
            expected.append(value).append(',');
        }
        out.number(-Integers.MAX_EXACT);
        expected.append(-Integers.MAX_EXACT).append(']');
        check();
    }

    /** As numbers they would be rounded on the way. */
    @Test
    void otherIntegersAreTexts() {
        out.array(4).number(Integers.MAX_EXACT + 1).number(-Integers.MAX_EXACT - 1);
        out.number(Long.MAX_VALUE).number(Long.MIN_VALUE);
        expected.append("[string 9007199254740992,string -9007199254740992,");
        expected.append("string 9223372036854775807,string -9223372036854775808]");
        check();
    }

    @Test
    void nilIsNothing() {
        out.array(3).text("a").nil().text("b");
        String third = "return cmsgpack.unpack(string.char(" + list(out.toBytes())
                + "))[2] == nil and 'nothing' or 'something'";
        assertEquals("nothing", TestRedis.text("EVAL", third, "0"));
    }

    private static String list(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> Integer.toString(bytes[i] & 0xff))
                .reduce((before, next) -> before + "," + next)
                .orElseThrow();
    }

    @Test
    void textsAndArraysOfEachFormAreWhatTheyWere() {
        for (int length : LENGTHS) {
            String text = "x".repeat(length);
            out.array(3).text(text).text("茶" + text).array(length);
            expected.append("[string ")
                    .append(text)
                    .append(",string 茶")
                    .append(text)
                    .append(",[");
            for (int i = 0; i < length; i++) {
                out.number(i % 3);
                expected.append(i == 0 ? "" : ",").append(i % 3);
            }
            expected.append("]]");
            check();
            out = new MessagePack(0);
            expected.setLength(0);
        }
    }

    @Test
    void whateverIsPackedIsUnpacked() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < TRIALS; i++) {
            add(random, 3);
            check();
            out = new MessagePack(0);
            expected.setLength(0);
        }
    }

    private void add(Random random, int depth) {
        switch (random.nextInt(depth == 0 ? 3 : 4)) {
            case 0 -> {
                long value = random.nextLong() >> random.nextInt(64);
                boolean isExact = Math.abs(value) <= Integers.MAX_EXACT;
                out.number(value);
                expected.append(isExact ? "" : "string ").append(value);
            }
            case 1 -> {
                boolean value = random.nextBoolean();
                out.bool(value);
                expected.append("boolean ").append(value);
            }
            case 2 -> {
                String text = (random.nextBoolean() ? "é仁😀" : "tea").repeat(random.nextInt(100));
                out.text(text);
                expected.append("string ").append(text);
            }
            default -> {
                int length = random.nextInt(20);
                out.array(length);
                expected.append('[');
                for (int i = 0; i < length; i++) {
                    expected.append(i == 0 ? "" : ",");
                    add(random, depth - 1);
                }
                expected.append(']');
            }
        }
    }
}
