package org.livetally.boards;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One value of a script's replies, such as a list: decoded again only if its bytes are not those of the last reply. What is
 * decoded must follow from the bytes alone and be immutable; then it does not matter which replies came before, or from which
 * Redis.
 */
final class Carried<T> {
    private byte[] bytes = {};
    private int length;
    private @Nullable T value;

    /** The next value of the reply. */
    T of(PackedReply reply, Function<PackedReply, T> decoder) {
        int from = reply.at();
        reply.skip();
        int to = reply.at();
        T known = value;
        if (known != null && Arrays.equals(bytes, 0, length, reply.bytes(), from, to)) {
            return known;
        }
        T decoded = decoder.apply(new PackedReply(reply.bytes(), from));
        bytes = copied(reply.bytes(), from, to, bytes);
        length = to - from;
        value = decoded;
        return decoded;
    }

    /** Copies bytes into the array if there is room, otherwise into a new one with room for some more. */
    static byte[] copied(byte[] from, int start, int end, byte[] into) {
        int length = end - start;
        byte[] room = into.length < length ? new byte[length + length / 8] : into;
        System.arraycopy(from, start, room, 0, length);
        return room;
    }
}
