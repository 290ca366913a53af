package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * Accepts a few connections, and the next ones when the event loops have had a turn with those. What waits to be accepted waits in
 * the kernel. Without it, a flood fills the event loops with connections that all want their turn before the next order gets its
 * own.
 *
 * <p>It stands in the pipeline of a channel that listens.
 */
final class PacedAccept extends ChannelInboundHandlerAdapter {
    /** A timer runs in a later turn than a task: after what the connections had brought was read. */
    private static final long A_TURN_MS = 1;

    private static final int AT_ONCE = 4;

    /** Connections whose event loops have not had that turn. */
    private int fresh;

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (++fresh == AT_ONCE) {
            context.channel().config().setAutoRead(false);
        }
        context.fireChannelRead(accepted); // gives it an event loop
        Runnable turn = () -> context.channel().eventLoop().execute(() -> hadItsTurn(context.channel()));
        ((Channel) accepted).eventLoop().schedule(turn, A_TURN_MS, TimeUnit.MILLISECONDS);
    }

    private void hadItsTurn(Channel listening) {
        if (fresh-- == AT_ONCE) {
            listening.config().setAutoRead(true);
        }
    }
}
