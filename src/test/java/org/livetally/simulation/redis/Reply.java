package org.livetally.simulation.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.ErrorType;
import io.vertx.redis.client.impl.types.MultiType;
import io.vertx.redis.client.impl.types.NumberType;
import io.vertx.redis.client.impl.types.SimpleStringType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** What Redis answers, as RESP2 tells it. */
public sealed interface Reply {
    /** The same as the client library hands it over: null for nil; an error is a Throwable, too. */
    @Nullable
    Response response();

    record Status(String text) implements Reply {
        @Override
        public Response response() {
            return SimpleStringType.create(text);
        }
    }

    record Failure(String message) implements Reply {
        @Override
        public ErrorType response() {
            return ErrorType.create(message);
        }
    }

    record Number(long value) implements Reply {
        @Override
        public Response response() {
            return NumberType.create(value);
        }
    }

    record Bulk(LuaString value) implements Reply {
        @Override
        public Response response() {
            return BulkType.create(Buffer.buffer(bytes()), false);
        }

        byte[] bytes() {
            return Arrays.copyOfRange(value.m_bytes, value.m_offset, value.m_offset + value.m_length);
        }
    }

    /** Nil, which RESP2 writes as a bulk or as an array without length; the client tells both as null. */
    enum Nil implements Reply {
        BULK,
        ARRAY;

        @Override
        public @Nullable Response response() {
            return null;
        }
    }

    record Many(List<Reply> parts) implements Reply {
        @Override
        public Response response() {
            MultiType multi = MultiType.create(parts.size(), false);
            parts.forEach(part -> multi.add(part.response()));
            return multi;
        }
    }
}
