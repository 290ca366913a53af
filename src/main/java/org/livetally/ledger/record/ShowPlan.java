package org.livetally.ledger.record;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.OnAir;
import org.livetally.domain.basis.OnAir.Explanation;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.ledger.LedgerEntry;
import org.livetally.redis.client.MessagePack;
import org.livetally.wire.ExplanationJson;

/**
 * What a message about the show changes. It is the last one of its batch: what follows is judged by it, and needs its
 * seq.
 *
 * @param before who and what was on air
 */
record ShowPlan(LedgerEntry entry, OnAir before) {
    private static final String NEW = "+";
    private static final byte[] NONE = {};

    /** Whether it opens an explanation. */
    boolean opens() {
        return ((Show) entry.message()).sku() != null;
    }

    /** Adds it as {@code record.lua} takes it apart. */
    void addTo(MessagePack out) {
        Show show = (Show) entry.message();
        OnAir after = before.after(Seq.END, show); // the script puts in the seq
        Explanation ended = show.sku() == null ? null : before.explanation();
        Explanation opened = show.sku() == null ? null : after.explanation();
        out.array(8).text(orEmpty(after.host())).text(orEmpty(after.sku())).number(after.since());
        out.text(reference(opened, after.explanation()));
        out.text(opened == null ? NONE : ExplanationJson.write(opened, null));
        out.text(ended == null ? "" : ended.seq().toString());
        out.text(ended == null ? NONE : ExplanationJson.write(ended, show.at()));
        out.text(entry.json());
    }

    private static String reference(@Nullable Explanation opened, @Nullable Explanation current) {
        if (opened != null) {
            return NEW;
        }
        return current == null ? "" : current.seq().toString();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
