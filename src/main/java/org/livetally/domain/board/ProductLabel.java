package org.livetally.domain.board;

import java.util.Comparator;

/**
 * What the catalogue says of a product.
 *
 * @param name empty if it has none
 * @param unit what is counted, for example a bottle; empty if it has none
 */
public record ProductLabel(String name, String unit) implements Comparable<ProductLabel> {
    private static final Comparator<ProductLabel> ORDER =
            Comparator.comparing(ProductLabel::name).thenComparing(ProductLabel::unit);

    @Override
    public int compareTo(ProductLabel other) {
        return ORDER.compare(this, other);
    }
}
