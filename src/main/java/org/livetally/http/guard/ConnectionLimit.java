package org.livetally.http.guard;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.ClientAddress;
import org.livetally.http.Problem;
import org.livetally.logging.LogThrottle;
import org.livetally.metrics.LimitCounters;
import org.livetally.settings.Limits;
import org.livetally.settings.Networks;

/**
 * Limits the number of connections, in all and for each address; shared by all event loops. A connection holds its
 * place from accept to close, whatever it is used for, so the count cannot go wrong.
 *
 * <p>The last tenth of the places is a {@link Kind#RESERVE} for health checks, operators and producers. A connection
 * there has {@value #PROOF_MS} ms to make such a request. It is closed after the answer, except an order socket, which
 * stays. A few connections at a time beyond the limit of their address are told the reason; the others are closed
 * without an answer, which is all that a flood is worth.
 *
 * <p>The connections of a trusted proxy count towards the total, and towards the address that their latest request came
 * from.
 */
public final class ConnectionLimit {
    private static final Logger LOG = Logger.getLogger(ConnectionLimit.class.getName());
    private static final AttributeKey<Place> PLACE = AttributeKey.valueOf("livetally.place");
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int RESERVED_PART = 10;
    private static final long PROOF_MS = 2_000;
    /** Maximum of connections beyond the limit of their address that are told the reason at a time. */
    private static final int MAX_SURPLUS = 64;

    private final int max;
    private final int maxPerAddress;
    private final LimitCounters counters;
    private final Networks proxies;
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger surplus = new AtomicInteger();
    private final LogThrottle throttle = new LogThrottle();

    private enum Kind {
        /** May request anything. */
        PUBLIC,
        /** May request only what the reserve is for. */
        RESERVE,
        /** Its address has too many connections, and is told so. */
        SURPLUS,
        /** Came to the operators' port. */
        OPERATOR
    }

    private static final class Place {
        private final Kind kind;
        private final boolean proxied;
        private String address;
        private boolean used;

        Place(Kind kind, boolean proxied, String address) {
            this.kind = kind;
            this.proxied = proxied;
            this.address = address;
        }
    }

    /**
     * Constructed once for the process.
     *
     * @param descriptors how many connections the process can hold, whatever the limits say
     * @param proxies the proxies that are trusted to report a client's address
     */
    public ConnectionLimit(Limits limits, int descriptors, LimitCounters counters, Networks proxies) {
        this.max = Math.min(orEndless(limits.connections()), descriptors);
        this.maxPerAddress = orEndless(limits.connectionsPerAddress());
        this.counters = counters;
        this.proxies = proxies;
    }

    /** The maximum number of connections. */
    public int max() {
        return max;
    }

    /** Gives a new connection its place; otherwise closes it and returns false. */
    boolean accept(HttpConnection connection) {
        Channel channel = VertxNettyBridge.of(connection);
        SocketAddress peer = channel.remoteAddress();
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
        boolean proxied = address != null && proxies.contain(address);
        return enter(channel, null, proxied, proxied ? "" : network(address));
    }

    /** The same for a connection to the operators' port, for which only the total is limited. */
    boolean acceptOperator(HttpConnection connection) {
        return enter(VertxNettyBridge.of(connection), Kind.OPERATOR, false, "");
    }

