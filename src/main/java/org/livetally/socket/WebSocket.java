package org.livetally.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Utf8;
import org.livetally.domain.rule.Rule;
import org.livetally.http.guard.MemoryBudget;
import org.livetally.http.guard.RequestMemory;
import org.livetally.http.guard.VertxNettyBridge;
import org.livetally.logging.LogThrottle;
import org.livetally.wire.CloseCode;

/**
 * One WebSocket of a client, strictly by RFC 6455, for text. All methods must be called on its event loop.
 *
 * <p>Not Vert.x': only Netty's frame decoder and the channel are below it. A socket of Vert.x takes 15 KB of heap, most
 * of it for two queues that an idle screen never uses; this one takes under 3 KB. Four behaviours of Vert.x' sockets
 * would also need mending: they replace invalid UTF-8, only raise an exception for a message that is too large, queue
 * pongs without a limit, and send frames after a close frame.
 *
 * <p>A peer that does not read misses messages ({@link #offer}), or is not read from until it does ({@link #send}).
 * Pings are answered while their sender reads; a missing pong is no violation (section 5.5.3: the latest one may answer
 * for all); a peer that pings without end is closed. Nothing follows a close frame (section 5.5.1), and no message is accepted after it.
 */
public final class WebSocket extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(WebSocket.class.getName());
    private static final LogThrottle THROTTLE = new LogThrottle();

    /**
     * How long a close frame, and the peer's answer, may take. To close a connection with unread bytes resets it, which
     * may overtake the close frame. A peer that reads nothing, or ignores the close frame, is cut off after this time.
     */
    private static final long CLOSE_TIMEOUT_MS = 1_000;
    /**
     * The same after an invalid frame: the decoder reads nothing after it, so the peer's close frame would not be seen.
     */
    private static final long SHORT_FAREWELL_MS = 500;

    private static final int FINAL_PING = 0x89;
    private static final int FINAL_PONG = 0x8A;
    private static final int FINAL_CLOSE = 0x88;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int MAX_UNANSWERED = 2;
    private static final ByteBuf PING = ping();

    private final Channel channel;
    private final Outgoing out;
    private final Context context;
    private final OpenSockets sockets;
    private int limit;
    private @Nullable Consumer<byte[]> onMessage;
    private @Nullable Consumer<Rule> onViolation;
    private @Nullable Runnable onClose;
    private @Nullable ByteBuf fragments;
    /** Null before the first one; most peers send none. */
    private @Nullable ControlFrames controls;
    /** The memory of an incomplete message; null before it is large. */
    private MemoryBudget.@Nullable Share share;
    /** When the first byte of an incomplete message arrived; 0 if there is none. */
    private long unfinishedSince;

    private boolean deadlineSet;
    private boolean closing;
    private int unanswered;

    WebSocket(Channel channel, Context context, OpenSockets sockets) {
        this.channel = channel;
        this.out = new Outgoing(channel);
        this.context = context;
        this.sockets = sockets;
    }

    private static ByteBuf ping() {
        byte[] text = "livetally".getBytes(StandardCharsets.US_ASCII);
        ByteBuf frame = Unpooled.directBuffer(text.length + 2);
        frame.writeByte(FINAL_PING).writeByte(text.length).writeBytes(text);
        return Unpooled.unreleasableBuffer(frame.asReadOnly());
    }

    /**
     * Passes on the messages that arrive.
     *
     * @param bytes maximum size of a message
     * @param message receives the UTF-8 bytes of each message
     * @param violation is told the broken rule before the socket is closed for a message that is too large, not text,
     *     or not UTF-8
     */
    public void read(int bytes, Consumer<byte[]> message, Consumer<Rule> violation) {
        limit = bytes;
        onMessage = message;
        onViolation = violation;
    }

    /** Sets what is called once, when the connection has ended. */
    void onClose(Runnable ended) {
        onClose = ended;
    }

    /** Whether messages may still be exchanged: neither side has sent a close frame. */
    public boolean isOpen() {
        return !closing && out.isOpen();
    }

    /**
     * Writes a message if there is room for it.
     *
     * @return false, with nothing written, if the peer reads too slowly or is gone
     */
    public boolean offer(TextFrame frame) {
        return !closing && out.offer(frame);
    }

    /**
     * Writes a message. While the peer does not read it, the peer is not read from. A closed socket drops the message.
     */
    public void send(byte[] text) {
        if (isOpen()) {
            ByteBuf frame = channel.alloc().ioBuffer(text.length + TextFrame.MAX_HEAD);
            TextFrame.writeHead(frame, text.length);
            out.write(frame.writeBytes(text));
            if (!out.hasRoom()) {
                channel.config().setAutoRead(false);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext handler) {
        if (out.hasRoom()) {
            channel.config().setAutoRead(true);
        }
    }

    /**
     * Sends a close frame, and ends the connection when the peer has answered, or soon. Does nothing if a close frame
     * was sent before.
     */
    public void close(CloseCode code) {
        close(code.code(), code.reason(), CLOSE_TIMEOUT_MS);
    }

    private void close(int code, String reason, long farewellMs) {
        if (closing) {
            return;
        }
        closing = true;
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(2 + text.length, MAX_CONTROL_BYTES);
        ByteBuf frame = channel.alloc().ioBuffer(2 + length);
        frame.writeByte(FINAL_CLOSE).writeByte(length).writeShort(code).writeBytes(text, 0, length - 2);
        out.write(frame);
        channel.config().setAutoRead(true); // reads the peer's close frame
        channel.eventLoop().schedule(this::terminate, farewellMs, TimeUnit.MILLISECONDS);
    }

    /** Closes the connection now, whatever waits to be written. */
    void terminate() {
        VertxNettyBridge.terminate(channel);
    }

    /** Sends a ping; closes a socket that answered neither of the last two. */
    void check() {
        if (closing) {
            return;
        }
        if (unanswered++ >= MAX_UNANSWERED) {
            close(CloseCode.NOT_ANSWERING);
        } else if (out.hasRoom()) {
            out.write(PING.duplicate());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext handler, Object frame) {
        try {
            if (frame instanceof WebSocketFrame of) {
                take(of);
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    private void take(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame goodbye) {
            answer(goodbye);
        } else if (frame instanceof PingWebSocketFrame ping) {
            limitControls();
            pong(ping.content());
        } else if (frame instanceof PongWebSocketFrame) {
            if (unanswered == 0) {
                limitControls();
            }
            unanswered = 0;
        } else if (!closing && frame instanceof BinaryWebSocketFrame) {
            violation(CloseCode.NOT_TEXT, Rule.MESSAGE_TEXT);
        } else if (!closing) {
            text(frame.content(), frame.isFinalFragment());
        }
    }

    /** Handles the peer's close frame: it answers ours, or is answered with the same code. Then the connection ends. */
    private void answer(CloseWebSocketFrame goodbye) {
        if (closing) {
            channel.close();
            return;
        }
        closing = true;
        int code = goodbye.statusCode();
        ByteBuf frame = channel.alloc().ioBuffer(4).writeByte(FINAL_CLOSE);
        frame = code < 0 ? frame.writeByte(0) : frame.writeByte(2).writeShort(code);
        channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(this::terminate, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private void limitControls() {
        long now = System.nanoTime();
        controls = controls == null ? new ControlFrames(now) : controls;
        if (!controls.admits(now)) {
            close(CloseCode.TOO_MANY);
        }
    }

    private void pong(ByteBuf content) {
        if (!closing && out.hasRoom()) {
            int length = content.readableBytes(); // at most 125, by the decoder
            ByteBuf frame = channel.alloc().ioBuffer(2 + length);
            frame.writeByte(FINAL_PONG).writeByte(length).writeBytes(content);
            out.write(frame);
        } else {
            sockets.counters().pongsDropped.increment();
        }
    }

    private void text(ByteBuf part, boolean last) {
        int soFar = fragments == null ? 0 : fragments.readableBytes();
        if (soFar + part.readableBytes() > limit) {
            violation(CloseCode.TOO_LARGE, Rule.MESSAGE_BYTES);
        } else if (!last) {
            fragments = (fragments == null ? Unpooled.buffer(part.readableBytes()) : fragments).writeBytes(part);
        } else if (fragments == null) {
            message(ByteBufUtil.getBytes(part));
        } else {
            ByteBuf whole = fragments.writeBytes(part);
            fragments = null;
            message(ByteBufUtil.getBytes(whole));
        }
    }

    /**
     * Runs after each read with the size of the incomplete frame.
     *
     * @param bytes that the decoder has buffered
     */
    void holds(int bytes) {
        long kept = bytes + (fragments == null ? 0L : fragments.readableBytes());
        if (bytes == 0 && fragments == null) {
            unfinishedSince = 0;
        } else if (unfinishedSince == 0) {
            unfinishedSince = System.nanoTime();
            setDeadline(sockets.messageNanos());
        }
        if (share == null && kept <= RequestMemory.FREE_BYTES) {
            return;
        }
        if (share == null) {
            share = sockets.requests().new Share(this::memoryIsShort);
        }
        share.progressed();
        if (!share.keep(channel.isActive() ? Math.max(0, kept - RequestMemory.FREE_BYTES) : 0)) {
            memoryIsShort();
        }
    }

    private void memoryIsShort() {
        sockets.counters().memory.increment();
        fragments = null;
        terminate();
    }

    /** Starts at most one timer, however many messages arrive in pieces. */
    private void setDeadline(long nanos) {
        if (!deadlineSet && nanos > 0) {
            deadlineSet = true;
            channel.eventLoop().schedule(this::checkDeadline, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void checkDeadline() {
        deadlineSet = false;
        if (unfinishedSince == 0 || !channel.isActive()) {
            return;
        }
        long left = sockets.messageNanos() - (System.nanoTime() - unfinishedSince);
        if (left > 0) {
            setDeadline(left);
        } else if (isOpen()) {
            sockets.counters().slowRequests.increment();
            close(CloseCode.TOO_LONG);
        }
    }

    private void message(byte[] text) {
        unfinishedSince = 0;
        if (Utf8.isValid(text)) {
            VertxNettyBridge.dispatch(
                    context, text, taken -> Objects.requireNonNull(onMessage).accept(taken));
        } else {
            violation(CloseCode.NOT_UTF8, Rule.MESSAGE_UTF8);
        }
    }

    private void violation(CloseCode code, Rule broken) {
        fragments = null;
        if (onViolation != null) {
            onViolation.accept(broken);
        }
        close(code);
    }

    /**
     * Handles an invalid frame: reserved bits, a continuation of nothing, a bad close code, or more bytes than the
     * decoder accepts.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
        Throwable reason = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (reason instanceof CorruptedWebSocketFrameException corrupted) {
            WebSocketCloseStatus status = corrupted.closeStatus();
            close(status.code(), status.reasonText(), SHORT_FAREWELL_MS);
        } else if (reason instanceof IOException) { // reset by its peer
            channel.close();
        } else {
            THROTTLE.admit("socket", System.nanoTime())
                    .ifPresent(more -> LOG.log(
                            Level.SEVERE,
                            "closing a socket after an internal error" + LogThrottle.others(more),
                            cause));
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext handler) {
        closing = true;
        fragments = null;
        if (share != null) {
            share.keep(0);
        }
        Runnable ended = onClose;
        if (ended != null) {
            onClose = null;
            VertxNettyBridge.dispatch(context, ended, Runnable::run);
        }
    }
}
