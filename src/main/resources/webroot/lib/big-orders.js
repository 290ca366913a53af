/**
 * Which orders are announced: each big one once, a few seconds after it was recorded at most. What was missed while nobody
 * watched or the connection was gone stays unannounced: a backlog on stream would be news of yesterday.
 */

/** Older orders are no news. */
const MOMENT_MS = 15_000;
/** As many wait as are still news when their turn comes; of more, the biggest. */
const WAITING_MAX = 5;

export class BigOrders {
  #min;
  #now;
  #last = '';
  #lostAt;
  #waiting = [];

  /**
   * @param {number} min minor units
   * @param {() => number} now milliseconds of a monotonic clock
   */
  constructor(min, now = () => performance.now()) {
    this.#min = min;
    this.#now = now;
  }

  set min(min) {
    this.#min = min;
  }

  get waiting() {
    return this.#waiting.length;
  }

  /**
   * Looks at the orders on the board.
   *
   * @param {import('./livetally-client.js').RecentOrder[]} recent newest first
   * @param {number} at the server's clock
   * @param {boolean} watched whether anybody would see an announcement
   */
  see(recent, at, watched) {
    const before = this.#last;
    const missed = before === '' || this.#lostAt !== undefined && this.#now() - this.#lostAt > MOMENT_MS;
    this.#last = recent[0]?.seq ?? (before || '0-0');
    this.#lostAt = undefined;
    if (missed || !watched) return;
    recent.filter(({seq, at: when, amount}) => amount >= this.#min && isAfter(seq, before)
      && Math.max(when, timeOf(seq)) > at - MOMENT_MS).reverse().forEach((order) => this.#add(order));
  }

  #add(order) {
    this.#waiting.push(order);
    if (this.#waiting.length <= WAITING_MAX) return;
    const least = this.#waiting.reduce((a, b) => (b.amount < a.amount ? b : a));
    this.#waiting.splice(this.#waiting.indexOf(least), 1);
  }

  /** The connection is gone; until it is back nothing is known. */
  lost() {
    this.#lostAt ??= this.#now();
  }

  /** The one whose turn it is, no longer waiting. */
  next() {
    return this.#waiting.shift();
  }

  forget() {
    this.#waiting.length = 0;
  }
}

function timeOf(seq) {
  return Number(seq.split('-')[0]);
}

function isAfter(a, b) {
  const [aTime, aCount] = a.split('-').map(Number);
  const [bTime, bCount] = b.split('-').map(Number);
  return aTime > bTime || aTime === bTime && aCount > bCount;
}
