package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.testing.TestRedis;

/** What Redis' own cmsgpack writes is read as it was. */
final class PackedReplyTest {
    private static final List<Long> NUMBERS = Stream.of(
                    0L,
                    1L,
                    31L,
                    32L,
                    127L,
                    128L,
                    255L,
                    256L,
                    32_768L,
                    65_535L,
                    65_536L,
                    2_147_483_648L,
                    4_294_967_295L,
                    4_294_967_296L,
                    9_007_199_254_740_991L)
            .flatMap(number -> Stream.of(number, -number))
            .toList();

    private static final List<Integer> LENGTHS = List.of(0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536, 70_000);

    @Test
    void numbersOfAllSizes() {
        for (long number : NUMBERS) {
            assertEquals(number, packed("" + number).number());
            assertEquals(number, packed("'" + number + "'").number());
            assertEquals(number, packed("" + number).numberOrNull());
            assertEquals("" + number, packed("" + number).text());
        }
        assertEquals(Long.MAX_VALUE, packed("'" + Long.MAX_VALUE + "'").number());
        assertThrows(NumberFormatException.class, () -> packed("'1.5'").number());
        assertThrows(NumberFormatException.class, () -> packed("''").number());
    }

    @Test
    void textsOfAllLengths() {
        for (int length : LENGTHS) {
            PackedReply reply = packed("{string.rep('é', " + length + "), string.rep('x', " + length + "), 'end'}");
            assertEquals(3, reply.list());
            assertEquals("é".repeat(length), reply.text());
            assertEquals(length, reply.utf8().length);
            assertEquals("end", reply.text());
        }
    }

    @Test
    void listsOfAllLengthsAreEnteredOrSkipped() {
        for (int length : LENGTHS) {
            PackedReply reply = packed("(function() local all = {} for i = 1, " + length
                    + " do all[i] = {i, 'x', {}, false} end return {all, 'end'} end)()");
            assertEquals(2, reply.list());
            int all = reply.at();
            reply.skip();
            assertEquals("end", reply.text());
            reply.moveTo(all);
            assertEquals(length, reply.list());
            for (int i = 1; i <= length; i++) {
                assertEquals(4, reply.list());
                assertEquals(i, reply.number());
                assertEquals("x", reply.text());
                assertEquals(0, reply.list());
                assertNull(reply.text());
            }
            assertEquals("end", reply.text());
        }
    }

    @Test
    void whatIsNotThereIsNothing() {
        for (String nothing : List.of("false", "nil")) {
            assertNull(packed(nothing).text());
            assertNull(packed(nothing).numberOrNull());
            assertEquals(0, packed(nothing).number());
        }
    }

    @Test
    void otherKindsAreDamage() {
        assertThrows(IllegalStateException.class, () -> packed("true").number());
        assertThrows(IllegalStateException.class, () -> packed("0.5").number());
        assertThrows(IllegalStateException.class, () -> packed("{a = 1}").list());
        assertThrows(IllegalStateException.class, () -> packed("{a = 1}").skip());
        assertThrows(IllegalStateException.class, () -> packed("7").utf8());
        assertThrows(IllegalStateException.class, () -> packed("'text'").list());
    }

    private static PackedReply packed(String value) {
        return PackedReply.of(
                Objects.requireNonNull(TestRedis.command("EVAL", "return cmsgpack.pack(" + value + ")", "0")));
    }
}
