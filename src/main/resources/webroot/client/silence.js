/** The time in which nothing comes on a connection, and what is done if it becomes too long. */
export class Silence {
  /** By two clocks: a stopwatch may rest while the machine sleeps. */ #since = {stopwatch: 0, clock: 0};
  /** By the stopwatch. */ #ends = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** How long it has been. */
  get ms() {
    const {stopwatch, clock} = this.#since;
    return Math.max(performance.now() - stopwatch, Date.now() - clock);
  }

  /** How long it may still be. */
  get left() {
    return this.#ends - performance.now();
  }

  /**
   * It begins now, since something has come.
   *
   * @param {number} ms after which it is too long
   * @param {() => void} tooLong
   */
  begin(ms, tooLong) {
    this.#since = {stopwatch: performance.now(), clock: Date.now()};
    this.endsIn(ms, tooLong);
  }

  /**
   * It goes on, and is too long at another time than said before.
   *
   * @param {number} ms from now
   * @param {() => void} tooLong
   */
  endsIn(ms, tooLong) {
    this.stop();
    this.#ends = performance.now() + ms;
    this.#timer = setTimeout(tooLong, ms);
  }

  /** Nobody listens any more. */
  stop() {
    clearTimeout(this.#timer);
  }
}
