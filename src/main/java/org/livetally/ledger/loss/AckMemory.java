package org.livetally.ledger.loss;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Expectations;
import org.livetally.domain.stream.NanoClock;
import org.livetally.http.Problem;
import org.livetally.ledger.QueuedMessage;

/**
 * What this node knows that Redis must hold: the newest seq of each stream that it acked or showed, and the ids that it
 * acked last. Shared by all event loops, since one must notice the loss of what another acked.
 *
 * <p>The memory is bounded: to the {@value #MAX_STREAMS} streams that were used last, and to {@value #MAX_IDS} ids over
 * all streams. A stream beyond the first limit is forgotten, as after a restart of the node; a loss beyond the second
 * is counted as "at least".
 */
public final class AckMemory implements Expectations {
    /** The word for this state in answers, readiness, metrics, log and manual. */
    public static final String WENT_BACK = "ledger_went_back";
    /** Restarting forgets the acks, which are known from memory only. */
    private static final String WHAT_TO_DO =
            "; /api/streams/STREAM/lost names them: keep that, and do not restart the node before (docs/operations.md)";

    static final int MAX_STREAMS = 10_000;
    static final int MAX_IDS = 50_000;

    private static final Logger LOG = Logger.getLogger(AckMemory.class.getName());
    /** Accepted losses that are kept, so that producers can be told what to send again. */
    private static final int MAX_ACCEPTED = 100;

    private static final int MAX_NAMED = 5;
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** Idle streams are checked in turns: a Redis that was emptied lacks any of them. */
    private static final int REST_CHUNK = 20;
    /** Lost streams are checked in turns, too: Redis is busy for a few milliseconds with this many. */
    private static final int LOST_CHUNK = 500;
    /** If Redis was emptied, the log names this many streams a turn, and counts the others. */
    private static final int MAX_LOGGED = 20;

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final int maxStreams;
    private final int maxIds;
    private final Map<String, AckedStream> streams = new LinkedHashMap<>(16, 0.75f, true);
    private final ArrayDeque<AckedStream> owners = new ArrayDeque<>(); // the owners of the batches, oldest first
    private final Map<String, Loss> losses = new LinkedHashMap<>();
    private final Map<String, Loss> accepted = new LinkedHashMap<>();
    /** Streams of which other nodes have noted a loss. */
    private Set<String> told = Set.of();
    /** Lost streams that were found whole, which other nodes have not been told yet. */
    private final Set<String> whole = new HashSet<>();

    private final Turns atRest = new Turns(REST_CHUNK);
    private final Turns away = new Turns(LOST_CHUNK);
    private int ids;
    /** Whether a stream was forgotten: a new stream may be that one. */
    private boolean hasForgotten;

    private int logged;
    /** How many losses were accepted. */
    private int settled;

    private volatile String problem = "";

    public AckMemory(InstantSource clock) {
        this(clock, MAX_STREAMS, MAX_IDS);
    }

    AckMemory(InstantSource clock, int maxStreams, int maxIds) {
        this.clock = clock;
        this.nanos = NanoClock.beside(clock);
        this.maxStreams = maxStreams;
        this.maxIds = maxIds;
    }

    /** What the answer to one question must hold, as of when it was asked. */
    public final class Asked implements Expectation {
        final String stream;
        /** The newest seq, in the form for scripts; empty if nothing is known of the stream. */
        public final String required;
        /** A message whose id Redis must have; null if none was acked here. */
        final AckedStream.@Nullable Acked witness;

        private final AckedStream.@Nullable Acked newestAcked;
        /** See {@link AckedStream#round}. */
        private final int round;

        private final @Nullable Seq newest;
        private final boolean lost;
        private final int settledThen = settled;

        private Asked(String stream, @Nullable AckedStream known) {
            this.stream = stream;
            this.newest = known == null ? null : known.newest();
            this.required = known == null ? "" : known.text();
            this.witness = known == null ? null : known.witness();
            this.newestAcked = known == null ? null : known.newestAcked();
            this.round = known == null ? 0 : known.round();
            this.lost = losses.containsKey(stream) || told.contains(stream);
        }

        /** The newest known seq. */
        public Seq newest() {
            return newest == null ? Seq.START : newest;
        }

        /** Whether there is a loss that was not accepted, as this node knows or another one says. */
        public boolean isLost() {
            return lost;
        }

