package org.livetally.http.guard;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.util.concurrent.TimeUnit;

/**
 * Accepts a few connections, two for each processor, and the next ones when the event loops have had a turn with those.
 * Other connections wait in the kernel. Netty could accept thousands at once, and the connections of a flood would all
 * have their turn before the next order. On two processors, ten thousand screens that come back at once are connected
 * after three seconds. Linux only.
 *
 * <p>This handler belongs in the pipeline of a listening channel.
 */
final class PacedAccept extends ChannelInboundHandlerAdapter {
    /** A timer fires in a later turn than a task: after everything that the connections brought was read. */
    private static final long A_TURN_MS = 1;
    /** Maximum wait: an event loop that is blocked longer does not hold up connections of the others. */
    private static final long MAX_WAIT_MS = 20;

    /** Marks a connection that was refused. It costs next to nothing, so others need not wait for its turn. */
    static final AttributeKey<Boolean> REFUSED = AttributeKey.valueOf("livetally.refused");

    private static final int MAX_UNSERVED = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    /** Connections that have not had their turn. */
    private int unserved;

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel listening = context.channel();
        if (++unserved == MAX_UNSERVED) {
            listening.config().setAutoRead(false);
        }
        context.fireChannelRead(accepted); // assigns it to an event loop
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

    /** The turn of one connection; the first event that ends it counts. */
    private final class Turn implements Runnable {
        private final Channel listening;
        private boolean over;

        Turn(Channel listening) {
            this.listening = listening;
        }

        /** Ends the turn. Thread-safe. */
        void served() {
            listening.eventLoop().execute(this);
        }

        @Override
        public void run() {
            if (!over) {
                over = true;
                if (unserved-- == MAX_UNSERVED) {
                    listening.config().setAutoRead(true);
                }
            }
        }
    }
}
