package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.LimitCounters;
import org.livetally.model.Problem;
import org.livetally.settings.Limits;

/**
 * Lets as many sockets in as there may be, in all and of one address; one for all event loops.
 *
 * <p>A connection takes its place when it first asks for a WebSocket or an event stream, and gives it back when it is closed,
 * whatever became of it in between: there is no way to lose count.
 */
public final class SocketGate {
    private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf("livetally.counted");
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Limits limits;
    private final LimitCounters counters;
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    public SocketGate(Limits limits, LimitCounters counters) {
        this.limits = limits;
        this.counters = counters;
    }

    /** Refuses with 503 (too many in all) or 429 (too many of this address); requests for anything else pass. */
    public void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!wantsToStay(request) || Channels.of(request).hasAttr(COUNTED)) {
            context.next();
            return;
        }
        Problem refusal = enter(Channels.of(request));
        if (refusal == null) {
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.addEndHandler(answered -> request.connection().close()); // the header alone leaves it open
            context.fail(refusal);
        }
    }

    private static boolean wantsToStay(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
                || request.path().startsWith("/api/boards/") && request.path().endsWith("/events");
    }

    private @Nullable Problem enter(Channel channel) {
        if (counters.sockets.incrementAndGet() > orEndless(limits.sockets())) {
            counters.sockets.decrementAndGet();
            counters.refusedInAll.increment();
            return Problem.of(503, "There are too many connections. Try again later.");
        }
        String address = address(channel.remoteAddress());
        if (byAddress.merge(address, 1, Integer::sum) > orEndless(limits.socketsPerAddress())) {
            leave(address);
            counters.refusedPerAddress.increment();
            return Problem.of(429, "There are too many connections from your address. Try again later.");
        }
        channel.attr(COUNTED).set(true);
        channel.closeFuture().addListener(closed -> leave(address));
        return null;
    }

    private void leave(String address) {
        counters.sockets.decrementAndGet();
        byAddress.computeIfPresent(address, (key, open) -> open == 1 ? null : open - 1);
    }

    private static int orEndless(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /** Of IPv6 only the network: whoever has one address there has 2^64 of them. */
    static String address(@Nullable SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return "";
        }
        InetAddress address = inet.getAddress();
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                : address.getHostAddress();
    }
}