        /** The message that other nodes are told to look for: the one that is missing, or the newest. */
        AckedStream.@Nullable Acked missing(LedgerLook look) {
            return look.knowsWitness() ? newestAcked : witness;
        }

        /** Checks one answer, and remembers what it has, since it is shown. */
        @Override
        public void found(boolean exists, @Nullable String last) {
            AckMemory.this.found(this, exists, last);
        }

        /**
         * Checks one answer, of which nothing is shown: a failover may lose it before anybody knows.
         *
         * @throws Problem as {@link #found}
         */
        public void check(boolean exists, @Nullable String last) {
            AckMemory.this.check(this, exists, last);
        }

        private boolean isMoreThan(boolean exists, @Nullable String last) {
            if (newest == null || last == null) {
                return newest != null && !exists;
            }
            return last.isEmpty() ? !exists || newest.compareTo(Seq.START) > 0 : newest.compareTo(Seq.parse(last)) > 0;
        }
    }

    @Override
    public synchronized Asked of(String stream) {
        return new Asked(stream, streams.get(stream));
    }

    /** What is wrong, for people; empty if nothing is. */
    public String problem() {
        return problem;
    }

    /** How many streams have a loss that was not accepted. */
    public synchronized int lost() {
        return losses.size() + elsewhere().size();
    }

    /** The lost streams that only other nodes know to be. */
    private List<String> elsewhere() {
        return told.stream().filter(stream -> !losses.containsKey(stream)).toList();
    }

    /** How many losses were accepted so far. */
    synchronized int settled() {
        return settled;
    }

    /**
     * Takes over which losses nodes have noted in Redis.
     *
     * @param settledThen {@link #settled} when Redis was asked
     */
    synchronized void told(Set<String> now, int settledThen) {
        if (settledThen != settled) {
            return; // one of them may be accepted since
        }
        now.stream()
                .filter(stream -> !told.contains(stream) && !losses.containsKey(stream))
                .forEach(stream -> log(
                        Level.SEVERE,
                        () -> "LEDGER WENT BACK: another node acked or showed what Redis lacks of stream " + stream));
        told = Set.copyOf(now);
        summarize();
    }

    /** Takes over that this loss, which another node had noted, was accepted here. */
    public synchronized void accepted(Loss loss) {
        Set<String> others = new HashSet<>(told);
        others.remove(loss.stream());
        told = Set.copyOf(others);
        settled++;
        if (!losses.containsKey(loss.stream())) {
            remember(loss.accepted(clock.millis()));
        }
        summarize();
    }

    private void remember(Loss loss) {
        accepted.remove(loss.stream());
        accepted.put(loss.stream(), loss);
        if (accepted.size() > MAX_ACCEPTED) {
            accepted.remove(accepted.keySet().iterator().next());
        }
    }

    /** The loss that other nodes must be told of; null if they know, or if there is none. */
    synchronized @Nullable Loss toNote(Asked asked, LedgerLook look) {
        Loss loss = losses.get(asked.stream);
        boolean known = !look.noted().isEmpty()
                && told.contains(asked.stream) // otherwise its name is missing, and no other node hears of it
                && loss != null
                && Seq.parse(look.noted()).compareTo(loss.newest()) >= 0;
        return known || !look.exists() ? null : loss;
    }

    /** Whether other nodes must be told that the stream is whole again. */
    synchronized boolean takeWhole(String stream) {
        return whole.remove(stream);
    }

    /** Takes back {@link #takeWhole}: nobody could be told, so the next look tries again. */
    synchronized void stillWhole(String stream) {
        if (!losses.containsKey(stream)) {
            whole.add(stream);
        }
    }

    /** Whether this node itself misses something of a stream. */
    synchronized boolean lacks(String stream) {
        return losses.containsKey(stream);
    }

    /** What a stream lacks, or lacked when the loss was accepted; null if no loss is known. */
    public synchronized @Nullable Loss loss(String stream) {
        Loss loss = losses.get(stream);
        return loss == null && !told.contains(stream) ? accepted.get(stream) : loss;
    }

    /**
     * Notes messages that are about to be acked: those that were recorded, now or before.
     *
     * @param over the connection over which Redis said so
     */
    public synchronized void acked(String stream, List<QueuedMessage> messages, List<Receipt> receipts, Object over) {
        if (areRejections(receipts)) {
            return;
        }
        AckedStream known = known(stream);
        ids += known.acked(messages, receipts, over, nanos.getAsLong());
        owners.add(known);
        while (ids > maxIds) {
            ids -= owners.remove().forgetOldest();
        }
    }

