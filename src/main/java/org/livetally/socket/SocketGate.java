package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.LimitCounters;
import org.livetally.model.Problem;
import org.livetally.settings.Limits;
import org.livetally.settings.Networks;

/**
 * Lets as many sockets in as there may be, in all and of one address; one for all event loops.
 *
 * <p>A connection takes its place when it first asks for a WebSocket or an event stream, and gives it back when it is closed,
 * whatever became of it in between: there is no way to lose count.
 */
public final class SocketGate {
    private static final AttributeKey<String> COUNTED = AttributeKey.valueOf("livetally.counted");
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Limits limits;
    private final LimitCounters counters;
    private final Networks proxies;
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();

    /** @param proxies whose word is taken for a client's address */
    public SocketGate(Limits limits, LimitCounters counters, Networks proxies) {
        this.proxies = proxies;
        this.limits = limits;
        this.counters = counters;
    }

    /** Refuses with 503 (too many in all) or 429 (too many of this address); requests for anything else pass. */
    public void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!wantsToStay(request)) {
            context.next();
            return;
        }
        Problem refusal = enter(Channels.of(request), request.headers().getAll(ClientAddress.HEADER));
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

    /**
     * Whom the limit of an address counts this request for: an address or, of IPv6, its network; empty where there is none, as on a
     * unix socket.
     */
    public static String countedFor(HttpServerRequest request) {
        return Objects.requireNonNullElse(Channels.of(request).attr(COUNTED).get(), "");
    }

    private @Nullable Problem enter(Channel channel, List<String> forwarded) {
        String address = network(ClientAddress.of(channel.remoteAddress(), forwarded, proxies));
        String before = channel.attr(COUNTED).get();
        if (address.equals(before)) {
            return null;
        }
        if (before == null && counters.sockets.incrementAndGet() > orEndless(limits.sockets())) {
            counters.sockets.decrementAndGet();
            counters.refusedInAll.increment();
            return Problem.of(503, "There are too many connections. Try again later.");
        }
        if (byAddress.merge(address, 1, Integer::sum) > orEndless(limits.socketsPerAddress())) {
            leave(address);
            if (before == null) {
                counters.sockets.decrementAndGet();
            }
            counters.refusedPerAddress.increment();
            return Problem.of(429, "There are too many connections from your address. Try again later.");
        }
        channel.attr(COUNTED).set(address);
        if (before == null) {
            channel.closeFuture().addListener(closed -> {
                counters.sockets.decrementAndGet();
                leave(channel.attr(COUNTED).get());
            });
        } else {
            leave(before); // a proxy uses its connection for another client now
        }
        return null;
    }

    private void leave(String address) {
        byAddress.computeIfPresent(address, (key, open) -> open == 1 ? null : open - 1);
    }

    private static int orEndless(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /** Of IPv6 only the network: whoever has one address there has 2^64 of them. */
    static String network(@Nullable InetAddress address) {
        if (address == null) {
            return "";
        }
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                : address.getHostAddress();
    }
}
