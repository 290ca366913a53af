package org.livetally.ledger.seal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: streams with new messages, live ones from time to time, and among those that are due a step of each, one
 * after another, so that a long ledger holds up no other. Keeps what was counted of streams as long as there is room. Times
 * are in milliseconds of a clock that never goes back. Not thread-safe.
 */
final class Rounds {
    /** How many streams are compared at the same time. */
    private static final int MAX_ACTIVE = 8;
    /** How much is kept of streams, in what {@link SealedStream#weight} counts: some 100 MB. */
    private static final long MAX_WEIGHT = 500_000;
    /** What each stream weighs besides. */
    private static final long WEIGHT_OF_STREAM = 100;

    /** So long after its end a stream is watched like a live one: refunds and late orders come. */
    private static final long ENDED_MS = 600_000;

    private final Function<String, SealedStream> begin;
    private final Timing timing;
    private final BiConsumer<String, StoredSeal> found;
    /** Those that are to be compared, the next one first. */
    private final TreeSet<Due> dues =
            new TreeSet<>(Comparator.comparingLong(Due::at).thenComparing(Due::stream));

    private final Map<String, Due> byStream = new HashMap<>();
    private final Deque<SealedStream> active = new ArrayDeque<>();
    /** The ids of the active ones, and of the one that does a step. */
    private final Set<String> busy = new HashSet<>();
    /** Those of them that have changed since. */
    private final Set<String> again = new HashSet<>();
    /** What was counted, the one that was used last at the end. */
    private final Map<String, SealedStream> counted = new LinkedHashMap<>(16, 0.75f, true);
    /** What each of them weighed at the end of its last round; adding up thousands after each round took longer than it. */
    private final Map<String, Long> weights = new HashMap<>();

    private long weight;

    /** How many differences of a stream were told last. */
    private final Map<String, Long> told = new HashMap<>();

    private Set<String> live = Set.of();
    /** Streams that have ended lately, and until when they are watched. */
    private final Map<String, Long> ended = new HashMap<>();

    /**
     * When streams are compared.
     *
     * @param roundMs after a new message, and after the round before
     * @param idleMs after which a live stream without any is compared again
     * @param retryMs after a failure
     */
    record Timing(long roundMs, long idleMs, long retryMs) {
        static final Timing DEFAULT = new Timing(5_000, 60_000, 30_000);
    }

    private record Due(long at, String stream) {}

    /**
     * @param begin begins to count a stream
     * @param found is told what audits find
     */
    Rounds(Function<String, SealedStream> begin, Timing timing, BiConsumer<String, StoredSeal> found) {
        this.begin = begin;
        this.timing = timing;
        this.found = found;
    }

    /** Takes over which streams are live; those that are new come some time within the next minute. */
    void live(Set<String> streams, long now) {
        for (String stream : streams) {
            if (!live.contains(stream) && !busy.contains(stream)) {
                schedule(stream, now + timing.roundMs + Math.floorMod(stream.hashCode(), timing.idleMs));
            }
        }
        for (String stream : live) {
            if (!streams.contains(stream)) {
                ended.put(stream, now + ENDED_MS);
            }
        }
        live = streams;
    }

    /** The streams that are live, or were so lately: those in which something may happen. */
    Set<String> watched(long now) {
        ended.values().removeIf(until -> now >= until);
        if (ended.isEmpty()) {
            return live;
        }
        Set<String> watched = new HashSet<>(live);
        watched.addAll(ended.keySet());
        return watched;
    }

    /** Whether there is nothing to compare, now or soon. */
    boolean isIdle(long now) {
        return watched(now).isEmpty() && dues.isEmpty() && busy.isEmpty();
    }

    /** Streams have new messages. */
    void changed(Collection<String> streams, long now) {
        for (String stream : streams) {
            if (busy.contains(stream)) {
                again.add(stream);
            } else {
                schedule(stream, now + timing.roundMs);
            }
        }
    }

    /** Whichever is earlier counts. */
    private void schedule(String stream, long at) {
        Due planned = byStream.get(stream);
        if (planned != null && planned.at <= at) {
            return;
        }
        if (planned != null) {
            dues.remove(planned);
        }
        Due due = new Due(at, stream);
        dues.add(due);
        byStream.put(stream, due);
    }

    /** The stream that does the next step; null if none is due. */
    @Nullable
    SealedStream next(long now) {
        while (active.size() < MAX_ACTIVE && !dues.isEmpty() && dues.first().at <= now) {
            Due due = dues.first();
            dues.remove(due);
            byStream.remove(due.stream);
            busy.add(due.stream);
            active.addLast(counted.computeIfAbsent(due.stream, begin));
        }
        return active.pollFirst();
    }

    /**
     * A stream has done a step.
     *
     * @param done whether its round is over
     */
    void did(SealedStream stream, boolean done, long now) {
        if (!done) {
            active.addLast(stream);
            return;
        }
        String id = stream.stream();
        busy.remove(id);
        boolean changed = again.remove(id);
        if (stream.isGone()) {
            counted.remove(id);
            weigh(id, 0);
            told.remove(id);
            return;
        }
        tell(stream);
        if (changed || !stream.rests()) {
            schedule(id, now + timing.roundMs);
        } else if (live.contains(id)) {
            schedule(id, now + timing.idleMs);
        }
        makeRoom(stream);
    }

    private void tell(SealedStream stream) {
        StoredSeal seal = stream.held();
        if (seal == null) {
            return;
        }
        String id = stream.stream();
        Long before = told.put(id, seal.differences());
        boolean last = stream.rests() && !live.contains(id);
        if (last || before == null || before != seal.differences()) {
            found.accept(id, seal);
        }
    }

    /** Drops what was not used for the longest time; it is counted on from a checkpoint. */
    private void makeRoom(SealedStream used) {
        weigh(used.stream(), WEIGHT_OF_STREAM + used.weight());
        Iterator<String> oldest = counted.keySet().iterator();
        while (weight > MAX_WEIGHT && oldest.hasNext()) {
            String stream = oldest.next();
            if (!stream.equals(used.stream()) && !busy.contains(stream)) {
                oldest.remove();
                weigh(stream, 0);
            }
        }
    }

    private void weigh(String stream, long now) {
        Long before = now == 0 ? weights.remove(stream) : weights.put(stream, now);
        weight += now - (before == null ? 0 : before);
    }

    /** A step of a stream has failed: what was counted of it is not trusted any more. */
    void failed(SealedStream stream, long now) {
        busy.remove(stream.stream());
        again.remove(stream.stream());
        counted.remove(stream.stream());
        weigh(stream.stream(), 0);
        tell(stream);
        schedule(stream.stream(), now + timing.retryMs);
    }
}
