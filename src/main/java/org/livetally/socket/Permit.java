package org.livetally.socket;

import io.netty.channel.Channel;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a client may do, decided before a stage sees its request. Stages ask it without knowing who decided, or why. */
public interface Permit {
    /** Where tokens are not required: everybody may do everything. */
    Permit OPEN = new Permit() {
        @Override
        public boolean covers(String stream) {
            return true;
        }

        @Override
        public void hold(Channel channel, Consumer<CloseCode> end) {}
    };

    /** Whether it is still good, for this stream. */
    boolean covers(String stream);

    /**
     * For a connection that stays open: {@code end} is called once, on this event loop, when the permit ends before the channel is
     * closed. Nothing may be taken from the client, nor sent to it, after that.
     */
    void hold(Channel channel, Consumer<CloseCode> end);

    /** The permit that this request was given. */
    static Permit of(RoutingContext request) {
        @Nullable Permit given = request.get(Permit.class.getName());
        return given == null ? OPEN : given;
    }

    /** Gives the request this permit. */
    static void give(RoutingContext request, Permit permit) {
        request.put(Permit.class.getName(), permit);
    }
}
