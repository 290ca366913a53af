/**
 * Which orders are announced, one after another. None is left out: those that would wait for too long are counted and
 * summed, and told beside the next one. An order that is refunded before its turn is no news any more.
 */

/** As many wait as are still news when their turn comes; of more, the biggest. */
const MAX_WAITING = 5;

/**
 * @typedef {import('../lib/livetally-client.js').BigOrder} BigOrder
 * @typedef {{count: number, amount: number}} Sum of orders that are not announced by themselves; minor units
 * @typedef {{order?: BigOrder, more: Sum}} Announcement without an order it tells the sum alone
 */

/** @type {{waiting: BigOrder[], summed: BigOrder[], more: Sum}} */
const NOTHING = {waiting: [], summed: [], more: {count: 0, amount: 0}};

/** @param {Sum} one @param {Sum} other @returns {Sum} */
const plus = (one, other) => ({count: one.count + other.count, amount: one.amount + other.amount});

export class BigOrders {
  /** Oldest first. @type {BigOrder[]} */ #waiting;
  /** They waited, and are told in a sum. @type {BigOrder[]} */ #summed;
  /** What was told in a sum only. @type {Sum} */ #more;

  /** @param {ReturnType<BigOrders['kept']>} [kept] of an earlier visit */
  constructor({waiting, summed, more} = NOTHING) {
    this.#waiting = [...waiting];
    this.#summed = [...summed];
    this.#more = more;
  }

  /**
   * Takes what the server told.
   *
   * @param {{orders: BigOrder[], more: Sum}} told newest first
   */
  add({orders, more}) {
    this.#more = plus(this.#more, more);
    this.#waiting.push(...[...orders].reverse());
    while (this.#waiting.length > MAX_WAITING) {
      const least = this.#waiting.reduce((a, b) => (b.amount < a.amount ? b : a));
      this.#waiting.splice(this.#waiting.indexOf(least), 1);
      this.#summed.push(least);
    }
  }

  /** Forgets orders that were refunded. @param {string[]} places where they were placed */
  withdraw(places) {
    const stands = (/** @type {BigOrder} */ {seq, placed = seq}) => !places.includes(placed);
    this.#waiting = this.#waiting.filter(stands);
    this.#summed = this.#summed.filter(stands);
  }

  /** The announcement whose turn it is, no longer waiting. @returns {Announcement | undefined} */
  next() {
    const order = this.#waiting.shift();
    const more = this.#summed.reduce((sum, {amount}) => plus(sum, {count: 1, amount}), this.#more);
    if (!order && more.count === 0) return undefined;
    this.#summed = [];
    this.#more = NOTHING.more;
    return {order, more};
  }

  /** What waits, for the next visit of this page. */
  kept() {
    return {waiting: this.#waiting, summed: this.#summed, more: this.#more};
  }

  forget() {
    this.#waiting = [];
    this.#summed = [];
    this.#more = NOTHING.more;
  }
}
