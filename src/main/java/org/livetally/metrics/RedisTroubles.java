package org.livetally.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Reason;

/**
 * Why Redis does not serve, as the links of one node found it out. What one of them meets, a refused order, say, concerns all:
 * whoever asks another event loop is told of it, and the log says it once. From any thread.
 */
public final class RedisTroubles {
    private final Map<OfLink, Trouble> byLink = new LinkedHashMap<>();

    /**
     * One reason.
     *
     * @param reason for operators, with Redis' own words
     * @param brief for everybody
     * @param kind by which the log knows whether it was said: the words of the same trouble may differ from link to link
     */
    public record Trouble(String reason, Reason brief, String kind) {}

    /** What one link has met: nothing yet. */
    public OfLink ofLink() {
        return new OfLink();
    }

    /** One link's part. */
    public final class OfLink {
        private OfLink() {}

        /** Notes why the link cannot be used; says whether none has one of its kind, so that it is news. */
        public boolean put(Trouble trouble) {
            synchronized (byLink) {
                boolean news = byLink.values().stream().noneMatch(known -> known.kind.equals(trouble.kind));
                byLink.put(this, trouble);
                return news;
            }
        }

        /** The link can be used; says whether it was the last one that could not. */
        public boolean remove() {
            synchronized (byLink) {
                return byLink.remove(this) != null && byLink.isEmpty();
            }
        }

        /** That of the link if it has one, else any; null if there is none. */
        public @Nullable Trouble any() {
            synchronized (byLink) {
                Trouble own = byLink.get(this);
                return own != null || byLink.isEmpty()
                        ? own
                        : byLink.values().iterator().next();
            }
        }
    }

    boolean isEmpty() {
        synchronized (byLink) {
            return byLink.isEmpty();
        }
    }
}
