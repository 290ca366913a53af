/**
 * Which orders are announced, one after another. None is left out: those that would wait for too long are counted and
 * summed, and told beside the next one.
 */

/** As many wait as are still news when their turn comes; of more, the biggest. */
const MAX_WAITING = 5;

/**
 * @typedef {import('../lib/livetally-client.js').RecentOrder} RecentOrder
 * @typedef {{count: number, amount: number}} Sum of orders that are not announced by themselves; minor units
 * @typedef {{order?: RecentOrder, more: Sum}} Announcement without an order it tells the sum alone
 */

export class BigOrders {
  /** Oldest first. @type {RecentOrder[]} */ #waiting = [];
  /** @type {Sum} */ #more = {count: 0, amount: 0};

  /**
   * Takes what the server told.
   *
   * @param {{orders: RecentOrder[], more: Sum}} told newest first
   */
  add({orders, more}) {
    this.#sum(more);
    this.#waiting.push(...[...orders].reverse());
    while (this.#waiting.length > MAX_WAITING) {
      const least = this.#waiting.reduce((a, b) => (b.amount < a.amount ? b : a));
      this.#waiting.splice(this.#waiting.indexOf(least), 1);
      this.#sum({count: 1, amount: least.amount});
    }
  }

  /** @param {Sum} more */
  #sum({count, amount}) {
    this.#more = {count: this.#more.count + count, amount: this.#more.amount + amount};
  }

  /** The announcement whose turn it is, no longer waiting. @returns {Announcement | undefined} */
  next() {
    const order = this.#waiting.shift();
    const more = this.#more;
    if (!order && more.count === 0) return undefined;
    this.#more = {count: 0, amount: 0};
    return {order, more};
  }

  forget() {
    this.#waiting = [];
    this.#more = {count: 0, amount: 0};
  }
}
