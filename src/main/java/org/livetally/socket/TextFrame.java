package org.livetally.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
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

    /** Of the frame's own bytes before the text. */
    static final int MAX_HEAD = 10;

    private final byte[] json;
    private final ByteBuf framed;

    /** Frames UTF-8 text. The array must not change afterwards. */
    public TextFrame(byte[] json) {
        this.json = json;
        ByteBuf frame = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(json.length + MAX_HEAD))
                .clear();
        writeHead(frame, json.length);
        this.framed = Unpooled.unreleasableBuffer(frame.writeBytes(json));
    }

    /** Writes what comes before a text of so many bytes. */
    static void writeHead(ByteBuf out, int length) {
        out.writeByte(FINAL_TEXT);
        if (length < LENGTH_16) {
            out.writeByte(length);
        } else if (length < 1 << 16) {
            out.writeByte(LENGTH_16).writeShort(length);
        } else {
            out.writeByte(LENGTH_64).writeLong(length);
        }
    }

    /** The text without its frame, for transports that frame otherwise. */
    public byte[] json() {
        return json;
    }

    /** Bytes of the whole frame. */
    public int size() {
        return framed.readableBytes();
    }

    /**
     * Writes to a WebSocket's channel if its outbound buffer has room. Call on the channel's event loop.
     *
     * @return false if the peer reads too slowly, or is gone; nothing was written then
     */
    boolean writeTo(Channel channel) {
        if (!channel.isWritable()) {
            return false;
        }
        channel.writeAndFlush(framed.duplicate(), channel.voidPromise());
        return true;
    }
}
