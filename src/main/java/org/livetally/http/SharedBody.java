package org.livetally.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import org.livetally.http.guard.Outflow;

/**
 * A body that is the same for every client. It is kept once in direct memory and sent from there, so a response costs
 * no memory, whether it is read or not ({@link Outflow}).
 *
 * @param bytes its content; released when nobody holds it any more
 * @param type its media type
 * @param etag of the content
 */
public record SharedBody(ByteBuf bytes, String type, EntityTag etag) {
    /** May be cached, but must be revalidated each time: after an upgrade, no page runs with yesterday's modules. */
    public static final String REVALIDATE = "no-cache";
    /** For paths that contain a version. */
    public static final String FOREVER = "public, max-age=31536000, immutable";

    /** A body whose tag is a hash of its content. */
    public static SharedBody of(byte[] bytes, String type) {
        return of(bytes, type, EntityTag.of(bytes));
    }

    /** A body whose tag names what it was made from. */
    public static SharedBody of(byte[] bytes, String type, EntityTag etag) {
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return new SharedBody(
                Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct.asReadOnlyBuffer())), type, etag);
    }

    /** The number of bytes it keeps. */
    public int size() {
        return bytes.capacity();
    }

    /** Whether the client has the content with this tag. If so, it was answered 304, and nothing more may be sent. */
    public static boolean isHeld(RoutingContext context, EntityTag etag, String caching) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, caching).putHeader(HttpHeaders.ETAG, etag.text());
        if (!etag.isAmong(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            return false;
        }
        context.response().setStatusCode(304).end().onFailure(gone -> {});
        return true;
    }

    /**
     * Answers with this body, or with 304.
     *
     * @return completes when all of it has left, or never will
     */
    public Future<Void> send(RoutingContext context, String caching) {
        if (isHeld(context, etag, caching)) {
            return Future.succeededFuture();
        }
        Buffer body = BufferInternal.buffer(bytes.duplicate());
        return context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())) // also for HEAD
                .end(body)
                .otherwiseEmpty();
    }
}
