package org.livetally.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8Test {
    /** Of 1, 2, 3 and 4 bytes; so many that parts of them end anywhere. */
    @Test
    void textsOfAnyLengthAreValid() {
        for (int length = 0; length < 3_000; length += 7) {
            byte[] text = "aé那🎉".repeat(length).getBytes(StandardCharsets.UTF_8);
            assertTrue(Utf8.isValid(text));
            assertTrue(Utf8.isValid(ByteBuffer.wrap(text).asReadOnlyBuffer()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c181", "e08081", "f0808081", "eda080", "f4908080", "80", "c3", "e982", "f09f8e", "ff"})
    void nothingElseIs(String wrong) {
        for (int before : new int[] {0, 1, 1_023, 1_024, 5_000}) {
            byte[] bytes = HexFormat.of().parseHex("e982a3".repeat(before) + wrong);
            assertFalse(Utf8.isValid(bytes), wrong + " after " + before);
            assertFalse(Utf8.isValid(ByteBuffer.wrap(bytes)), wrong + " after " + before);
        }
    }

    /** Several bytes are looked at together. */
    @Test
    void oneByteIsSeenAtAnyPlace() {
        for (int length = 1; length < 40; length++) {
            for (int place = 0; place < length; place++) {
                byte[] text = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
                assertTrue(Utf8.isValid(text));
                text[place] = (byte) 0x80;
                assertFalse(Utf8.isValid(text), place + " of " + length);
            }
        }
    }

    /** Of few values, around each border, so that most are about characters. */
    @Test
    void randomBytesAreJudgedAsADecoderJudgesThem() {
        int[] values = {
            0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
            0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
        };
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int valid = 0;
        for (int i = 0; i < 1_000_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            for (int b = 0; b < bytes.length; b++) {
                bytes[b] = (byte) values[random.nextInt(values.length)];
            }
            boolean expected = Utf8.isValid(ByteBuffer.wrap(bytes));
            assertEquals(
                    expected,
                    Utf8.isValid(bytes),
                    () -> "seed " + seed + ": " + HexFormat.of().formatHex(bytes));
            valid += expected ? 1 : 0;
        }
        assertTrue(valid > 10_000, "seed " + seed + ", a mixture: " + valid);
    }

    @Test
    void textsAreLookedAtWithoutACopy() {
        byte[] text = "那曲冬虫夏草".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTrue(Utf8.isValid(text));
        long before = thread.getCurrentThreadAllocatedBytes();
        assertTrue(Utf8.isValid(text));
        long used = thread.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < 50_000, used + " bytes for " + text.length);
    }
}
