/** How much is left of products whose stock is counted. */
import {isLow} from './products.js';

/** @param {number | undefined} left undefined if the stock is not counted @returns {'out' | 'low' | undefined} */
export function stockState(left) {
  if (!isLow(left)) return undefined;
  return left === 0 ? 'out' : 'low';
}

/**
 * What is left of a product: as the board shows it, else as it was read last.
 *
 * @param {Record<string, any> | undefined} board
 * @param {Record<string, number>} read as `GET /api/streams/{stream}/stock` answers
 * @returns {number | undefined}
 */
export function stockOf(sku, board, read = {}) {
  return own(board?.products, sku)?.stock ?? own(board?.stock, sku) ?? own(read, sku);
}

function own(all, sku) {
  return all && Object.hasOwn(all, sku) ? all[sku] : undefined;
}
