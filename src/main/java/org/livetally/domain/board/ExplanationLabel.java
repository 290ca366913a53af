package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;

/**
 * What an explanation was about. Times are epoch milliseconds.
 *
 * @param sku the product
 * @param host who began it; null if nobody was named
 * @param to null while it is on air
 */
public record ExplanationLabel(
        String sku,
        @Nullable String host,
        long from,
        @Nullable Long to) implements NameLabel {}
