package org.livetally.redis.client;

import java.nio.charset.StandardCharsets;

/** The slot of a key in a Redis Cluster: CRC16 (XMODEM) of the key, or of what stands between its first braces. */
public final class Slot {
    public static final int COUNT = 16_384;
    private static final int POLYNOMIAL = 0x1021;
    private static final int[] CRC16 = table();

    private Slot() {}

    /** From 0 to {@value #COUNT}, exclusive. */
    public static int of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    static int of(byte[] key) {
        int open = indexOf(key, '{', 0);
        int close = open < 0 ? -1 : indexOf(key, '}', open + 1);
        boolean isTagged = close > open + 1;
        return isTagged ? slot(key, open + 1, close) : slot(key, 0, key.length);
    }

    private static int indexOf(byte[] key, char sign, int from) {
        for (int i = from; i < key.length; i++) {
            if (key[i] == sign) {
                return i;
            }
        }
        return -1;
    }

    private static int slot(byte[] key, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc = (crc << Byte.SIZE ^ CRC16[(crc >> Byte.SIZE ^ key[i]) & 0xFF]) & 0xFFFF;
        }
        return crc % COUNT;
    }

    private static int[] table() {
        int[] table = new int[1 << Byte.SIZE];
        for (int value = 0; value < table.length; value++) {
            int crc = value << Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            table[value] = crc & 0xFFFF;
        }
        return table;
    }
}