    private static boolean areRejections(List<Receipt> receipts) {
        for (Receipt receipt : receipts) {
            if (!(receipt instanceof Rejection)) {
                return false;
            }
        }
        return true;
    }

    private AckedStream known(String stream) {
        AckedStream known = streams.get(stream);
        if (known == null) {
            known = new AckedStream(stream, hasForgotten);
            streams.put(stream, known);
            if (streams.size() > maxStreams) {
                forgetOne();
            }
        }
        return known;
    }

    /** Forgets the stream that was used least recently. A loss stays until it is back, or accepted. */
    private void forgetOne() {
        Iterator<String> oldestFirst = streams.keySet().iterator();
        String oldest = oldestFirst.next();
        while (losses.containsKey(oldest) && oldestFirst.hasNext()) {
            oldest = oldestFirst.next();
        }
        oldestFirst.remove();
        hasForgotten = true;
    }

    private synchronized void found(Asked asked, boolean exists, @Nullable String last) {
        check(asked, exists, last);
        if (exists) {
            known(asked.stream).has(last == null ? "" : last);
        }
    }

    private synchronized void check(Asked asked, boolean exists, @Nullable String last) {
        if (asked.isMoreThan(exists, last)) {
            if (asked.settledThen != settled) {
                throw wentBack(); // may be the loss that was just accepted: the next answer tells
            }
            lose(asked, exists ? last : null);
        }
        if (losses.containsKey(asked.stream) || told.contains(asked.stream)) {
            throw wentBack();
        }
    }

    /**
     * Takes over the result of a look at Redis. It can show more than the answers to other questions: also a loss that
     * is hidden behind what nodes without knowledge of it have recorded since. Only here a loss ends.
     *
     * @param isKept whether no failover loses what it found; otherwise that is only compared, see {@link #keeps}
     * @return whether the loss was accepted on another node, for less than this node has acked: then it must be
     *     accepted here, too
     */
    synchronized boolean onReply(Asked asked, LedgerLook look, boolean isKept) {
        AckedStream known = streams.get(asked.stream);
        if (asked.newest == null || known == null || asked.settledThen != settled) {
            return false;
        }
        Loss before = losses.get(asked.stream);
        boolean less = asked.isMoreThan(look.exists(), look.last());
        boolean hasAll = !less && look.knowsWitness() && (asked.witness == null || known.isLast(asked.witness));
        boolean isBack = hasAll && asked.witness != null; // without one, it may be what was accepted
        boolean isAccepted = before == null || !isBack && known.isNew(look.accepted());
        boolean acceptedAll = isAccepted && look.accepted().compareTo(asked.newest) >= 0;
        if (before != null && isAccepted && !acceptedAll) {
            return true;
        }
        if (acceptedAll && before == null && !look.knowsWitness()) {
            lose(asked, look.acceptedFrom()); // lost and accepted before this node had seen it
        } else if (!acceptedAll && less) {
            lose(asked, look.exists() ? look.last() : null);
        } else if (!acceptedAll && !look.knowsWitness()) {
            loseBehind(asked, look.last());
        } else if (!acceptedAll && hasAll && before != null && asked.lost) {
            log(Level.WARNING, () -> "stream " + asked.stream + " is whole again: Redis has all that was acked here");
            losses.remove(asked.stream);
            whole.add(asked.stream);
        }
        if (acceptedAll && losses.containsKey(asked.stream)) {
            accept(asked.stream, look);
        } else if (acceptedAll && !look.exists()) {
            streams.remove(asked.stream); // its loss was accepted elsewhere, and nothing was acked here
        } else {
            remember(asked, look, isKept);
        }
        summarize();
        return false;
    }

    /**
     * Remembers what a look has found that {@link #onReply} was told of: from now on Redis must have that. A failover must
     * not be able to lose it any more.
     */
    synchronized void keeps(Asked asked, LedgerLook look) {
        if (asked.settledThen == settled) {
            remember(asked, look, true);
        }
    }

