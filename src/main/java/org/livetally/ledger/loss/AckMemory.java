package org.livetally.ledger.loss;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisUnavailableException;

/**
 * What this node knows that Redis must hold: the newest seq of each stream that it acked or showed, and the ids that it
 * acked last. Shared by all event loops, since one must notice the loss of what another acked.
 *
 * <p>The memory is bounded: to the {@value #MAX_STREAMS} streams that were used last, and to {@value #MAX_IDS} ids over
 * all streams. A stream beyond the first limit is forgotten, as after a restart of the node; a loss beyond the second
 * is counted as "at least".
 *
 * <p>Thread-safe by one lock, the monitor of its {@link Losses}, under which the {@link AckedStreams} and each {@link AckedStream}
 * are read and changed, too; they are known to nobody else. So nothing changes between a comparison, its {@link Verdict} and what
 * follows from it. An {@link Asked} copies what it needs, and never changes.
 */
public final class AckMemory implements Expectations {
    /** The word for this state in answers, readiness, metrics, log and manual. */
    public static final String WENT_BACK = "ledger_went_back";

    static final int MAX_STREAMS = 10_000;
    static final int MAX_IDS = 50_000;

    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final InstantSource clock;
    private final LongSupplier nanos;
    /** What is known to be lost. */
    public final Losses losses;
    /** Only with the lock of the losses. */
    private final AckedStreams streams;

    public AckMemory(InstantSource clock) {
        this(clock, MAX_STREAMS, MAX_IDS);
    }