    private boolean enter(Channel channel, @Nullable Kind given, boolean proxied, String address) {
        int open = counters.connections.incrementAndGet();
        boolean crowded = count(address) > maxPerAddress;
        Kind kind = given != null ? given : crowded ? Kind.SURPLUS : isReserve(open) ? Kind.RESERVE : Kind.PUBLIC;
        if (crowded) {
            leave(address);
            counters.refusedPerAddress.increment();
        }
        String counted = crowded ? "" : address;
        if (open > max || kind == Kind.SURPLUS && surplus.incrementAndGet() > MAX_SURPLUS) {
            refuse(channel, open > max);
            left(open > max && kind == Kind.SURPLUS ? Kind.PUBLIC : kind, counted);
            return false;
        }
        Place place = new Place(kind, proxied, counted);
        channel.attr(PLACE).set(place);
        channel.closeFuture().addListener(closed -> left(place.kind, place.address));
        if (kind == Kind.RESERVE || kind == Kind.SURPLUS) {
            channel.eventLoop().schedule(() -> closeUnlessUsed(channel, place), PROOF_MS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private boolean isReserve(int open) {
        return open > max - max / RESERVED_PART;
    }

    private void refuse(Channel channel, boolean inAll) {
        if (inAll) {
            counters.refusedInAll.increment();
        }
        say(inAll ? "all " + max + " places are taken" : "an address has more than " + maxPerAddress);
        channel.attr(PacedAccept.REFUSED).set(true);
        VertxNettyBridge.terminate(channel);
    }

    private synchronized void say(String why) {
        throttle.admit(why, System.nanoTime())
                .ifPresent(more -> LOG.log(
                        Level.WARNING,
                        "a connection was refused: " + why
                                + (more == 0 ? "" : " (and " + more + " more since the last such line)")));
    }

    private static void closeUnlessUsed(Channel channel, Place place) {
        if (!place.used && channel.isActive()) {
            VertxNettyBridge.terminate(channel);
        }
    }

    private void left(Kind kind, String address) {
        counters.connections.decrementAndGet();
        leave(address);
        if (kind == Kind.SURPLUS) {
            surplus.decrementAndGet();
        }
    }

    private int count(String address) {
        return address.isEmpty() ? 0 : byAddress.merge(address, 1, Integer::sum);
    }

    private void leave(String address) {
        byAddress.computeIfPresent(address, (key, open) -> open == 1 ? null : open - 1);
    }

    /**
     * Refuses a request with 503 (the remaining places are for others) or 429 (too many connections from its address);
     * passes on the rest.
     */
    public void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        Place place = VertxNettyBridge.of(request).attr(PLACE).get();
        Problem problem = place == null ? null : problem(place, request);
        if (problem != null) {
            lastOf(context);
            context.fail(problem);
            return;
        }
        if (place != null && place.kind == Kind.RESERVE) {
            place.used = true;
            if (!VertxNettyBridge.asksForSocket(request)) {
                lastOf(context);
            }
        }
        context.next();
    }

    private static void lastOf(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(answered -> context.request().connection().close()); // the header alone does not close it
    }

    private @Nullable Problem problem(Place place, HttpServerRequest request) {
        if (place.kind == Kind.SURPLUS || place.proxied && !moves(place, request)) {
            return Problem.of(429, Rule.ADDRESS_CONNECTIONS.reason());
        }
        if (place.kind == Kind.RESERVE && !isForReserve(request)) {
            counters.refusedInAll.increment();
            return Problem.of(503, Rule.CONNECTIONS.reason());
        }
        return null;
    }

    /** Counts a proxy's connection for the client of this request; returns false if that address has too many. */
    private boolean moves(Place place, HttpServerRequest request) {
        List<String> forwarded = request.headers().getAll(ClientAddress.HEADER);
        InetAddress client = ClientAddress.of(VertxNettyBridge.of(request).remoteAddress(), forwarded, proxies);
        String address = client == null || proxies.contain(client) ? "" : network(client);
        if (address.equals(place.address)) {
            return true;
        }
        if (count(address) > maxPerAddress) {
            leave(address);
            counters.refusedPerAddress.increment();
            return false;
        }
        leave(place.address);
        place.address = address;
        return true;
    }

    /**
     * Whether this may be a request of a health check, an operator or a producer. Their tokens are checked later, and
     * the answer ends the connection.
     */
    private static boolean isForReserve(HttpServerRequest request) {
        String path = request.path();
        return path.startsWith("/health/")
                || path.equals("/metrics")
                || path.equals("/ws/orders")
                || path.startsWith("/api/") && !path.endsWith("/events");
    }

    /**
     * What this request counts for in the limit of an address: the address or, for IPv6, its network; empty if there is
     * none, as on a unix socket.
     */
    public static String countedFor(HttpServerRequest request) {
        Place place = VertxNettyBridge.of(request).attr(PLACE).get();
        return place == null ? "" : place.address;
    }

    private static int orEndless(int limit) {
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /** For IPv6 only the network, since the owner of one address there has 2^64 of them. */
    static String network(@Nullable InetAddress address) {
        if (address == null) {
            return "";
        }
        return address instanceof Inet6Address
                ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
                : address.getHostAddress();
    }
}