    private void remember(Asked asked, LedgerLook look, boolean isKept) {
        AckedStream known = streams.get(asked.stream);
        if (known != null && isKept && look.exists() && !losses.containsKey(asked.stream)) {
            known.isWhole(look);
        }
        if (known != null && isKept && asked.witness != null && look.knowsWitness()) {
            known.isSeen(asked.witness, asked.round); // of a lost stream, too: the next look is for the next one
        }
    }

    /** Another server may answer about these streams from now on, so each message is looked for again. */
    synchronized void lookAgain(List<String> ids) {
        ids.forEach(id -> {
            AckedStream known = streams.get(id);
            if (known != null) {
                known.lookAgain();
            }
        });
    }

    private void accept(String stream, LedgerLook look) {
        Loss loss = Objects.requireNonNull(losses.remove(stream)).accepted(clock.millis());
        log(
                Level.WARNING,
                () -> "the loss of " + loss.count() + " of stream " + stream + " was accepted: they can be sent again");
        settled++;
        remember(loss);
        streams.remove(stream);
        if (look.exists()) {
            known(stream).beginsWith(look);
        }
    }

    private void lose(Asked asked, @Nullable String last) {
        AckedStream known = known(asked.stream);
        Seq found = last == null ? null : last.isEmpty() ? Seq.START : Seq.parse(last);
        Loss before = losses.get(asked.stream);
        if (before != null && before.covers(known.newest(), found)) {
            return;
        }
        is(known.loss(before, found, clock.millis()));
    }

    private void loseBehind(Asked asked, String last) {
        if (!losses.containsKey(asked.stream)) {
            is(known(asked.stream).lossBehind(Objects.requireNonNull(asked.witness), Seq.parse(last), clock.millis()));
        }
    }

    private void is(Loss loss) {
        losses.put(loss.stream(), loss);
        whole.remove(loss.stream());
        summarize();
        log(Level.SEVERE, loss::text);
    }

    private void log(Level level, Supplier<String> text) {
        if (logged++ < MAX_LOGGED) {
            LOG.log(level, text);
        }
    }

    /** Ends a turn of looks, and logs how many more streams there was something to report about. */
    synchronized void endTurn() {
        int more = logged - MAX_LOGGED;
        logged = 0;
        if (more > 0) {
            LOG.log(
                    Level.SEVERE,
                    "and {0} more such lines of other streams; Redis lacks something of {1} streams now",
                    new Object[] {more, losses.size()});
        }
    }

    private void summarize() {
        List<String> elsewhere = elsewhere();
        int others = losses.size() + elsewhere.size() - MAX_NAMED;
        problem = losses.isEmpty() && elsewhere.isEmpty()
                ? ""
                : Stream.concat(
                                losses.values().stream().map(loss -> loss.count() + " of stream " + loss.stream()),
                                elsewhere.stream()
                                        .map(stream -> "messages of stream " + stream + " that another node knows"))
                        .limit(MAX_NAMED)
                        .collect(Collectors.joining(
                                ", ",
                                WENT_BACK + ": Redis lacks ",
                                (others > 0 ? " and more of " + others + " other streams" : "") + WHAT_TO_DO));
    }

    /**
     * The streams that were acked, or moved on, a moment ago, so that their newest seqs may be missing; without those
     * known to be lost.
     */
    synchronized List<String> busy() {
        long now = nanos.getAsLong();
        return streams.values().stream()
                .filter(known -> known.isBusy(now - RECENT_NANOS) && !losses.containsKey(known.stream))
                .map(known -> known.stream)
                .toList();
    }

    /** Some of the streams without a known loss, different ones each time. */
    synchronized List<String> someAtRest() {
        return atRest.next(
                streams.keySet().stream().filter(id -> !losses.containsKey(id)).toList());
    }

    /** Some of the lost streams, different ones each time: they may be back. */
    synchronized List<String> someLost() {
        return away.next(List.copyOf(losses.keySet()));
    }

    synchronized List<String> all() {
        return List.copyOf(streams.keySet());
    }

    /** {@link System#nanoTime()}, or that of a clock with durations of its own. */
    long nanoTime() {
        return nanos.getAsLong();
    }

    /** The problem for all clients; only operators can read how much is lost. */
    public static Problem wentBack() {
        return Problem.of(503, Rule.WENT_BACK.reason());
    }

    /** The answer to messages for such a stream. */
    public static Rejection rejection() {
        return new Rejection(Code.UNAVAILABLE, Rule.WENT_BACK_MESSAGE.reason());
    }
}
