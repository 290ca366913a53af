/**
 * Livetally's client: one file, no dependency, for browsers and Node. See docs/client.md.
 *
 * - `board(stream)` follows the figures of a stream,
 * - `producer()` sends orders and keeps each until the server has it on disk,
 * - `audience(stream)` is one viewer: likes, orders, and the pulse of the stream.
 *
 * Each has one socket that connects for ever, also while neither server nor stream exists yet, because overlays are
 * opened long before the show. Only where the server refuses the token (or there is none, and the stream needs one) it
 * is tried but once a minute: that seldom passes.
 *
 * @example
 * const numbers = board('naqu-4500m', {fields: ['totals', 'goal']});
 * numbers.addEventListener('change', ({detail}) => show(detail.board.totals.gmv));
 * numbers.addEventListener('status', ({detail}) => dim(detail.status !== 'connected'));
 */

// Its parts are in ../client/. The server sends them as this one file (web.JoinedModule).
export * from '../client/types.js';

import {Audience} from '../client/audience.js';
import {Board} from '../client/board.js';
import {Producer} from '../client/producer.js';

/** @import {BoardOptions, Store} from '../client/types.js' */

export {newId} from '../client/id.js';
export {mergePatch} from '../client/merge-patch.js';
export {decimal, formatMoney} from '../client/money.js';
export {Refusal} from '../client/refusal.js';
export {Audience, Board, Producer};

/**
 * Follows the board of one stream. Close it with `close()`.
 *
 * @param {string} stream
 * @param {BoardOptions} [options] all sections if `fields` is missing; with `orders` the event `orders` tells every
 *   order paid that is worth at least this many minor units, from now on, or behind the place in the ledger that
 *   `ordersFrom` names; with `from` it is a replay, whose event `end` tells that there is no more; `base` is the
 *   server's address with its path, if it has one, and this page's host if missing
 * @returns {Board}
 */
export function board(stream, options = {}) {
  return new Board(stream, options);
}

/**
 * Sends orders. Close it with `close()`.
 *
 * @param {{token?: string, base?: string, storage?: Store, limit?: number}} [options] with `storage`, what has no
 *   answer is sent again after a reload; `limit` is how many messages may wait, 10,000 if missing
 * @returns {Producer}
 */
export function producer(options = {}) {
  return new Producer(options);
}

/**
 * Joins the audience of a stream, as one viewer. Leave it with `close()`.
 *
 * @param {string} stream
 * @param {{viewer: string, token?: string, base?: string, storage?: Store}} options `viewer` is an id of 1 to 64
 *   characters that stays the same, see `newId`; with `storage`, orders without an answer are sent again after a
 *   reload
 * @returns {Audience}
 */
export function audience(stream, options) {
  return new Audience(stream, options);
}
