package org.livetally.http.guard;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Passes the responses of one connection to the kernel piece by piece, as the peer reads them.
 *
 * <p>Netty copies a whole response from the heap into direct memory, and blocks the event loop if direct memory runs
 * out. So Netty has at most {@link #PIECE} bytes of a connection; the rest waits here. Bytes that many responses share
 * (read-only ones) cost nothing, others count towards a {@link MemoryBudget}. A peer that reads no piece for
 * {@link SlowReaders#TIMEOUT_MS} ms is disconnected. While much waits, the channel is not writable, and no further
 * requests are read.
 *
 * <p>The kernel's buffer of unsent bytes is limited, too: otherwise a peer that reads some KB a second would make no
 * room in it for minutes.
 *
 * <p>This handler is next to the network, below Vert.x' encoder, so that it sees everything that is answered over HTTP.
 * WebSockets limit their own output.
 */
public final class Outflow extends ChannelDuplexHandler {
    static final int PIECE = 16 << 10;
    /** The size of a piece while the memory of responses is short. */
    static final int SMALL_PIECE = 2 << 10;
    /** Our bit among the reasons why a channel is not writable. */
    private static final int WRITABILITY = 1;

    /** Maximum of unsent bytes in the kernel, apart from those on their way. A fast peer never makes it wait. */
    private static final long UNSENT = 32 << 10;
    /** The system's own limit. */
    private static final long ANY_UNSENT = 0;

    private static final String NAME = "outflow";

    private final Channel channel;
    private final SlowReaders readers;
    private final MemoryBudget.Share share;
    /** For each write, the bytes and their promise. */
    private @Nullable ArrayDeque<Object> waiting;

    /** Bytes that Netty has and the kernel does not. */
    private int handed;

    private boolean draining;
    private boolean held;
    private long progressAt = System.nanoTime();

    private Outflow(Channel channel, SlowReaders readers) {
        this.channel = channel;
        this.readers = readers;
        this.share = readers.budget().new Share(() -> readers.memoryIsShort(this));
    }

    /** Starts before any byte is written. */
    static void install(Channel channel, SlowReaders readers) {
        unsent(channel, UNSENT);
        Outflow outflow = new Outflow(channel, readers);
        channel.pipeline().addFirst(NAME, outflow);
        VertxNettyBridge.addBeforeVertx(channel, NAME + "-requests", outflow.new Requests());
    }

    /** Does nothing if the system has no such limit. */
    private static void unsent(Channel channel, long bytes) {
        if (channel.isActive()) {
            channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, bytes);
        }
    }

    long progressAt() {
        return progressAt;
    }

    void terminate() {
        VertxNettyBridge.terminate(channel);
    }

    @Override
    public void write(ChannelHandlerContext to, Object part, ChannelPromise promise) {
        boolean fits = part instanceof ByteBuf bytes && handed + bytes.readableBytes() <= PIECE;
        if (fits && (waiting == null || waiting.isEmpty())) {
            hand(to, (ByteBuf) part, promise);
            return;
        }
        if (!share.add(costs(part))) {
            ReferenceCountUtil.release(part);
            promise.tryFailure(new ClosedChannelException());
            readers.memoryIsShort(this);
            return;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(part);
        waiting.add(promise);
        hold(true);
    }

    private static long costs(Object part) {
        return part instanceof ByteBuf bytes && !bytes.isReadOnly() ? bytes.readableBytes() : 0;
    }

    @Override
    public void flush(ChannelHandlerContext to) {
        to.flush();
        drain(to);
        if ((handed > 0 || isWaiting()) && readers.add(this)) {
            progressAt = System.nanoTime(); // not since the last response
            if (!share.add(Budgets.CONNECTION_BYTES)) {
                readers.memoryIsShort(this);
            }
        }
    }

    /** Writes as long as the kernel accepts it. */
    private void drain(ChannelHandlerContext to) {
        if (draining) {
            return; // the flushed bytes have left already, and called back
        }
        draining = true;
        try {
            // A closed connection keeps nothing.
            while (isWaiting() && handed < piece() && channel.isActive()) {
                handNext(to);
                to.flush();
            }
        } finally {
            draining = false;
        }
        if (!isWaiting()) {
            hold(false);
        }
    }

    private void handNext(ChannelHandlerContext to) {
        ArrayDeque<Object> queue = Objects.requireNonNull(waiting);
        Object part = queue.getFirst();
        int room = piece() - handed;
        if (part instanceof ByteBuf bytes && bytes.readableBytes() > room) {
            share.add(bytes.isReadOnly() ? 0 : -room);
            hand(to, bytes.readRetainedSlice(room), to.newPromise());
            return;
        }
        queue.removeFirst();
        ChannelPromise promise = (ChannelPromise) queue.removeFirst();
        if (part instanceof ByteBuf bytes) {
            share.add(-costs(bytes));
            hand(to, bytes, promise);
        } else {
            to.write(part, promise);
        }
    }

    private int piece() {
        return readers.budget().isShort() ? SMALL_PIECE : PIECE;
    }

    private void hand(ChannelHandlerContext to, ByteBuf bytes, ChannelPromise promise) {
        int length = bytes.readableBytes();
        handed += length;
        to.write(bytes, promise.unvoid()).addListener(written -> {
            handed -= length;
            if (written.isSuccess()) {
                progress(to);
            }
        });
    }

    private void progress(ChannelHandlerContext to) {
        progressAt = System.nanoTime();
        share.progressed();
        drain(to);
        if (readers.progressed(this, handed > 0 || isWaiting())) {
            share.add(-Budgets.CONNECTION_BYTES);
        }
    }

    private boolean isWaiting() {
        return waiting != null && !waiting.isEmpty();
    }

    /** Tells the handlers above whether there is room, as Netty does for its own buffer. */
    private void hold(boolean now) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (held != now && buffer != null) {
            held = now;
            buffer.setUserDefinedWritability(WRITABILITY, !now);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (channel.isWritable()) {
            channel.config().setAutoRead(true);
        }
        from.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        drop();
        from.fireChannelInactive();
    }

    /** The connection becomes a WebSocket, after all answers have left. */
    @Override
    public void handlerRemoved(ChannelHandlerContext from) {
        drop();
        hold(false);
        unsent(channel, ANY_UNSENT);
    }

    private void drop() {
        readers.remove(this);
        ArrayDeque<Object> queue = waiting;
        waiting = null;
        while (queue != null && !queue.isEmpty()) {
            ReferenceCountUtil.release(queue.removeFirst());
            ((ChannelPromise) queue.removeFirst()).tryFailure(new ClosedChannelException());
        }
        share.keep(0);
    }

    /** Reads no more requests from a peer that does not read its answers; they would wait in Vert.x without a limit. */
    private final class Requests extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext from, Object part) {
            if (part instanceof LastHttpContent && !channel.isWritable()) {
                channel.config().setAutoRead(false);
            }
            from.fireChannelRead(part);
        }
    }
}
