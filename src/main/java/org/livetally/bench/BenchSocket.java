package org.livetally.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one WebSocket, as lean as possible: no objects per frame, and no bytes looked at without need. It
 * trusts the server to send whole, unmasked frames, as ours and the baselines do.
 */
final class BenchSocket extends ByteToMessageDecoder {
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int CLOSE = 0x88;
    private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

    private final byte[] request;
    private final Listener listener;
    private final CompletableFuture<BenchSocket> opened = new CompletableFuture<>();
    private boolean upgraded;
    private final Consumer<Throwable> failed;
    private @Nullable ChannelHandlerContext held;
    private boolean closing;

    /** Receives messages, on the event loop. */
    @FunctionalInterface
    interface Listener {
        /** Ignores messages. */
        Listener DEAF = (link, text, length) -> {};

        /** @param text the buffer that holds the message, {@code length} bytes from its reader index */
        void message(BenchSocket link, ByteBuf text, int length);
    }

    /**
     * @param headers further headers of the request, each with its line end
     * @param failed is told a failure that ends it before {@link #close} does
     */
    BenchSocket(String host, String path, String headers, Listener listener, Consumer<Throwable> failed) {
        this.request = ("GET " + path + " HTTP/1.1\r\nHost: " + host
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bGl2ZXRhbGx5LWJlbmNoIQ==\r\n" + headers
                        + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        this.listener = listener;
        this.failed = failed;
    }

    /** Completes when the server has accepted the WebSocket. */
    CompletableFuture<BenchSocket> opened() {
        return opened;
    }

    Channel channel() {
        return context().channel();
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = held;
        if (context == null) {
            throw new IllegalStateException("not connected");
        }
        return context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        held = context;
        context.writeAndFlush(Unpooled.wrappedBuffer(request), context.voidPromise());
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!upgraded) {
            upgrade(in);
        } else {
            while (frame(context, in)) {
                // until the next frame is incomplete
            }
        }
    }

    private void upgrade(ByteBuf in) {
        String head = in.toString(StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException(
                    "no WebSocket: " + head.lines().findFirst().orElse(""));
        }
        in.skipBytes(end + 4);
        upgraded = true;
        opened.complete(this);
    }

    /** Reads one frame; false if it is incomplete. */
    private boolean frame(ChannelHandlerContext context, ByteBuf in) {
        int start = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        int length = in.getByte(start + 1);
        int head = 2;
        if (length == LENGTH_16) {
            head = 4;
            length = readable < head ? 0 : in.getUnsignedShort(start + 2);
        } else if (length == LENGTH_64) {
            head = 10;
            length = readable < head ? 0 : Math.toIntExact(in.getLong(start + 2));
        }
        if (readable < head + length) {
            return false;
        }
        in.skipBytes(head);
        take(context, in.getUnsignedByte(start), in, length);
        in.readerIndex(start + head + length);
        return true;
    }

    private void take(ChannelHandlerContext context, int kind, ByteBuf in, int length) {
        switch (kind) {
            case TEXT -> listener.message(this, in, length);
            case PING -> context.writeAndFlush(Unpooled.wrappedBuffer(PONG), context.voidPromise());
            case CLOSE -> {
                if (!closing) {
                    int code = length >= 2 ? in.getUnsignedShort(in.readerIndex()) : 0;
                    throw new IllegalStateException("the server closed a socket with " + code);
                }
            }
            default -> throw new IllegalStateException("a frame of kind " + Integer.toHexString(kind));
        }
    }

    /** Closes it, if it is not closed already; its end is no failure from now on. */
    void close() {
        closing = true;
        context().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        if (!closing) {
            exceptionCaught(context, new IllegalStateException("the server closed a connection"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        opened.completeExceptionally(cause);
        failed.accept(cause);
        closing = true;
        context.close();
    }
}
