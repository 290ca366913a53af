package org.livetally.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;

/**
 * The reasons why Redis does not serve, as the links of one node found them. A reason that one link finds, such as a
 * refused order, concerns all links to that server: every event loop reports it, and it is logged once. Thread-safe.
 */
public final class RedisOutages {
    private final Map<OfLink, Outage> byLink = new LinkedHashMap<>();

    /**
     * One reason.
     *
     * @param reason for operators, with Redis' own words
     * @param brief for all clients
     * @param kind tells the log whether it was logged already; for the same outage, the words may differ from link to
     *     link
     */
    public record Outage(String reason, Reason brief, String kind) {}

    /**
     * The part of a new link to one server, without a reason yet.
     *
     * @param server tells the servers of a Cluster apart; the same if there is only one
     */
    public OfLink ofLink(String server) {
        return new OfLink(server);
    }

    /** One link's part. */
    public final class OfLink {
        private final String server;

        private OfLink(String server) {
            this.server = server;
        }

        private Stream<Outage> ofServer() {
            return byLink.entrySet().stream()
                    .filter(each -> each.getKey().server.equals(server))
                    .map(Map.Entry::getValue);
        }

        /** Notes why the link cannot be used; returns whether no link to this server has a reason of this kind yet. */
        public boolean put(Outage outage) {
            synchronized (byLink) {
                boolean news = ofServer().noneMatch(known -> known.kind.equals(outage.kind));
                byLink.put(this, outage);
                return news;
            }
        }

        /** Notes that the link can be used; returns whether it was the last one of its server that could not. */
        public boolean remove() {
            synchronized (byLink) {
                return byLink.remove(this) != null && ofServer().findAny().isEmpty();
            }
        }

        /** The reason of this link if it has one, otherwise that of any to its server; null if there is none. */
        public @Nullable Outage any() {
            synchronized (byLink) {
                Outage own = byLink.get(this);
                return own != null || byLink.isEmpty()
                        ? own
                        : ofServer().findFirst().orElse(null);
            }
        }
    }

    boolean isEmpty() {
        synchronized (byLink) {
            return byLink.isEmpty();
        }
    }
}
