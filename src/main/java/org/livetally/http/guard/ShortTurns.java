package org.livetally.http.guard;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;

/**
 * Linux' epoll with at most {@value #EVENTS} events in a turn of an event loop. Netty handles up to 4,096 before it
 * runs its tasks. Closed connections are released in a task, so in one turn each of thousands could leave a quarter of
 * a megabyte behind, more than the heap. Timers and answers of Redis wait less, too.
 */
public final class ShortTurns extends EpollTransport {
    private static final int EVENTS = 16;

    private ShortTurns() {}

    /** The best transport of this system. */
    public static Transport transport() {
        Transport best = Transport.nativeTransport();
        if (best == null || !best.available()) {
            return Transport.NIO;
        }
        return best == Transport.EPOLL ? new TransportInternal(best.name(), true, null, new ShortTurns()) : best;
    }

    @Override
    public void configure(TcpConfig options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new PacedAccept());
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return EpollIoHandler.newFactory(EVENTS, DefaultSelectStrategyFactory.INSTANCE);
    }
}
