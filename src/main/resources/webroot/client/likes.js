import {MAX_LIKES} from './limits.js';

const BETWEEN_LIKES_MS = 250;
/** The server answers as soon as likes are counted; whoever waits longer goes on without the answer. */
const LIKED_MS = 15_000;

/**
 * Likes of one viewer: they wait until they are sent, and are given once the server says so. One message at a time is
 * on its way. Nobody knows what became of it if its connection is lost: it is not sent again, lest it count twice.
 */
export class Likes {
  /** Not sent yet. */ waiting = 0;
  /** Counted by the server. */ given = 0;
  #send;
  #made = 0;
  /** Ids of the messages without an answer. @type {Set<string>} */ #sent = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #patience;

  /** @param {(text: string) => boolean} send whether it was sent */
  constructor(send) {
    this.#send = send;
  }

  /** @param {number} n */
  add(n) {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError('likes must be a positive integer');
    this.waiting += n;
    this.flush();
  }

  /** Sends what waits, at most 100, unless the message before it was sent a moment ago or is not answered. */
  flush() {
    if (this.waiting === 0 || this.#pause !== undefined || this.#patience !== undefined) return;
    const id = `like-${++this.#made}`;
    const count = Math.min(this.waiting, MAX_LIKES);
    if (!this.#send(JSON.stringify({type: 'like', id, count}))) return; // opening the connection sends them
    this.waiting -= count;
    this.#sent.add(id);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.flush();
    }, BETWEEN_LIKES_MS);
    this.#patience = setTimeout(() => {
      this.#patience = undefined;
      this.flush();
    }, LIKED_MS);
  }

  /** Sends what waits now, since there is no later. */
  flushNow() {
    this.#rest();
    this.flush();
    this.#rest();
  }

  /**
   * The server's answer, which is one to all messages before it, too.
   *
   * @param {{id?: string, count?: number}} answer
   */
  answered({id = '', count = 0}) {
    if (!this.#sent.has(id)) return;
    for (const earlier of this.#sent) {
      this.#sent.delete(earlier);
      if (earlier === id) break;
    }
    this.given += count;
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.flush();
  }

  /** The connection is lost. */
  lost() {
    this.#rest();
    this.#sent.clear();
  }

  #rest() {
    clearTimeout(this.#pause);
    clearTimeout(this.#patience);
    this.#pause = this.#patience = undefined;
  }
}
