package org.livetally.domain.board;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The goods of a stream at this moment: what is presented, and what is left. Immutable.
 *
 * @param stock the units left, by sku, fewest first: of the products whose stock is counted, those with the least
 */
public record BoardGoods(BoardShow show, Map<String, Long> stock) {
    /** Nobody presents anything, and no stock is counted. */
    public static final BoardGoods NONE = new BoardGoods(new BoardShow(null, null, null), Map.of());

    public BoardGoods {
        stock = Collections.unmodifiableMap(new LinkedHashMap<>(stock));
    }
}
