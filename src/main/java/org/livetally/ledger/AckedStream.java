package org.livetally.ledger;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.model.Receipt;
import org.livetally.model.Seq;

/** What is remembered of one stream. Guarded by its {@link AckMemory}. */
final class AckedStream {
    final String stream;
    private final ArrayDeque<Batch> batches = new ArrayDeque<>(1);
    private Seq newest = Seq.START;
    private String text = Seq.START.toString();
    private @Nullable Acked witness;
    /** The newest seq whose id is remembered no more. */
    private @Nullable Seq forgotten;
    /** Whether messages may have been acked here before the first seq that is known: they are remembered no more. */
    private boolean isSeenAgain;
    /** The newest seq of Redis when it was looked at last and had all; empty if it never was. */
    private String wholeAt = "";
    /** Then: from where the ledger went on after the newest loss that was accepted. It says nothing of a later loss. */
    private @Nullable Seq acceptedThen;
    /** {@link System#nanoTime()} of the last ack; means something only where there is a witness. */
    private long ackedAt;

    /** A message, and the seq that it was acked with. */
    record Acked(String id, String seq) {}

    /**
     * Messages that were acked together.
     *
     * @param newest none of them has a later seq
     */
    record Batch(Seq newest, String[] ids, String[] seqs) {
        /** Keeps what is there of the arrays, and no room for messages that were rejected. */
        static Batch of(Seq newest, String[] ids, String[] seqs, int count) {
            return count == ids.length
                    ? new Batch(newest, ids, seqs)
                    : new Batch(newest, Arrays.copyOf(ids, count), Arrays.copyOf(seqs, count));
        }

        void addTo(Map<String, String> lost, Seq after) {
            for (int i = 0; i < ids.length; i++) {
                if (Seq.parse(seqs[i]).compareTo(after) > 0) {
                    lost.put(ids[i], seqs[i]);
                }
            }
        }
    }

    /** @param isSeenAgain whether this may be one that was forgotten */
    AckedStream(String stream, boolean isSeenAgain) {
        this.stream = stream;
        this.isSeenAgain = isSeenAgain;
    }

    /** The newest seq that Redis was known to have. */
    Seq newest() {
        return newest;
    }

    /** The same as text. */
    String text() {
        return text;
    }

    /** Of the messages that were acked here, the one with the newest seq. */
    @Nullable
    Acked witness() {
        return witness;
    }

    /** Whether it was acked after this {@link System#nanoTime()}, or moved on since Redis was looked at. */
    boolean isBusy(long since) {
        return witness != null && ackedAt - since > 0 || !text.equals(wholeAt);
    }

    /** Redis was looked at, and has all. */
    void isWhole(LedgerLook look) {
        has(look.last());
        wholeAt = look.last().isEmpty() ? text : look.last();
        if (acceptedThen == null || look.accepted().compareTo(acceptedThen) > 0) {
            acceptedThen = look.accepted();
        }
    }

    /** Whether an acceptance came after all that Redis had when it was whole: one of long ago comes back with any backup. */
    boolean isNew(Seq accepted) {
        return accepted.compareTo(acceptedThen == null ? newest : acceptedThen) > 0;
    }

    /** Redis has this seq; empty for none. */
    void has(String seq) {
        if (!seq.isEmpty() && !seq.equals(text)) {
            Seq parsed = Seq.parse(seq);
            if (parsed.compareTo(newest) > 0) {
                newest = parsed;
                text = seq;
            }
            if (isSeenAgain) {
                isSeenAgain = false;
                forgotten = newest;
            }
        }
    }

    /** What was before is settled; nothing is known of it any more. */
    void beginsWith(LedgerLook look) {
        isWhole(look);
        forgotten = newest;
    }

    /** Keeps a batch; how many of its messages are acked. */
    int acked(List<Pending> messages, List<Receipt> receipts) {
        String[] ids = new String[messages.size()];
        String[] seqs = new String[messages.size()];
        int count = 0;
        int recorded = -1; // of those that a batch records, the last one has its newest seq
        for (int i = 0; i < messages.size(); i++) {
            Receipt receipt = receipts.get(i);
            if (receipt instanceof Receipt.Recorded now) {
                seqs[count] = now.seq();
                recorded = count;
            } else if (receipt instanceof Receipt.Duplicate before) {
                seqs[count] = before.seq();
                isAcked(messages.get(i).entry().id(), before.seq());
            } else {
                continue;
            }
            ids[count++] = messages.get(i).entry().id();
        }
        if (recorded >= 0) {
            isAcked(ids[recorded], seqs[recorded]);
        }
        batches.add(Batch.of(newest, ids, seqs, count));
        ackedAt = System.nanoTime();
        return count;
    }

    private void isAcked(String id, String seq) {
        has(seq);
        if (witness == null || text.equals(seq) || Seq.parse(seq).compareTo(Seq.parse(witness.seq)) > 0) {
            witness = new Acked(id, seq);
        }
    }

    /** How many messages that were. */
    int forgetOldest() {
        Batch oldest = batches.remove();
        forgotten = oldest.newest;
        return oldest.ids.length;
    }

    /**
     * What is lost now.
     *
     * @param before the loss that is known already; null if there is none
     * @param found the newest seq that Redis has; null if it has no such stream
     */
    Loss loss(@Nullable Loss before, @Nullable Seq found, long now) {
        Seq from = found == null ? Seq.START : found;
        Map<String, String> messages = new LinkedHashMap<>(before == null ? Map.of() : before.messages());
        batches.forEach(batch -> batch.addTo(messages, from));
        boolean exact = (before == null || before.exact()) && (forgotten == null || forgotten.compareTo(from) <= 0);
        return new Loss(stream, newest, found, messages, exact, now, null);
    }

    /** Redis has this later seq, which others gave who knew of no loss, but not the witness. How much more it lacks is not known. */
    Loss lossBehind(Seq found, long now) {
        Acked missing = Objects.requireNonNull(witness);
        return new Loss(stream, newest, found, Map.of(missing.id, missing.seq), false, now, null);
    }
}
