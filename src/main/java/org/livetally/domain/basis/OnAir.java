package org.livetally.domain.basis;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;

/**
 * Who and what is on air.
 *
 * @param host null if nobody was named
 * @param explanation of the product on air; null if there is none
 * @param since epoch milliseconds of the message that said so; 0 if none has
 */
public record OnAir(@Nullable String host, @Nullable Explanation explanation, long since) {
    /** Before the first message about it. */
    public static final OnAir NOTHING = new OnAir(null, null, 0);

    /**
     * The time from one message that puts a product on air to the next that changes the product.
     *
     * @param seq of that message, which names the explanation
     * @param host who began it; null if nobody was named
     * @param from epoch milliseconds
     */
    public record Explanation(Seq seq, String sku, @Nullable String host, long from) {}

    /** The product on air; null if there is none. */
    public @Nullable String sku() {
        return explanation == null ? null : explanation.sku;
    }

    /** As Redis holds it: field to value. */
    public Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        if (since > 0) {
            fields.put("since", Long.toString(since));
        }
        if (host != null) {
            fields.put("host", host);
        }
        if (explanation != null) {
            fields.put("sku", explanation.sku);
            fields.put("explanation", explanation.seq.toString());
        }
        return fields;
    }

    /** What is on air after a message. */
    public OnAir after(Seq seq, Show show) {
        String presenter = show.host() == null ? host : show.host().to();
        Explanation next = explanation;
        if (show.sku() != null) {
            String sku = show.sku().to();
            next = sku == null ? null : new Explanation(seq, sku, presenter, show.at());
        }
        return new OnAir(presenter, next, show.at());
    }
}
