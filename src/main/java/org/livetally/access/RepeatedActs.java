package org.livetally.access;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.livetally.acts.Act;

/**
 * Keeps clients that repeat themselves, such as an overlay whose token has expired, or somebody who guesses, from
 * pushing everything else out of the operators' log. The first of many like acts is logged at once, and the others
 * every ten minutes, as one with their number. It tells at most {@link #MAX_KINDS} kinds apart.
 */
final class RepeatedActs {
    static final int MAX_KINDS = 32;
    static final long AGAIN_MS = TimeUnit.MINUTES.toMillis(10);
    /** Stands for all kinds beyond the limit. */
    private static final Act OTHERS = new Act("several", "several addresses", "various", Act.Outcome.REFUSED, "");

    private final Consumer<Act> log;
    private final Map<Act, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private long since;
        private int more;

        Kind(long since) {
            this.since = since;
        }
    }

    RepeatedActs(Consumer<Act> log) {
        this.log = log;
    }

    /** @param now ms, of any clock that goes on */
    void add(Act act, long now) {
        Act kind = kinds.containsKey(act) || kinds.size() < MAX_KINDS ? act : OTHERS;
        Kind known = kinds.get(kind);
        if (known == null) {
            kinds.put(kind, new Kind(now));
            log.accept(kind);
        } else {
            known.more++;
        }
    }

    /** Logs what was repeated, and forgets what was not. To be called now and then. */
    void sweep(long now) {
        kinds.entrySet().removeIf(entry -> {
            Kind kind = entry.getValue();
            if (now - kind.since < AGAIN_MS) {
                return false;
            }
            if (kind.more == 0) {
                return true;
            }
            log.accept(entry.getKey().times(kind.more));
            kind.since = now;
            kind.more = 0;
            return false;
        });
    }
}
