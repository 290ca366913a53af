package org.livetally.ledger.loss;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * The losses that are known: those that this node noticed, those that other nodes have noted, and those that were accepted.
 * Says in the log and in {@link #problem} what is new.
 *
 * <p>Thread-safe: whatever reads or changes them is synchronized, but for {@link #problem}, which reads one volatile field. Their
 * monitor is the lock of the whole {@link AckMemory}.
 */
public final class Losses {
    /** Restarting forgets the acks, which are known from memory only. */
    private static final String WHAT_TO_DO =
            "; /api/streams/STREAM/lost names them: keep that, and do not restart the node before (docs/operations.md)";

    private static final Logger LOG = Logger.getLogger(AckMemory.class.getName());
    /** Accepted losses that are kept, so that producers can be told what to send again. */
    private static final int MAX_ACCEPTED = 100;

    private static final int MAX_NAMED = 5;
    /** Lost streams are checked in turns: Redis is busy for a few milliseconds with this many. */
    private static final int CHUNK = 500;
    /** If Redis was emptied, the log names this many streams a turn, and counts the others. */
    private static final int MAX_LOGGED = 20;

    private final InstantSource clock;
    /** What this node itself misses, by stream. */
    private final Map<String, Loss> missed = new LinkedHashMap<>();

    private final Map<String, Loss> accepted = new LinkedHashMap<>();
    /** Streams of which other nodes have noted a loss. */
    private Set<String> told = Set.of();
    /** Lost streams that were found whole, which other nodes have not been told yet. */
    private final Set<String> whole = new HashSet<>();

    private final Turns turns = new Turns(CHUNK);
    private int logged;
    /** How many losses were accepted. */
    private int settled;

    private volatile String problem = "";

    Losses(InstantSource clock) {
        this.clock = clock;
    }

    /** What is wrong, for people; empty if nothing is. */
    public String problem() {
        return problem;
    }

    /** How many streams have a loss that was not accepted. */
    public synchronized int count() {
        return missed.size() + elsewhere().size();
    }

    /** The lost streams that only other nodes know to be. */
    private List<String> elsewhere() {
        return told.stream().filter(stream -> !isMissed(stream)).toList();
    }

    /** How many losses were accepted so far. */
    synchronized int settled() {
        return settled;
    }

    /** Whether this node itself misses something of a stream. */
    synchronized boolean isMissed(String stream) {
        return missed.containsKey(stream);
    }

    /** Whether this node or another one misses something of a stream. */
    synchronized boolean isLost(String stream) {
        return isMissed(stream) || told.contains(stream);
    }

    /** What this node itself misses of a stream; null if nothing. */
    synchronized @Nullable Loss missed(String stream) {
        return missed.get(stream);
    }

    /** The same, or what it missed when the loss was accepted; null if no loss is known, or only to others. */
    public synchronized @Nullable Loss of(String stream) {
        return isLost(stream) ? missed(stream) : accepted.get(stream);
    }

    /** Some of the streams of which this node misses something, different ones each time. */
    synchronized List<String> someMissed() {
        return turns.next(List.copyOf(missed.keySet()));
    }

    /** Notes a loss, or more of it than before. */
    synchronized void notice(Loss loss) {
        missed.put(loss.stream(), loss);
        whole.remove(loss.stream());
        summarize();
        log(Level.SEVERE, loss::text);
    }

    /** Redis has again all that this node missed. */
    synchronized void isBack(String stream) {
        log(Level.WARNING, () -> "stream " + stream + " is whole again: Redis has all that was acked here");
        missed.remove(stream);
        whole.add(stream);
        summarize();
    }

    /** What this node misses of a stream is given up: this. */
    synchronized void accept(Loss loss) {
        missed.remove(loss.stream());
        log(
                Level.WARNING,
                () -> "the loss of " + loss.count() + " of stream " + loss.stream()
                        + " was accepted: they can be sent again");
        settled++;
        keep(loss.accepted(clock.millis()));
        summarize();
    }

    /** Takes over that this loss, which another node had noted, was accepted here. */
    public synchronized void accepted(Loss loss) {
        Set<String> others = new HashSet<>(told);
        others.remove(loss.stream());
        told = Set.copyOf(others);
        settled++;
        if (!isMissed(loss.stream())) {
            keep(loss.accepted(clock.millis()));
        }
        summarize();
    }

    private void keep(Loss loss) {
        accepted.remove(loss.stream());
        accepted.put(loss.stream(), loss);
        if (accepted.size() > MAX_ACCEPTED) {
            accepted.remove(accepted.keySet().iterator().next());
        }
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
                .filter(stream -> !isLost(stream))
                .forEach(stream -> log(
                        Level.SEVERE,
                        () -> "LEDGER WENT BACK: another node acked or showed what Redis lacks of stream " + stream));
        told = Set.copyOf(now);
        summarize();
    }

    /** The loss that other nodes must be told of; null if they know, or if there is none. */
    synchronized @Nullable Loss toNote(String stream, LedgerLook look) {
        Loss loss = missed.get(stream);
        boolean known = !look.noted().isEmpty()
                && told.contains(stream) // otherwise its name is missing, and no other node hears of it
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
        if (!isMissed(stream)) {
            whole.add(stream);
        }
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
                    new Object[] {more, missed.size()});
        }
    }

    private void summarize() {
        List<String> elsewhere = elsewhere();
        int others = missed.size() + elsewhere.size() - MAX_NAMED;
        problem = missed.isEmpty() && elsewhere.isEmpty()
                ? ""
                : Stream.concat(
                                missed.values().stream().map(loss -> loss.count() + " of stream " + loss.stream()),
                                elsewhere.stream()
                                        .map(stream -> "messages of stream " + stream + " that another node knows"))
                        .limit(MAX_NAMED)
                        .collect(Collectors.joining(
                                ", ",
                                AckMemory.WENT_BACK + ": Redis lacks ",
                                (others > 0 ? " and more of " + others + " other streams" : "") + WHAT_TO_DO));
    }
}
