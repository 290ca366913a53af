package org.livetally.access;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

    private final Map<Act.Outcome, Group> ofStrangers = groups(Act.UNKNOWN_TOKEN);
    private final Map<Act.Outcome, Group> ofOthers = groups("several");

    /** Acts that have their {@link #MAX_KINDS} in common. */
    private static final class Group {
        /** Stands for all its kinds beyond the limit. */
        private final Act others;

        private int kinds;

        Group(String who, Act.Outcome outcome) {
            others = new Act(who, "several addresses", "various", outcome, "");
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
        Group group = group(act);
        Act kind = group.kinds < MAX_KINDS || kinds.containsKey(act) ? act : group.others;
        Kind known = kinds.get(kind);
        if (known == null) {
            kinds.put(kind, new Kind(now));
            group.kinds++;
            log.accept(kind);
        } else {
            known.more++;
        }
    }

    private Group group(Act act) {
        Map<Act.Outcome, Group> groups = act.who().equals(Act.UNKNOWN_TOKEN) ? ofStrangers : ofOthers;
        return Objects.requireNonNull(groups.get(act.outcome()));
    }

    private static Map<Act.Outcome, Group> groups(String who) {
        Map<Act.Outcome, Group> groups = new EnumMap<>(Act.Outcome.class);
        for (Act.Outcome outcome : Act.Outcome.values()) {
            groups.put(outcome, new Group(who, outcome));
        }
        return groups;
    }

    /** Logs what was repeated, and forgets what was not. To be called now and then. */
    synchronized void sweep(long now, Consumer<Act> log) {
        kinds.entrySet().removeIf(entry -> {
            Kind kind = entry.getValue();
            if (now - kind.since < AGAIN_MS) {
                return false;
            }
            if (kind.more == 0) {
                group(entry.getKey()).kinds--;
                return true;
            }
            log.accept(entry.getKey().times(kind.more));
            kind.since = now;
            kind.more = 0;
            return false;
        });
    }
}
