/** @import {Entry} from './entry.js' */

/** The server answers each message within 10 s, if only with `unavailable`. */
const ANSWER_MS = 15_000;

/**
 * What was sent on the present connection and has no answer yet, oldest first. It is known by its id, because answers
 * carry nothing else: of several messages with one id, one waits for the other.
 */
export class InFlight {
  /** @type {Map<string, {entry: Entry, sentAt: number}>} */ #sent = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #overdue;

  /** @param {() => void} overdue a message has no answer for too long: the connection is dead, or as good as that */
  constructor(overdue) {
    this.#overdue = overdue;
  }

  get size() {
    return this.#sent.size;
  }

  get entries() {
    return Array.from(this.#sent.values(), ({entry}) => entry);
  }

  /** @param {string} id */
  has(id) {
    return this.#sent.has(id);
  }

  /** @param {Entry[]} entries */
  add(entries) {
    const sentAt = performance.now();
    for (const entry of entries) this.#sent.set(entry.id, {entry, sentAt});
    this.#watch();
  }

  /**
   * It was answered.
   *
   * @param {string} id
   * @returns {Entry | undefined} nothing if it was not sent here
   */
  take(id) {
    const entry = this.#sent.get(id)?.entry;
    this.#sent.delete(id);
    return entry;
  }

  clear() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sent.clear();
  }

  #watch() {
    const [oldest] = this.#sent.values();
    if (this.#timer !== undefined || !oldest) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        const [first] = this.#sent.values();
        if (first && performance.now() - first.sentAt >= ANSWER_MS) this.#overdue();
        else this.#watch();
      },
      ANSWER_MS - (performance.now() - oldest.sentAt),
    );
  }
}
