import {Client, emit} from './client.js';
import {newId} from './id.js';
import {MAX_LIKES} from './limits.js';
import {Link, QUIET_MS, address, under} from './link.js';
import {Outbox} from './outbox.js';

/** @import {Producer} from './producer.js' */
/** @import {Ack, LiveOrder, Pulse, Store} from './types.js' */

const LIKES_MS = 250;

/**
 * One viewer. Likes are summed here; those lost with a connection are lost, because likes have no ids. Orders are not.
 */
export class Audience extends Client {
  /** The latest pulse. @type {Pulse | undefined} */ pulse;
  #link;
  #outbox;
  #likes = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #flush;
  #leaving = () => this.#sendLikes();

  /**
   * @param {string} stream
   * @param {{viewer: string, token?: string, base?: string, storage?: Store}} options
   */
  constructor(stream, {viewer, token, base, storage}) {
    super();
    const name = encodeURIComponent(stream);
    const url = address(base, `/ws/streams/${name}/audience`, token, [`viewer=${encodeURIComponent(viewer)}`]);
    // The answer to the probe is an error, which is a sign of life as good as any.
    const probe = JSON.stringify({type: 'probe', id: 'probe'});
    const outbox = new Outbox(this, url, {limit: 100, storage, frame: 1, window: 4, bytes: 4 * 1024, probe});
    this.#outbox = outbox;
    this.#link = new Link(url, under(base, `/api/boards/${name}?fields=stream`), token, QUIET_MS, {
      opened: () => {
        outbox.opened(this.#link);
        this.#sendLikes();
      },
      received: (message) => (message.type === 'pulse' ? this.#pulse(message) : outbox.received(message)),
      quiet: () => outbox.probe(),
      lost: (status) => outbox.lost(status),
    });
    globalThis.addEventListener?.('pagehide', this.#leaving);
  }

  /** Orders that have no answer yet. */
  get pending() {
    return this.#outbox.size;
  }

  /** Likes that were not sent yet. */
  get pendingLikes() {
    return this.#likes;
  }

  /**
   * Likes the stream; sent at once after a quiet time, else a few times a second, at most 100 at a time.
   *
   * @param {number} [n]
   */
  like(n = 1) {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError('likes must be a positive integer');
    this.#likes += n;
    if (this.#flush === undefined) this.#sendLikes();
  }

  /**
   * Places an order, until it is answered; see {@link Producer#send}. It is always placed and not paid.
   *
   * @param {LiveOrder} order
   * @returns {Promise<Ack>}
   */
  order({id = newId('live-'), lines, buyer}) {
    return this.#outbox.add({type: 'order', id, lines, buyer});
  }

  /** Leaves. */
  close() {
    this.#sendLikes();
    this.#link.close();
    this.#outbox.close();
    clearTimeout(this.#flush);
    this.#flush = undefined;
    globalThis.removeEventListener?.('pagehide', this.#leaving);
  }

  #sendLikes() {
    clearTimeout(this.#flush);
    this.#flush = undefined;
    if (this.#likes === 0 || !this.#link.isOpen) return; // else opening it sends them
    const count = Math.min(this.#likes, MAX_LIKES);
    this.#likes -= count;
    this.#link.send(JSON.stringify({type: 'like', count}));
    this.#flush = setTimeout(() => this.#sendLikes(), LIKES_MS);
  }

  /** @param {Pulse} message */
  #pulse({likes, viewers}) {
    this.pulse = {likes, viewers};
    emit(this, 'pulse', this.pulse);
  }
}
