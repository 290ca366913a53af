package org.livetally.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why Redis does not serve, as the links of one node found it out. What one of them meets, a refused order, say, concerns all:
 * whoever asks another event loop is told of it, and the log says it once. From any thread.
 */
public final class RedisTroubles {
    private final Map<Object, Trouble> byLink = new LinkedHashMap<>();

    /**
     * One reason.
     *
     * @param reason for operators, with Redis' own words
     * @param brief for everybody
     */
    public record Trouble(String reason, String brief) {}

    /** Notes why a link cannot be used; says whether no other link has that reason, so that it is news. */
    public synchronized boolean put(Object link, Trouble trouble) {
        boolean news = byLink.values().stream().noneMatch(known -> known.reason.equals(trouble.reason));
        byLink.put(link, trouble);
        return news;
    }

    /** The link can be used; says whether it was the last one that could not. */
    public synchronized boolean remove(Object link) {
        return byLink.remove(link) != null && byLink.isEmpty();
    }

    /** Any of them, that of the link if it has one; null if there is none. */
    public synchronized @Nullable Trouble any(Object link) {
        Trouble own = byLink.get(link);
        return own != null || byLink.isEmpty()
                ? own
                : byLink.values().iterator().next();
    }

    synchronized boolean isEmpty() {
        return byLink.isEmpty();
    }
}