    AckMemory(InstantSource clock, int maxStreams, int maxIds) {
        this.clock = clock;
        this.nanos = NanoClock.beside(clock);
        this.losses = new Losses(clock);
        this.streams = new AckedStreams(maxStreams, maxIds, losses::isMissed);
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
        private final int settledThen = losses.settled();

        private Asked(String stream, @Nullable AckedStream known) {
            this.stream = stream;
            this.newest = known == null ? null : known.newest();
            this.required = known == null ? "" : known.text();
            this.witness = known == null ? null : known.witness();
            this.newestAcked = known == null ? null : known.newestAcked();
            this.round = known == null ? 0 : known.round();
            this.lost = losses.isLost(stream);
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
        public void found(boolean exists, @Nullable String last, Connection over) {
            compare(exists, last, over, true);
        }

        /**
         * Checks one answer, of which nothing is shown: a failover may lose it before anybody knows.
         *
         * @throws Problem as {@link #found}
         */
        public void check(boolean exists, @Nullable String last, Connection over) {
            compare(exists, last, over, false);
        }

        /**
         * Checks the answer to a change that Redis refused since the ledger has less than it must; returns the problem to
         * answer.
         */
        public Problem refused(boolean exists, @Nullable String last, Connection over) {
            try {
                found(exists, last, over);
            } catch (Problem lacks) {
                return lacks;
            } catch (RedisUnavailableException left) {
                return Problem.of(503, Rule.UNCHANGED.reason(RedisFailures.brief(left)));
            }
            return wentBack(); // it has all by now: that can be tried again
        }

        private void compare(boolean exists, @Nullable String last, Connection over, boolean isShown) {
            synchronized (losses) {
                boolean isLess = isMoreThan(exists, last);
                if (isLess && settledThen != losses.settled()) {
                    throw wentBack(); // may be the loss that was just accepted: the next answer tells
                }
                boolean isDoubtful = isLess && isOld(stream, over);
                if (!isDoubtful) {
                    if (isLess) {
                        lose(this, exists ? last : null);
                    }
                    if (losses.isLost(stream)) {
                        throw wentBack();
                    }
                    if (isShown && exists) {
                        streams.known(stream).has(last == null ? "" : last, over);
                    }
                    return;
                }
            }
            throw over.leave(); // without the lock: whoever waits for an answer is told at once
        }

        /** Whether Redis must hold more than this. */
        boolean isMoreThan(boolean exists, @Nullable String last) {
            if (newest == null || last == null) {
                return newest != null && !exists;
            }
            return last.isEmpty() ? !exists || newest.compareTo(Seq.START) > 0 : newest.compareTo(Seq.parse(last)) > 0;
        }
    }

    @Override
    public Asked of(String stream) {
        synchronized (losses) {
            return new Asked(stream, streams.get(stream));
        }
    }

    /**
     * Notes messages that are about to be acked: those that were recorded, now or before.
     *
     * @param over the connection over which Redis said so
     */
    public void acked(String stream, List<QueuedMessage> messages, List<Receipt> receipts, Connection over) {
        if (!areRejections(receipts)) {
            synchronized (losses) {
                streams.acked(stream, messages, receipts, over, nanos.getAsLong());
            }
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

    /**
     * Takes over the result of a look at Redis. Only here a loss ends.
     *
     * @param over the connection over which it came
     * @param isKept whether no failover loses what it found; otherwise that is only compared, see {@link #keeps}
     * @return whether the loss was accepted on another node, for less than this node has acked: then it must be
     *     accepted here, too
     * @throws RuntimeException that of a lost connection, if it speaks of a loss and is too old to be believed
     */
    boolean onReply(Asked asked, LedgerLook look, Connection over, boolean isKept) {
        synchronized (losses) {
            AckedStream known = streams.get(asked.stream);
            if (asked.newest == null || known == null || asked.settledThen != losses.settled()) {
                return false;
            }
            Verdict verdict = Verdict.of(asked, look, known, losses.missed(asked.stream));
            if (!verdict.isLoss() || !known.isOld(over)) {
                return follow(verdict, asked, look, over, isKept);
            }
        }
        throw over.leave();
    }

    private boolean follow(Verdict verdict, Asked asked, LedgerLook look, Connection over, boolean isKept) {
        switch (verdict) {
            case UNCHANGED -> {}
            case LESS -> lose(asked, look.exists() ? look.last() : null);
            case HIDDEN -> loseBehind(asked, look.last());
            case BACK -> losses.isBack(asked.stream);
            case ACCEPTED -> accept(asked.stream, look, over);
            case ACCEPTED_UNSEEN -> {
                lose(asked, look.acceptedFrom(), look.accepted());
                accept(asked.stream, look, over);
            }
            case ACCEPTED_WHOLE -> streams.remove(asked.stream);
            case ACCEPTED_FOR_LESS -> {
                return true;
            }
        }
        if (!verdict.settles()) {
            remember(asked, look, over, isKept);
        }
        return false;
    }

    /**
     * Remembers what a look has found that {@link #onReply} was told of: from now on Redis must have that. A failover must
     * not be able to lose it any more.
     */
    void keeps(Asked asked, LedgerLook look, Connection over) {
        synchronized (losses) {
            if (asked.settledThen == losses.settled()) {
                remember(asked, look, over, true);
            }
        }
    }

    private void remember(Asked asked, LedgerLook look, Connection over, boolean isKept) {
        AckedStream known = streams.get(asked.stream);
        if (known != null && isKept && look.exists() && !losses.isMissed(asked.stream)) {
            known.isWhole(look, over);
        }
        if (known != null && isKept && asked.witness != null && look.knowsWitness()) {
            known.isSeen(asked.witness, asked.round); // of a lost stream, too: the next look is for the next one
        }
    }

    /** Another server may answer about these streams from now on, so each message is looked for again. */
    void lookAgain(List<String> ids) {
        synchronized (losses) {
            ids.forEach(id -> {
                AckedStream known = streams.get(id);
                if (known != null) {
                    known.lookAgain();
                }
            });
        }
    }

    private void accept(String stream, LedgerLook look, Connection over) {
        AckedStream before = streams.get(stream);
        Loss missed = losses.missed(stream);
        if (missed != null) { // a batch on its way to the old primary may have been acked since it was noticed
            losses.accept(
                    before == null ? missed : before.loss(missed, missed.found(), look.accepted(), clock.millis()));
        }
        streams.remove(stream);
        if (look.exists()) {
            streams.known(stream).beginsWith(look, over, before);
        }
    }

    /** What a server says that another one may have taken the place of is no loss: the next connection tells. */
    private boolean isOld(String stream, Connection over) {
        AckedStream known = streams.get(stream);
        return known != null && known.isOld(over);
    }

    private void lose(Asked asked, @Nullable String last) {
        lose(asked, last, streams.known(asked.stream).newest());
    }

    /** @param upTo what has a later seq is not lost */
    private void lose(Asked asked, @Nullable String last, Seq upTo) {
        AckedStream known = streams.known(asked.stream);
        Seq found = last == null ? null : last.isEmpty() ? Seq.START : Seq.parse(last);
        Loss before = losses.missed(asked.stream);
        if (before == null || !before.covers(known.newest(), found)) {
            losses.notice(known.loss(before, found, upTo, clock.millis()));
        }
    }

    private void loseBehind(Asked asked, String last) {
        if (!losses.isMissed(asked.stream)) {
            AckedStream.Acked missing = Objects.requireNonNull(asked.witness);
            losses.notice(streams.known(asked.stream).lossBehind(missing, Seq.parse(last), clock.millis()));
        }
    }

    /**
     * The streams that were acked, or moved on, a moment ago, so that their newest seqs may be missing; without those
     * known to be lost.
     */
    List<String> busy() {
        synchronized (losses) {
            return streams.busy(nanos.getAsLong() - RECENT_NANOS);
        }
    }

    /** Some of the streams without a known loss, different ones each time. */
    List<String> someAtRest() {
        synchronized (losses) {
            return streams.someAtRest();
        }
    }

    List<String> all() {
        synchronized (losses) {
            return streams.all();
        }
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
