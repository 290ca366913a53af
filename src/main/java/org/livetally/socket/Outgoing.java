package org.livetally.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one WebSocket: shared frames go straight to the kernel while nothing waits in Netty's queue. All
 * methods must be called on the channel's event loop.
 *
 * <p>Why: what Netty does for a frame (pipeline, promise, queue and its entry) visits a dozen objects of the channel.
 * Between two frames to the same socket thousands of others pass, so each of those objects is a cache miss, and
 * together they took a third of the user time of a frame. This visits two.
 *
 * <p>What falls back to Netty: everything while its queue holds something; the rest of a frame of which the kernel took
 * a part, or nothing; a frame whose write failed, since Netty then meets the same error and closes the channel as
 * ever; every channel that is no socket of epoll. So limits, back-pressure and the end of a connection are Netty's in
 * all cases.
 *
 * <p>Why it is exact: nobody else writes to the channel, only this event loop does, and no handler in the pipeline
 * changes what is written ({@link Handshake} leaves none), so bytes that find the queue empty overtake none. A closed
 * descriptor, whose number may be another connection's already, is never written to: channels are closed on their event
 * loop, at once ({@code SO_LINGER} is not set), and each write looks first.
 */
final class Outgoing {
    private final Channel channel;
    /** Null where everything goes through Netty. */
    private final @Nullable Socket kernel;
    /** Whether Netty's queue may hold something: at first, the answer to the handshake. */
    private boolean mayWait = true;

    Outgoing(Channel channel) {
        this.channel = channel;
        this.kernel =
                channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket socket ? socket : null;
    }

    /** Whether the channel is not closed. */
    boolean isOpen() {
        return kernel != null ? kernel.isOpen() : channel.isActive();
    }

    /** Whether Netty's queue is not full. */
    boolean hasRoom() {
        return channel.isWritable();
    }

    /**
     * Writes a frame if there is room for it.
     *
     * @return false, with nothing written, if the peer reads too slowly or is gone
     */
    boolean offer(TextFrame frame) {
        if (kernel != null && kernel.isOpen() && isQueueEmpty() && frame.isDirect()) {
            give(frame, kernel);
            return true;
        }
        if (!isOpen() || !hasRoom()) {
            return false;
        }
        write(frame.bytes());
        return true;
    }

    private void give(TextFrame frame, Socket to) {
        int taken = taken(frame, to);
        if (taken < frame.size()) {
            write(frame.bytes().skipBytes(taken));
        }
    }

    private static int taken(TextFrame frame, Socket by) {
        try {
            return frame.sendTo(by);
        } catch (IOException e) {
            return 0; // reset by its peer, as Netty's write finds next
        }
    }

    /** Writes bytes after all others, however many wait. */
    void write(ByteBuf bytes) {
        mayWait = true;
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    /** Netty is asked only after it was given something. */
    private boolean isQueueEmpty() {
        if (mayWait) {
            ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
            mayWait = queue == null || !queue.isEmpty() || queue.totalPendingWriteBytes() > 0;
        }
        return !mayWait;
    }
}
