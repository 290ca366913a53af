package org.livetally.ledger.loss;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.Expectations.Connection;
import org.livetally.ledger.QueuedMessage;

/** What is remembered of one stream. Guarded by the lock of its {@link AckMemory}. */
final class AckedStream {
    /** More than the event loops of a node have at once; those of before are kept until there are so many. */
    private static final int MAX_CONNECTIONS = 256;

    final String stream;
    private final ArrayDeque<Batch> batches = new ArrayDeque<>(1);
    private Seq newest = Seq.START;
    private String text = Seq.START.toString();
    /** Over which it was first heard of; null before. */
    private @Nullable Connection newestOver;

    private @Nullable Acked witness;
    /**
     * The newest message that was acked over each connection, the one acked longest ago first. The next connection may lead to a
     * server without it, where later messages are acked before anybody looks: so each of them is looked for.
     */
    private final Map<Connection, Acked> ofConnections = new LinkedHashMap<>(2);
    /** Those of them that a look has found since {@link #lookAgain}. */
    private final Set<Acked> seen = new HashSet<>(2);
    /** How often {@link #lookAgain} was called. */
    private int round;

    /** The newest seq whose id was forgotten. */
    private @Nullable Seq forgotten;
    /** Whether messages may have been acked here before the first known seq; if so, they were forgotten. */
    private boolean isSeenAgain;
    /** The newest seq of Redis at the last look that found everything; empty if there was none. */
    private String wholeAt = "";
    /** At that look: where the ledger continued after the newest accepted loss. It says nothing about a later loss. */
    private @Nullable Seq acceptedThen;
    /** {@link System#nanoTime()} of the last ack; valid only if there is a witness. */
    private long ackedAt;

    /** A message, and the seq that it was acked with. */
    record Acked(String id, String seq) {}

    /**
     * Messages that were acked together.
     *
     * @param newest none of them has a later seq
     */
    record Batch(Seq newest, String[] ids, String[] seqs) {
        /** Copies the used part of the arrays, without the space of rejected messages. */
        static Batch of(Seq newest, String[] ids, String[] seqs, int count) {
            return count == ids.length
                    ? new Batch(newest, ids, seqs)
                    : new Batch(newest, Arrays.copyOf(ids, count), Arrays.copyOf(seqs, count));
        }

        void addTo(Map<String, String> lost, Seq after, Seq upTo) {
            for (int i = 0; i < ids.length; i++) {
                Seq seq = Seq.parse(seqs[i]);
                if (seq.compareTo(after) > 0 && seq.compareTo(upTo) <= 0) {
                    lost.put(ids[i], seqs[i]);
                }
            }
        }
    }

    /** @param isSeenAgain whether this may be a stream that was forgotten */
    AckedStream(String stream, boolean isSeenAgain) {
        this.stream = stream;
        this.isSeenAgain = isSeenAgain;
    }

    /** The newest seq that Redis is known to have had. */
    Seq newest() {
        return newest;
    }

    /** The same as text. */
    String text() {
        return text;
    }

    /**
     * A message to look for: the next one that no look has found; if there is none, the one with the newest seq among those that
     * were acked here.
     */
    @Nullable
    Acked witness() {
        for (Acked each : ofConnections.values()) {
            if (!seen.contains(each)) {
                return each;
            }
        }
        return witness;
    }

    /** Whether what comes over this connection may be from a server that the one with the newest seq has taken the place of. */
    boolean isOld(Connection over) {
        return newestOver != null && over.isBefore(newestOver);
    }

    /** The message with the newest seq among those that were acked here. */
    @Nullable
    Acked newestAcked() {
        return witness;
    }

    /** Whether no other message has to be looked for than this one, which is the newest. */
    boolean isLast(Acked message) {
        return message.equals(witness)
                && ofConnections.values().stream().allMatch(each -> each.equals(message) || seen.contains(each));
    }

    /** A look that was begun in this round has found the message. */
    void isSeen(Acked message, int then) {
        if (then == round && ofConnections.containsValue(message)) {
            seen.add(message);
        }
    }

    /** What looks have found so far says nothing any more, as another server may answer from now on. */
    void lookAgain() {
        seen.clear();
        round++;
    }

    /** The round in which a look begins now. */
    int round() {
        return round;
    }

    /** Whether it was acked after this {@link System#nanoTime()}, or has something that no look at Redis has found. */
    boolean isBusy(long since) {
        return witness != null && ackedAt - since > 0
                || !text.equals(wholeAt)
                || !seen.containsAll(ofConnections.values());
    }

    /** Notes that a look at Redis found everything. */
    void isWhole(LedgerLook look, Connection over) {
        has(look.last(), over);
        wholeAt = look.last().isEmpty() ? text : look.last();
        if (acceptedThen == null || look.accepted().compareTo(acceptedThen) > 0) {
            acceptedThen = look.accepted();
        }
    }

