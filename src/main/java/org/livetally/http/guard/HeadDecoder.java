package org.livetally.http.guard;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;

/**
 * Reads requests with at most {@value #MAX_HEADERS} headers and answers 431 to more. Netty limits only the bytes of a
 * head, and 16 KB of {@code a:} lines take 350 KB of heap.
 */
final class HeadDecoder extends VertxHttpRequestDecoder {
    static final int MAX_HEADERS = 100;

    private int headers;

    private HeadDecoder(Http1ServerConfig config) {
        super(config);
    }

    /** Replaces Vert.x' own decoder, before a byte was read. */
    static void install(ChannelPipeline pipeline, HttpServerOptions options) {
        Http1ServerConfig config = new Http1ServerConfig()
                .setMaxChunkSize(options.getMaxChunkSize())
                .setMaxInitialLineLength(options.getMaxInitialLineLength())
                .setMaxHeaderSize(options.getMaxHeaderSize())
                .setDecoderInitialBufferSize(options.getDecoderInitialBufferSize());
        String name = pipeline.context(HttpRequestDecoder.class).name();
        pipeline.replace(name, name, new HeadDecoder(config));
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        headers = 0;
        return super.createMessage(initialLine);
    }

    /** Runs for each header, and for each trailer after a body. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (++headers > MAX_HEADERS) {
            throw new TooLongHttpHeaderException("more than " + MAX_HEADERS + " headers");
        }
        return super.splitHeaderName(line, start, length);
    }
}
