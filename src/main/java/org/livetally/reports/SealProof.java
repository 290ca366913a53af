package org.livetally.reports;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.Steps;

/**
 * Whether a ledger begins as a seal says. The chain is computed from the nearest checkpoint before the seal, so of a long
 * ledger at most {@link org.livetally.ledger.count.Checkpoint#MESSAGES} messages or so are read.
 */
final class SealProof {
    private static final int PAGE_BYTES = 256 << 10;

    private final LedgerSource ledger;
    private final Seal seal;
    private Chain chain = Chain.start();
    private Seq place = Seq.START;
    /** The checkpoint from which the chain was computed; {@link Seq#START} without one. */
    private Seq from = Seq.START;

    private SealProof(LedgerSource ledger, Seal seal) {
        this.ledger = ledger;
        this.seal = seal;
    }

    /** What came of it. */
    enum Verdict {
        VALID,
        /** The ledger has no entry with that id. */
        NO_ENTRY,
        /** It has that entry, but is not what it was, or never was what the seal says. */
        OTHER_CONTENT;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What came of it.
     *
     * @param from the checkpoint from which the chain was computed; null if it was computed from the first entry
     */
    record Result(Verdict verdict, @Nullable Seq from) {}

    static Future<Result> run(LedgerSource ledger, Seal seal) {
        SealProof check = new SealProof(ledger, seal);
        return ledger.page(before(seal.seq()), seal.seq(), 1).compose(page -> {
            boolean isThere =
                    page.entries().stream().anyMatch(entry -> entry.id().equals(seal.seq()));
            return isThere ? check.compute() : Future.succeededFuture(new Result(Verdict.NO_ENTRY, null));
        });
    }

    /** The place before another one; that before the first of a millisecond is in the one before it. */
    private static Seq before(Seq seq) {
        return seq.n() > 0 ? seq.minus(1) : new Seq(Math.max(0, seq.ms() - 1), Seq.END.n());
    }

    private Future<Result> compute() {
        return ledger.checkpoints()
                .compose(this::begin)
                .compose(begun -> Steps.whileTrue(this::step))
                .map(done -> new Result(
                        chain.hex().equals(seal.sha256()) ? Verdict.VALID : Verdict.OTHER_CONTENT,
                        from.equals(Seq.START) ? null : from));
    }

    private Future<Void> begin(List<Seq> checkpoints) {
        Seq nearest = checkpoints.stream()
                .filter(checkpoint -> !checkpoint.isAfter(seal.seq()))
                .reduce((before, after) -> after)
                .orElse(null);
        if (nearest == null) {
            return Future.succeededFuture();
        }
        return ledger.checkpoint(nearest).map(checkpoint -> {
            chain = checkpoint.chain();
            place = nearest;
            from = nearest;
            return null;
        });
    }

    private Future<Boolean> step() {
        if (!seal.seq().isAfter(place)) {
            return Future.succeededFuture(false);
        }
        return ledger.page(place, seal.seq(), PAGE_BYTES).map(page -> {
            for (Entry entry : page.entries()) {
                chain = chain.plus(entry);
                place = entry.id();
            }
            return page.more();
        });
    }
}
