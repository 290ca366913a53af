/** @import {RecentOrder} from './types.js' */

const RECENT_MAX = 20;

/** Newest first, each order once. @param {RecentOrder[]} orders */
export function newest(orders) {
  const bySeq = new Map(orders.map((order) => [order.seq, order]));
  return [...bySeq.values()].sort((a, b) => compareSeq(b.seq, a.seq)).slice(0, RECENT_MAX);
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
