package org.livetally.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A text message, framed once and written to any number of WebSockets.
 *
 * <p>{@code writeTextMessage} encodes and frames the text for every socket again, and a {@code WebSocketFrame} is
 * consumed by its first write. So the frame (RFC 6455, section 5.2: final, text, unmasked, as servers send) is built
 * here and written as bytes ({@link Outgoing}): there is no encoder in the pipeline. The buffer is direct memory that the garbage collector frees, so there are no reference counts
 * across event loops.
 */
public final class TextFrame {
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    /** Maximum of bytes in the frame before the text. */
    static final int MAX_HEAD = 10;

    private final byte[] json;
    private final ByteBuf framed;
    /** Where {@link #framed} begins; 0 if that cannot be seen. */
    private final long address;

    private final int size;

    /** Frames UTF-8 text. The array must not change afterwards. */
    public TextFrame(byte[] json) {
        this.json = json;
        ByteBuf frame = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(json.length + MAX_HEAD))
                .clear();
        writeHead(frame, json.length);
        this.framed = Unpooled.unreleasableBuffer(frame.writeBytes(json));
        this.address = framed.hasMemoryAddress() ? framed.memoryAddress() : 0;
        this.size = framed.readableBytes();
    }

    /** Writes the head of a text of this many bytes. */
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

    /** The text without its frame, for transports that frame differently. */
    public byte[] json() {
        return json;
    }

    /** The size of the whole frame in bytes. */
    public int size() {
        return size;
    }

    /** The frame, to be written once and released by the one who writes it. */
    ByteBuf bytes() {
        return framed.duplicate();
    }

    /** Whether {@link #sendTo} may be called: the JVM lets Netty see where its buffers are. */
    boolean isDirect() {
        return address != 0;
    }

    /**
     * Gives the frame to the kernel, without a queue.
     *
     * @return how many bytes the kernel took; 0 if it has no room
     * @throws IOException if the connection is reset
     */
    int sendTo(Socket socket) throws IOException {
        try {
            return socket.sendAddress(address, 0, size);
        } finally {
            Reference.reachabilityFence(framed); // otherwise its memory may be freed while the kernel copies it
        }
    }
}
