package org.livetally.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.ByteBuffer;

/**
 * A text message, framed once, written to any number of WebSockets.
 *
 * <p>{@code writeTextMessage} would encode and frame the text again for every socket, and a {@code WebSocketFrame} is
 * consumed by its first write. So the frame (RFC 6455, section 5.2: final, text, unmasked, as servers send) is built here
 * and goes through the channel as bytes, which the WebSocket encoder lets pass. The buffer is direct memory that the
 * garbage collector frees: no reference counts to keep over several event loops.
 */
public final class TextFrame {
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final byte[] json;
    private final ByteBuf framed;

    /** Frames UTF-8 text. The array must not change afterwards. */
    public TextFrame(byte[] json) {
        this.json = json;
        ByteBuffer bytes = ByteBuffer.allocateDirect(json.length + 10).put((byte) FINAL_TEXT);
        if (json.length < LENGTH_16) {
            bytes.put((byte) json.length);
        } else if (json.length < 1 << 16) {
            bytes.put((byte) LENGTH_16).putShort((short) json.length);
        } else {
            bytes.put((byte) LENGTH_64).putLong(json.length);
        }
        this.framed = Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(bytes.put(json).flip()));
    }

    /** The text without its frame, for transports that frame otherwise. */
    public byte[] json() {
        return json;
    }

    /**
     * Writes to the socket if its outbound buffer has room. Call on the socket's event loop. Sockets upgraded by way of
     * vertx-web are wrapped and cannot be cast: see {@link Outlet}.
     *
     * @return false if the peer reads too slowly; nothing was written then
     */
    public boolean writeTo(ServerWebSocket socket) {
        return writeTo(((WebSocketInternal) socket).channelHandlerContext().channel());
    }

    boolean writeTo(Channel channel) {
        if (!channel.isWritable()) {
            return false;
        }
        channel.writeAndFlush(framed.duplicate(), channel.voidPromise());
        return true;
    }
}
