package org.livetally.boards;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a script packed with {@code cmsgpack.pack}, read from front to end: texts, whole numbers, nil or false, and lists of
 * these.
 *
 * <p>Fast path: a board is some 900 values, read ten times a second. As values of Redis' protocol they would be two or three
 * objects each, 140 KB a reading, before any of them is looked at. Here a value becomes an object only when it is asked
 * for. Numbers are read from their digits, and what has not changed is compared as bytes and skipped ({@link Carried},
 * {@link CarriedRows}). Nothing falls back: other kinds of MessagePack are damage.
 */
final class PackedReply {
    /** So many digits fit into a long. */
    private static final int SAFE_DIGITS = 18;

    private static final int FIX_MAP = 0x80;
    private static final int FIX_LIST = 0x90;
    private static final int FIX_TEXT = 0xa0;
    private static final int NIL = 0xc0;
    private static final int FALSE = 0xc2;
    private static final int UINT_8 = 0xcc;
    private static final int UINT_64 = 0xcf;
    private static final int INT_8 = 0xd0;
    private static final int INT_64 = 0xd3;
    private static final int TEXT_8 = 0xd9;
    private static final int TEXT_32 = 0xdb;
    private static final int LIST_16 = 0xdc;
    private static final int LIST_32 = 0xdd;
    private static final int FIX_NEGATIVE = 0xe0;
    private static final int NO_TEXT = -1;

    private final byte[] bytes;
    private int at;

    /** @param at where to begin */
    PackedReply(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Reads a reply where the Redis client has it, or a copy if that is not on the heap. */
    static PackedReply of(Response reply) {
        ByteBuf bytes = ((BufferInternal) reply.toBuffer()).getByteBuf();
        return bytes.hasArray()
                ? new PackedReply(bytes.array(), bytes.arrayOffset() + bytes.readerIndex())
                : new PackedReply(ByteBufUtil.getBytes(bytes), 0);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the next value begins. */
    int at() {
        return at;
    }

    /** Enters a list, and returns how many values it has; they come next. */
    int list() {
        int head = head();
        if (head == LIST_16 || head == LIST_32) {
            return (int) bigEndian(head == LIST_16 ? 2 : 4);
        }
        if (!isList(head)) {
            throw damage(head);
        }
        return head - FIX_LIST;
    }

    /** The next value as a text; null for nil. */
    @Nullable
    String text() {
        int head = head();
        if (isNil(head)) {
            return null;
        }
        int length = length(head);
        if (length == NO_TEXT) {
            return Long.toString(integer(head));
        }
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** The next value, a text, in UTF-8. */
    byte[] utf8() {
        int head = head();
        int length = length(head);
        if (length == NO_TEXT) {
            throw damage(head);
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** The next value as an integer, which may be a text of digits; 0 for nil. */
    long number() {
        int head = head();
        int length = length(head);
        if (length == NO_TEXT) {
            return isNil(head) ? 0 : integer(head);
        }
        at += length;
        return number(at - length, at);
    }

    /** The next value as an integer; null for nil. */
    @Nullable
    Long numberOrNull() {
        if (isNil(bytes[at] & 0xff)) {
            at++;
            return null;
        }
        return number();
    }

    /** Goes to where a value begins. */
    void moveTo(int place) {
        at = place;
    }

    void skip() {
        if (isList(bytes[at] & 0xff)) {
            skip(list());
            return;
        }
        int head = head();
        int length = length(head);
        if (length != NO_TEXT) {
            at += length;
        } else if (!isNil(head)) {
            integer(head);
        }
    }

    void skip(int values) {
        for (int i = 0; i < values; i++) {
            skip();
        }
    }

    /** Skips the next value of both replies if it is the same; otherwise only that of the other one. */
    boolean skipSame(PackedReply other) {
        int from = at;
        int otherFrom = other.at;
        skip();
        other.skip();
        boolean same = Arrays.equals(bytes, from, at, other.bytes, otherFrom, other.at);
        if (!same) {
            at = from;
        }
        return same;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || i - from == SAFE_DIGITS) {
                return parsed(from, to); // has a sign, or is refused
            }
            number = 10 * number + digit;
        }
        return from == to ? parsed(from, to) : number;
    }

    private long parsed(int from, int to) {
        return Long.parseLong(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private int head() {
        return bytes[at++] & 0xff;
    }

    private static boolean isNil(int head) {
        return head == NIL || head == FALSE;
    }

    private static boolean isList(int head) {
        return head >= FIX_LIST && head < FIX_TEXT || head == LIST_16 || head == LIST_32;
    }

    /** The bytes of a text, which come next. */
    private int length(int head) {
        if (head >= FIX_TEXT && head < NIL) {
            return head - FIX_TEXT;
        }
        return head >= TEXT_8 && head <= TEXT_32 ? (int) bigEndian(1 << head - TEXT_8) : NO_TEXT;
    }

    private long integer(int head) {
        if (head < FIX_MAP) {
            return head;
        }
        if (head >= FIX_NEGATIVE) {
            return (byte) head;
        }
        if (head >= UINT_8 && head <= UINT_64) {
            return bigEndian(1 << head - UINT_8);
        }
        if (head >= INT_8 && head <= INT_64) {
            int size = 1 << head - INT_8;
            int unused = Long.SIZE - Byte.SIZE * size;
            return bigEndian(size) << unused >> unused;
        }
        throw damage(head);
    }

    private long bigEndian(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << Byte.SIZE | bytes[at++] & 0xff;
        }
        return value;
    }

    private IllegalStateException damage(int head) {
        return new IllegalStateException("what the script packed has an unknown kind " + head + " before " + at);
    }
}
