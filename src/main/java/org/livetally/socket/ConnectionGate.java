package org.livetally.socket;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
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
import org.livetally.metrics.LimitCounters;
import org.livetally.metrics.LogThrottle;
import org.livetally.model.Problem;
import org.livetally.model.Rule;
import org.livetally.settings.Limits;
import org.livetally.settings.Networks;

/**
 * Lets as many connections in as there may be, in all and of one address; one for all event loops. A connection has its place from
 * when it is accepted until it is closed, whatever it is used for: there is no way to lose count.
 *
 * <p>The last tenth of the places is a {@link Kind#RESERVE}: a connection there has {@value #PROOF_MS} ms to ask for something that
 * is for health checks, operators or producers. It is answered and closed, but an order socket stays. Connections beyond the
 * limit of their address are told so, a few at a time; others are closed without a word, which is all that a flood is worth.
 *
 * <p>The connections of a trusted proxy are counted in all, and of the address that their latest request came from.
 */
public final class ConnectionGate {
    private static final Logger LOG = Logger.getLogger(ConnectionGate.class.getName());
    private static final AttributeKey<Place> PLACE = AttributeKey.valueOf("livetally.place");
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int RESERVED_PART = 10;
    private static final long PROOF_MS = 2_000;
    /** How many connections beyond the limit of their address there may be at a time, to be told so. */
    private static final int MAX_SURPLUS = 64;

    private final int max;
    private final int maxPerAddress;
    private final LimitCounters counters;
    private final Networks proxies;
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger surplus = new AtomicInteger();
    private final LogThrottle throttle = new LogThrottle();

    private enum Kind {
        /** May ask for anything. */
        PUBLIC,
        /** May ask for what the reserve is for. */
        RESERVE,
        /** Of an address that has too many: is told so. */
        SURPLUS,
        /** Came to the port that is for operators alone. */
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
     * Made for the whole process.
     *
     * @param descriptors how many connections the process can hold, whatever the limits say
     * @param proxies whose word is taken for a client's address
     */
    public ConnectionGate(Limits limits, int descriptors, LimitCounters counters, Networks proxies) {
        this.max = Math.min(orEndless(limits.connections()), descriptors);
        this.maxPerAddress = orEndless(limits.connectionsPerAddress());
        this.counters = counters;
        this.proxies = proxies;
    }

    /** How many connections there may be. */
    public int max() {
        return max;
    }

    /** Gives a new connection its place, or closes it: then this is false. */
    boolean accept(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        SocketAddress peer = channel.remoteAddress();
        InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
        boolean proxied = address != null && proxies.contain(address);
        return enter(channel, null, proxied, proxied ? "" : network(address));
    }

    /** The same for a connection to the port that is for operators alone: only all places can be taken. */
    boolean acceptOperator(HttpConnection connection) {
        return enter(((ConnectionBase) connection).channel(), Kind.OPERATOR, false, "");
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
        Channels.cutOff(channel);
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
            Channels.cutOff(channel);
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

    /** Refuses with 503 (the places left are not for this) or 429 (too many connections of this address); others pass. */
    public void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        Place place = Channels.of(request).attr(PLACE).get();
        Problem refusal = place == null ? null : refusal(place, request);
        if (refusal != null) {
            lastOf(context);
            context.fail(refusal);
            return;
        }
        if (place != null && place.kind == Kind.RESERVE) {
            place.used = true;
            if (!Channels.asksForSocket(request)) {
                lastOf(context);
            }
        }
        context.next();
    }

    private static void lastOf(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.addEndHandler(answered -> context.request().connection().close()); // the header alone leaves it open
    }

    private @Nullable Problem refusal(Place place, HttpServerRequest request) {
        if (place.kind == Kind.SURPLUS || place.proxied && !moves(place, request)) {
            return Problem.of(429, Rule.ADDRESS_CONNECTIONS.reason());
        }
        if (place.kind == Kind.RESERVE && !isForReserve(request)) {
            counters.refusedInAll.increment();
            return Problem.of(503, Rule.CONNECTIONS.reason());
        }
        return null;
    }

    /** Counts a proxy's connection for whom it asks now; false if that address has too many. */
    private boolean moves(Place place, HttpServerRequest request) {
        List<String> forwarded = request.headers().getAll(ClientAddress.HEADER);
        InetAddress client = ClientAddress.of(Channels.of(request).remoteAddress(), forwarded, proxies);
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

    /** What health checks, operators and producers ask for; who they are, is asked later, and an answer ends the connection. */
    private static boolean isForReserve(HttpServerRequest request) {
        String path = request.path();
        return path.startsWith("/health/")
                || path.equals("/metrics")
                || path.equals("/ws/orders")
                || path.startsWith("/api/") && !path.endsWith("/events");
    }

    /**
     * Whom the limit of an address counts this request for: an address or, of IPv6, its network; empty where there is none, as on a
     * unix socket.
     */
    public static String countedFor(HttpServerRequest request) {
        Place place = Channels.of(request).attr(PLACE).get();
        return place == null ? "" : place.address;
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
