package org.livetally.boards;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Replies of Redis, as its client hands them over. */
final class Replies {
    private Replies() {}

    /** A reply of texts; null is nil. */
    static Response texts(@Nullable Object... values) {
        return array(Arrays.stream(values).map(Replies::text).toArray(Response[]::new));
    }

    static @Nullable Response text(@Nullable Object value) {
        return value == null ? null : BulkType.create(Buffer.buffer(value.toString()), false);
    }

    static Response number(long value) {
        return NumberType.create(value);
    }

    /** A reply that a script packed, of texts, numbers and arrays of them, as Redis' cmsgpack writes it. */
    static Response packed(Response value) {
        Buffer packed = Buffer.buffer();
        pack(packed, value);
        return BulkType.create(packed, false);
    }

    private static void pack(Buffer out, @Nullable Response value) {
        if (value == null) {
            out.appendByte((byte) 0xc2);
        } else if (value.type() == ResponseType.MULTI) {
            head(out, value.size(), 0x90, 16, 0xdc);
            value.forEach(part -> pack(out, part));
        } else if (value.type() == ResponseType.NUMBER) {
            out.appendByte((byte) 0xcf).appendLong(value.toLong());
        } else {
            Buffer text = value.toBuffer();
            head(out, text.length(), 0xa0, 32, 0xda);
            out.appendBuffer(text);
        }
    }

    private static void head(Buffer out, int size, int small, int limit, int large) {
        if (size < limit) {
            out.appendByte((byte) (small + size));
        } else {
            out.appendByte((byte) large).appendUnsignedShort(size);
        }
    }

    static Response array(@Nullable Response... parts) {
        MultiType array = MultiType.create(parts.length, false);
        for (Response part : parts) {
            array.add(part);
        }
        return array;
    }
}
