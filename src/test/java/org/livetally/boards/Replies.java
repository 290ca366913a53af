package org.livetally.boards;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
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

    static Response array(@Nullable Response... parts) {
        MultiType array = MultiType.create(parts.length, false);
        for (Response part : parts) {
            array.add(part);
        }
        return array;
    }
}
