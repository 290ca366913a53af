package org.livetally.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/** Netty's decoder, which buffers a frame until it is complete. Tells the socket how much it has buffered. */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private final WebSocket socket;

    /**
     * @param maxBytes of a frame. A frame above the socket's own limit is answered with the reason, one above this only
     *     closes the socket
     */
    FrameDecoder(int maxBytes, WebSocket socket) {
        super(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxBytes)
                .expectMaskedFrames(true)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false) // the socket closes, with a code
                .withUTF8Validator(false) // the socket validates whole messages, not frames
                .build());
        this.socket = socket;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        super.channelRead(context, bytes);
        socket.holds(actualReadableBytes());
    }
}
