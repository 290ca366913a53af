package org.livetally.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/** Netty's decoder, which gathers a frame until it is all there; tells the socket how much of one it holds. */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private final WebSocket socket;

    /** @param maxBytes of a frame; one above the socket's own limit is answered with what was wrong, one above this closes it */
    FrameDecoder(int maxBytes, WebSocket socket) {
        super(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxBytes)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false) // the socket does, with a code
                .withUTF8Validator(false) // by message, not by frame
                .build());
        this.socket = socket;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        super.channelRead(context, bytes);
        socket.holds(actualReadableBytes());
    }
}
