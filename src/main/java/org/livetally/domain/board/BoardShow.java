package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;

/**
 * Who and what is on air.
 *
 * @param host null if nobody was named
 * @param sku the product; null if there is none
 * @param since epoch milliseconds of the message that said so; null if none has
 */
public record BoardShow(
        @Nullable String host,
        @Nullable String sku,
        @Nullable Long since) {}
