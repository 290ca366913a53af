package org.livetally.acceptance.model;

import org.jspecify.annotations.Nullable;

/**
 * A product on air.
 *
 * @param seq the place in the ledger of the message that put it on air, which is its name
 * @param host who presents; null if nobody is named
 * @param from when it went on air, epoch milliseconds
 * @param to when it left; null while it is on air
 */
record Explanation(
        String seq,
        String sku,
        @Nullable String host,
        long from,
        @Nullable Long to) {
    Explanation until(long time) {
        return new Explanation(seq, sku, host, from, time);
    }
}
