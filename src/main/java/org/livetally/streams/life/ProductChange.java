package org.livetally.streams.life;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.catalogue.Catalogue.Staged;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/**
 * A change of a stream's catalogue in the form for scripts. Hides the order of the keys and arguments of
 * {@code lua/part_products.lua}.
 *
 * @param required the newest seq that the ledger must have; empty if none is known
 * @param edition of the catalogue that it was made for
 * @param growth by how many products the catalogue grows
 * @param changed sku to JSON; empty JSON for a product that is removed
 * @param messages that tell the ledger of it, each in {@link ProductMessage#parts}
 * @param staged where the new catalogue and the messages are; null if the script is told them
 */
record ProductChange(
        String required,
        String edition,
        int growth,
        Map<String, String> changed,
        List<List<byte[]>> messages,
        @Nullable Staged staged) {
    /** Changes nothing. */
    static final ProductChange NONE = new ProductChange("", "0", 0, Map.of(), List.of(), null);

    ProductChange onLedgerWith(String seq) {
        return new ProductChange(seq, edition, growth, changed, messages, staged);
    }

    /** The same change, of which products and messages are in Redis already. */
    ProductChange staged(Staged there) {
        return new ProductChange(required, edition, growth, changed, messages, there);
    }

    ScriptCall addKeys(ScriptCall call, StreamKeys keys) {
        Staged there = staged == null ? Staged.nothing(keys) : staged;
        return call.key(keys.catalogue())
                .key(keys.ids())
                .key(keys.ledger())
                .key(keys.basis())
                .key(keys.stock())
                .key(there.products())
                .key(there.messages());
    }

    ScriptCall addArgs(ScriptCall call) {
        call.arg(required).arg(changed.size()).arg(messages.size()).arg(staged == null ? -1 : staged.size());
        if (staged == null) {
            changed.forEach((sku, json) -> call.arg(sku).arg(json));
            messages.forEach(parts -> parts.forEach(call::arg));
        }
        return call;
    }
}
