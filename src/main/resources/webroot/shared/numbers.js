/**
 * A number of a numbered product as people read it, with as many digits as the highest one has: `Y-017` of 300.
 *
 * @param {{prefix?: string, last?: number} | undefined} range as the catalogue says it; undefined if it no longer does
 */
export function numberLabel({prefix = '', last} = {}, number) {
  return prefix + String(number).padStart(String(last ?? '').length, '0');
}

/** The page with the certificates of an order's numbers. */
export function certificatePath(stream, order) {
  return `/certificate/${encodeURIComponent(stream)}/${encodeURIComponent(order)}`;
}