    /**
     * Whether a loss was accepted after everything that Redis had at the last look; any backup brings back older
     * acceptances.
     *
     * @param given the newest seq that is missed; without a look, an acceptance after it is a new one
     */
    boolean isNew(Seq accepted, Seq given) {
        return accepted.compareTo(acceptedThen == null ? given : acceptedThen) > 0;
    }

    /** Notes that Redis has this seq; empty for none. */
    void has(String seq, Connection over) {
        if (!seq.isEmpty() && !seq.equals(text)) {
            Seq parsed = Seq.parse(seq);
            if (parsed.compareTo(newest) > 0) {
                newest = parsed;
                text = seq;
                newestOver = over;
            }
            if (isSeenAgain) {
                isSeenAgain = false;
                forgotten = newest;
            }
        }
    }

    /**
     * Begins with this look, before which everything is settled; but what was acked after the accepted loss is not given up.
     *
     * @param before what was remembered until now; null if nothing was
     */
    void beginsWith(LedgerLook look, Connection over, @Nullable AckedStream before) {
        isWhole(look, over);
        if (before != null) {
            before.ofConnections.forEach((one, message) -> {
                if (Seq.parse(message.seq).compareTo(look.accepted()) > 0) {
                    isAcked(message, one);
                    ackedAt = before.ackedAt;
                }
            });
        }
        forgotten = newest;
    }

    /**
     * Keeps a batch; returns how many of its messages are acked.
     *
     * @param over the connection
     * @param now {@link System#nanoTime()}
     */
    int acked(List<QueuedMessage> messages, List<Receipt> receipts, Connection over, long now) {
        String[] ids = new String[messages.size()];
        String[] seqs = new String[messages.size()];
        int count = 0;
        int recorded = -1; // the last message that a batch records has its newest seq
        for (int i = 0; i < messages.size(); i++) {
            Receipt receipt = receipts.get(i);
            if (receipt instanceof Receipt.Recorded fresh) {
                seqs[count] = fresh.seq();
                recorded = count;
            } else if (receipt instanceof Receipt.Duplicate before) {
                seqs[count] = before.seq();
                isAcked(new Acked(messages.get(i).entry().id(), before.seq()), over);
            } else {
                continue;
            }
            ids[count++] = messages.get(i).entry().id();
        }
        if (recorded >= 0) {
            isAcked(new Acked(ids[recorded], seqs[recorded]), over);
        }
        batches.add(Batch.of(newest, ids, seqs, count));
        ackedAt = now;
        return count;
    }

    private void isAcked(Acked message, Connection over) {
        has(message.seq, over);
        witness = newer(witness, message);
        Acked before = ofConnections.remove(over); // and to the end of the line
        Acked now = newer(before, message);
        ofConnections.put(over, now);
        if (before != null && !before.equals(now)) {
            seen.remove(before);
        }
        if (ofConnections.size() > MAX_CONNECTIONS) {
            seen.remove(ofConnections.remove(ofConnections.keySet().iterator().next()));
        }
    }

    private Acked newer(@Nullable Acked one, Acked other) {
        return one == null || text.equals(other.seq) || Seq.parse(other.seq).compareTo(Seq.parse(one.seq)) > 0
                ? other
                : one;
    }

    /** Forgets the oldest batch; returns how many messages it had. */
    int forgetOldest() {
        Batch oldest = batches.remove();
        forgotten = oldest.newest;
        return oldest.ids.length;
    }

    /**
     * The loss as it is now.
     *
     * @param before the loss that is known already; null if there is none
     * @param found the newest seq that Redis has; null if it has no such stream
     * @param upTo what has a later seq is not lost: it was acked after the loss was accepted
     */
    Loss loss(@Nullable Loss before, @Nullable Seq found, Seq upTo, long now) {
        Seq from = found == null ? Seq.START : found;
        Map<String, String> messages = new LinkedHashMap<>(before == null ? Map.of() : before.messages());
        batches.forEach(batch -> batch.addTo(messages, from, upTo));
        boolean exact = (before == null || before.exact()) && (forgotten == null || forgotten.compareTo(from) <= 0);
        Seq last = newest.compareTo(upTo) > 0 ? upTo : newest;
        return new Loss(stream, last, found, messages, exact, before == null ? now : before.detectedAt(), null);
    }

    /**
     * The loss if Redis has this later seq but not that message: nodes that knew of no loss have recorded since. How
     * much more is missing is unknown.
     */
    Loss lossBehind(Acked missing, Seq found, long now) {
        return new Loss(stream, newest, found, Map.of(missing.id, missing.seq), false, now, null);
    }
}
