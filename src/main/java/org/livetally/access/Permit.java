package org.livetally.access;

import io.netty.channel.Channel;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.wire.CloseCode;

/** What a client may do, decided before a stage sees its request. Stages ask it without knowing who decided, or why. */
public interface Permit {
    /** Allows everything, for a server that requires no tokens. */
    Permit OPEN = new Permit() {
        @Override
        public boolean covers(String stream) {
            return true;
        }

        @Override
        public boolean coversAll() {
            return true;
        }

        @Override
        public void hold(Channel channel, Consumer<CloseCode> end) {}
    };

    /** Whether it is still valid, for this stream. */
    boolean covers(String stream);

    /** Whether it is still valid, for every stream, including future ones. */
    boolean coversAll();

    /**
     * Watches a connection that stays open. If the permit ends before the channel closes, {@code end} is called once,
     * on this event loop. From then on nothing may be accepted from the client, nor sent to it.
     */
    void hold(Channel channel, Consumer<CloseCode> end);

    /** The permit of this request. */
    static Permit of(RoutingContext request) {
        @Nullable Permit given = request.get(Permit.class.getName());
        return given == null ? OPEN : given;
    }

    /** Sets the permit of this request. */
    static void give(RoutingContext request, Permit permit) {
        request.put(Permit.class.getName(), permit);
    }
}
