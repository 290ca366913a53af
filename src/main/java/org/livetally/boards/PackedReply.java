package org.livetally.boards;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.MessagePack;

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
        if (head == MessagePack.ARRAY_16 || head == MessagePack.ARRAY_32) {
            return (int) bigEndian(head == MessagePack.ARRAY_16 ? 2 : 4);
        }
        if (!isList(head)) {
            throw damage(head);
        }
        return head - MessagePack.FIXED_ARRAY;
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
        return head == MessagePack.NIL || head == MessagePack.FALSE;
    }

    private static boolean isList(int head) {
        return head >= MessagePack.FIXED_ARRAY && head < MessagePack.FIXED_TEXT
                || head == MessagePack.ARRAY_16
                || head == MessagePack.ARRAY_32;
    }

    /** The bytes of a text, which come next. */
    private int length(int head) {
        if (head >= MessagePack.FIXED_TEXT && head < MessagePack.NIL) {
            return head - MessagePack.FIXED_TEXT;
        }
        return head >= MessagePack.TEXT_8 && head <= MessagePack.TEXT_32
                ? (int) bigEndian(1 << head - MessagePack.TEXT_8)
                : NO_TEXT;
    }

    private long integer(int head) {
        if (head < MessagePack.FIXED_MAP) {
            return head;
        }
        if (head >= MessagePack.FIXED_NEGATIVE) {
            return (byte) head;
        }
        if (head >= MessagePack.UNSIGNED_8 && head <= MessagePack.UNSIGNED_64) {
            return bigEndian(1 << head - MessagePack.UNSIGNED_8);
        }
        if (head >= MessagePack.SIGNED_8 && head <= MessagePack.SIGNED_64) {
            int size = 1 << head - MessagePack.SIGNED_8;
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
