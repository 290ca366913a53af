package org.livetally.domain.tally;

import java.util.List;
import java.util.Map;

/**
 * Units of an order that came back.
 *
 * @param units sku to units, at least 1
 * @param restock whether they are in stock again
 * @param numbers sku to the numbers that are free again
 */
public record Return(Map<String, Long> units, boolean restock, Map<String, List<Long>> numbers) {}
