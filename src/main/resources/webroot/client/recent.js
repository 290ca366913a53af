import {MAX_RECENT} from './limits.js';

/** @import {RecentOrder} from './types.js' */

/** Newest first, each order once. @param {RecentOrder[]} orders */
export function newest(orders) {
  const byPlace = new Map(orders.map((order) => [`${order.stream ?? ''} ${order.seq}`, order]));
  return [...byPlace.values()].sort((a, b) => compareSeq(b.seq, a.seq)).slice(0, MAX_RECENT);
}

/**
 * @param {string} a
 * @param {string} b
 */
function compareSeq(a, b) {
  const [aTime, aCount] = a.split('-').map(Number);
  const [bTime, bCount] = b.split('-').map(Number);
  return aTime - bTime || aCount - bCount;
}
