package org.livetally.boards;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in the replies of scripts. */
final class ReplyValues {
    /** So many digits fit into a long. */
    private static final int SAFE_DIGITS = 18;

    private ReplyValues() {}

    /** A field of a hash; 0 if it is not there. */
    static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    /** An integer; 0 for nil. Read without a text in between, since a trend has hundreds of them. */
    static long number(@Nullable Response value) {
        if (value == null) {
            return 0;
        }
        if (value.type() != ResponseType.BULK) {
            return value.toLong();
        }
        Buffer text = value.toBuffer();
        int length = text.length();
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.getByte(i) - '0';
            if (digit < 0 || digit > 9 || i == SAFE_DIGITS) {
                return Long.parseLong(value.toString()); // has a sign, or is refused
            }
            number = 10 * number + digit;
        }
        return length == 0 ? Long.parseLong(value.toString()) : number;
    }
}
