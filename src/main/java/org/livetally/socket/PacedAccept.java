package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
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
    /** An event loop that is held up longer does not hold up connections of the others. */
    private static final long MAX_WAIT_MS = 20;

    /** Of a connection that was not let in, which costs next to nothing: others need not wait for its turn. */
    static final AttributeKey<Boolean> REFUSED = AttributeKey.valueOf("livetally.refused");

    private static final int AT_ONCE = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    /** Connections that have not had that turn. */
    private int unserved;

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel listening = context.channel();
        if (++unserved == AT_ONCE) {
            listening.config().setAutoRead(false);
        }
        context.fireChannelRead(accepted); // gives it an event loop
        Turn turn = new Turn(listening);
        Channel connection = (Channel) accepted;
        listening.eventLoop().schedule(turn, MAX_WAIT_MS, TimeUnit.MILLISECONDS);
        connection.eventLoop().schedule(turn::served, A_TURN_MS, TimeUnit.MILLISECONDS);
        connection.closeFuture().addListener(closed -> {
            if (connection.hasAttr(REFUSED)) {
                turn.served();
            }
        });
    }

    /** Of one connection: it is over with the first that happens. */
    private final class Turn implements Runnable {
        private final Channel listening;
        private boolean over;

        Turn(Channel listening) {
            this.listening = listening;
        }

        /** From any thread. */
        void served() {
            listening.eventLoop().execute(this);
        }

        @Override
        public void run() {
            if (!over) {
                over = true;
                if (unserved-- == AT_ONCE) {
                    listening.config().setAutoRead(true);
                }
            }
        }
    }
}
