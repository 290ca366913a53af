package org.livetally.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.junit.jupiter.api.Test;

/** Packed messages are the same messages, and no bytes are worse than an exception. */
final class PackingTest {
    private static final int ROUNDS = 4_000;
    private static final LZ4SafeDecompressor DECOMPRESSOR =
            LZ4Factory.safeInstance().safeDecompressor();

    @Test
    void whatIsPackedIsUnpackedByteForByte() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] messages = any(random);
            byte[] value = Packing.pack(messages);
            assertArrayEquals(messages, value == messages ? messages : Packing.unpack(value), () -> "seed " + seed);
            assertTrue(value.length <= messages.length);
            assertStrict(new Lz4Packer().pack(messages, 0), messages.length);
        }
    }

    @Test
    void whatCameTooFarBeforeIsNoMatch() {
        byte[] marker = "what comes again".getBytes(UTF_8);
        Random random = new Random(11);
        for (int distance : new int[] {65_534, 65_535, 65_536, 70_000}) {
            byte[] bytes = new byte[3 * distance];
            random.nextBytes(bytes);
            for (int at = 0; at + marker.length < bytes.length; at += distance) {
                System.arraycopy(marker, 0, bytes, at, marker.length);
            }
            byte[] block = new Lz4Packer().pack(bytes, 0);
            assertStrict(block, bytes.length);
            assertArrayEquals(bytes, DECOMPRESSOR.decompress(block, bytes.length), () -> distance + " bytes before");
        }
        byte[] orders = batch(2_000);
        assertStrict(new Lz4Packer().pack(orders, 0), orders.length);
        assertArrayEquals(orders, Packing.unpack(Packing.pack(orders)));
    }

    /** The rules of the format for the end of a block, which lz4-java does not check, but others rely on. */
    private static void assertStrict(byte[] block, int length) {
        int in = 0;
        int out = 0;
        while (true) {
            int token = block[in++] & 0xff;
            int literals = token >> 4;
            if (literals == 15) {
                int more = more(block, in);
                literals += more;
                in += more / 255 + 1;
            }
            in += literals;
            out += literals;
            if (in == block.length) {
                assertEquals(length, out);
                assertTrue(token >> 4 >= Math.min(5, length), "the last bytes are literals");
                assertEquals(0, token & 15, "no match follows");
                return;
            }
            int distance = block[in] & 0xff | (block[in + 1] & 0xff) << 8;
            in += 2;
            assertTrue(distance > 0 && distance <= out, distance + " bytes before " + out);
            assertTrue(out <= length - 12, "the last match begins 12 bytes before the end, or earlier");
            int match = token & 15;
            if (match == 15) {
                int more = more(block, in);
                match += more;
                in += more / 255 + 1;
            }
            out += match + 4;
        }
    }

    /** What of a length is in the bytes that begin here. */
    private static int more(byte[] block, int from) {
        int more = 0;
        int at = from;
        for (; block[at] == -1; at++) {
            more += 255;
        }
        return more + (block[at] & 0xff);
    }

    @Test
    void aBlockIsTheSameWhateverWasPackedBefore() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int first : new int[] {1, Integer.MAX_VALUE - 100_000}) { // the places of the other one begin anew
            Lz4Packer used = new Lz4Packer(first);
            for (int i = 0; i < 100; i++) {
                byte[] messages = any(random);
                assertArrayEquals(new Lz4Packer().pack(messages, 4), used.pack(messages, 4), () -> "seed " + seed);
            }
        }
    }

    @Test
    void whatCannotBeShorterFits() {
        Random random = new Random(7);
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        for (int length : new int[] {0, 1, 12, 13, 14, 15, 269, 270, 271, 65_537, noise.length}) {
            byte[] bytes = Arrays.copyOf(noise, length);
            byte[] block = new Lz4Packer().pack(bytes, 0);
            assertStrict(block, length);
            assertArrayEquals(bytes, DECOMPRESSOR.decompress(block, length), () -> length + " bytes");
        }
    }

    /** Of every length from nothing on, and of very different kinds of content. */
    private static byte[] any(Random random) {
        byte[] bytes = new byte[random.nextInt(1 << 1 + random.nextInt(16))];
        int letters = 1 + random.nextInt(256);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(letters);
        }
        for (int copies = random.nextInt(40); copies > 0 && bytes.length > 8; copies--) {
            int from = random.nextInt(bytes.length);
            int to = random.nextInt(bytes.length);
            System.arraycopy(bytes, from, bytes, to, random.nextInt(bytes.length - Math.max(from, to)));
        }
        if (bytes.length > 0) {
            bytes[0] = '[';
        }
        return bytes;
    }

    /** Made by two others, of which one tries harder. */
    @Test
    void blocksOfOtherProgramsAreRead() {
        String messages = "[{\"id\":\"o-1\",\"type\":\"order\"},{\"id\":\"o-2\",\"type\":\"order\"},"
                + "{\"id\":\"o-3\",\"type\":\"order\"},0000000000000000000000000000000000000000]";
        for (String block : new String[] {
            "f50e5b7b226964223a226f2d31222c2274797065223a226f72646572227d2c"
                    + "1c001f321c00081e331c001f3001001050303030305d",
            "f0035b7b226964223a226f2d31222c22747970650d007572646572227d2c"
                    + "1c001f321c00081e331c001f3001001050303030305d"
        }) {
            String head = "01" + HexFormat.of().toHexDigits(messages.length(), 6);
            byte[] read = Packing.unpack(HexFormat.of().parseHex(head + block));
            assertEquals(messages, new String(read, UTF_8));
        }
    }

    @Test
    void aBatchIsPackedAndASingleOrderIsNot() {
        byte[] one = ("[" + order(0) + "]").getBytes(UTF_8);
        assertSame(one, Packing.pack(one));
        assertEquals("messages", Packing.field(one));

        byte[] batch = batch(200);
        byte[] value = Packing.pack(batch);
        assertEquals("packed", Packing.field(value));
        assertTrue(value.length < batch.length / 4, value.length + " of " + batch.length);
        assertEquals(1, value[0]);
        assertEquals(batch.length, (value[1] & 0xff) << 16 | (value[2] & 0xff) << 8 | value[3] & 0xff);
    }

    @Test
    void whatWouldNotFitIsNotPacked() {
        byte[] most = new byte[Packing.MAX_BYTES];
        Arrays.fill(most, (byte) '[');
        assertArrayEquals(most, Packing.unpack(Packing.pack(most)));
        byte[] more = Arrays.copyOf(most, most.length + 1);
        assertSame(more, Packing.pack(more));
    }

    @Test
    void damagedBytesAreRefusedAndNothingElseHappens() {
        byte[] batch = batch(60);
        byte[] value = Packing.pack(batch);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged =
                    random.nextInt(4) == 0 ? Arrays.copyOf(value, random.nextInt(value.length)) : value.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertTrue(Packing.unpack(damaged).length <= Packing.MAX_BYTES, () -> "seed " + seed);
            } catch (IllegalArgumentException e) {
                assertNotEquals("", e.getMessage(), () -> "seed " + seed);
            }
        }
    }

    @Test
    void aForgedLengthMakesNoRoom() {
        byte[] value = Packing.pack(batch(60));
        for (String head : new String[] {"01ffffff", "01100001", "01000000", "00000010", "ffffffff", "81000100"}) {
            byte[] forged = value.clone();
            System.arraycopy(HexFormat.of().parseHex(head), 0, forged, 0, 4);
            assertThrows(IllegalArgumentException.class, () -> Packing.unpack(forged), head);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Packing.unpack(HexFormat.of().parseHex("010fffff00")));
        assertThrows(IllegalArgumentException.class, () -> Packing.unpack(new byte[0]));
    }

    static byte[] batch(int orders) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < orders; i++) {
            text.append(i == 0 ? '[' : ',').append(order(i));
        }
        return text.append(']').toString().getBytes(UTF_8);
    }

    private static String order(int i) {
        return "{\"id\":\"o-" + i * 7_919L + "\",\"type\":\"order\",\"channel\":\"wsnb\",\"buyer\":{\"id\":\"u-"
                + i * 31
                + "\",\"group\":\"仁爱社区\",\"city\":\"杭州\"},\"lines\":[{\"sku\":\"tea-" + i % 130
                + "\",\"qty\":1,\"amount\":" + (990 + i * 100) + "}],\"status\":\"paid\",\"at\":1795971985712}";
    }
}
