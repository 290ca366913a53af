package org.livetally.domain.board;

import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a product.
 *
 * @param name empty if it has none
 * @param unit what is counted, for example a bottle; empty if it has none
 * @param series null if it belongs to none
 * @param image the address of a picture; null if it has none
 */
public record ProductLabel(
        String name,
        String unit,
        @Nullable String series,
        @Nullable String image) implements NameLabel {}
