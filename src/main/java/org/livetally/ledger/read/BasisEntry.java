package org.livetally.ledger.read;

import io.vertx.redis.client.Response;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.ProductFacts;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.wire.FactsJson;
import org.livetally.wire.LedgerJson;

/**
 * A change of what orders are judged by.
 *
 * @param facts sku to what it moves now; empty if the show changes
 * @param show what changes of the show; null if products change
 */
public record BasisEntry(
        Seq seq, Map<String, ProductFacts> facts, @Nullable Show show) {

    /** @throws IllegalStateException that names the entry, if this program did not write it */
    static BasisEntry of(String stream, Response entry) {
        Seq seq = Seq.parse(entry.get(0).toString());
        byte[] change = entry.get(1).get(1).toBytes();
        try {
            return entry.get(1).get(0).toString().equals("show")
                    ? new BasisEntry(seq, Map.of(), (Show) LedgerJson.read(stream, change))
                    : new BasisEntry(seq, FactsJson.read(change), null);
        } catch (UncheckedIOException | ClassCastException e) {
            throw new IllegalStateException("entry " + seq + " of " + stream + "'s basis cannot be read", e);
        }
    }

    /** Adds it to the history before it. */
    public void addTo(Basis basis) {
        if (show == null) {
            basis.add(seq, facts);
        } else {
            basis.add(seq, show);
        }
    }
}
