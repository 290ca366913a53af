package org.livetally.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.RoutingContext;
import org.livetally.model.EntityTag;

/**
 * A file off the class path, held in direct memory once, and sent from there: a response costs no memory, whether it is read
 * or not.
 *
 * @param bytes its content
 * @param type its media type
 * @param etag of the content
 */
record Asset(ByteBuf bytes, String type, EntityTag etag) {
    /** May be kept, but is asked for again each time: after an upgrade no page runs with yesterday's modules. */
    static final String REVALIDATE = "no-cache";
    /** For paths that carry a version. */
    static final String FOREVER = "public, max-age=31536000, immutable";

    static Asset of(byte[] bytes, String type) {
        ByteBuf direct = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
        return new Asset(Unpooled.unreleasableBuffer(direct.asReadOnly()), type, EntityTag.of(bytes));
    }

    void send(RoutingContext context, String caching) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, caching)
                .putHeader(HttpHeaders.ETAG, etag.text());
        if (etag.isAmong(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end().onFailure(gone -> {});
        } else {
            Buffer body = BufferInternal.buffer(bytes.duplicate());
            response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())) // for HEAD, too
                    .end(body)
                    .onFailure(gone -> {});
        }
    }
}
