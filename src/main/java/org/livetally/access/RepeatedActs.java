package org.livetally.access;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.livetally.acts.Act;

/**
 * Keeps clients that repeat themselves, such as an overlay whose token has expired, or somebody who guesses, from
 * pushing everything else out of the operators' log. The first of many like acts is logged at once, and the others
 * every ten minutes, as one with their number. Of strangers, and of those who have a token by outcome, it tells at most
 * {@link #MAX_KINDS} kinds apart: so whoever tries everything hides nothing of anybody else, nor what was begun behind
 * what was refused. Shared by all event loops of a node.
 */
public final class RepeatedActs {
    static final int MAX_KINDS = 32;
    static final long AGAIN_MS = TimeUnit.MINUTES.toMillis(10);

    private final Map<Act, Kind> kinds = new HashMap<>();

    /** Who has kinds in common. */
    private record Group(boolean areStrangers, Act.Outcome outcome) {
        static Group of(Act act) {
            return new Group(act.who().equals(Act.UNKNOWN_TOKEN), act.outcome());
        }

        /** Stands for all its kinds beyond the limit. */
        Act others() {
            String who = areStrangers ? Act.UNKNOWN_TOKEN : "several";
            return new Act(who, "several addresses", "various", outcome, "");
        }
    }

    private static final class Kind {
        private long since;
        private int more;

        Kind(long since) {
            this.since = since;
        }
    }

    /**
     * @param now ms, of any clock that goes on
     * @param log takes what is to be logged at once
     */
    synchronized void add(Act act, long now, Consumer<Act> log) {
        Act kind = kinds.containsKey(act) || isRoomFor(Group.of(act))
                ? act
                : Group.of(act).others();
        Kind known = kinds.get(kind);
        if (known == null) {
            kinds.put(kind, new Kind(now));
            log.accept(kind);
        } else {
            known.more++;
        }
    }

    private boolean isRoomFor(Group group) {
        return kinds.keySet().stream()
                        .filter(kind -> Group.of(kind).equals(group))
                        .count()
                < MAX_KINDS;
    }

    /** Logs what was repeated, and forgets what was not. To be called now and then. */
    synchronized void sweep(long now, Consumer<Act> log) {
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
