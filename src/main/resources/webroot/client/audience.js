import {address, under} from './address.js';
import {Client, emit} from './client.js';
import {newId} from './id.js';
import {Likes} from './likes.js';
import {Link, PROBE_MS, QUIET_MS} from './link.js';
import {Outbox} from './outbox.js';

/** @import {Producer} from './producer.js' */
/** @import {Ack, LiveOrder, Pulse, Store} from './types.js' */

/** The answer is an error, which is a sign of life as good as any. */
const PROBE_OF_AUDIENCE = JSON.stringify({type: 'probe', id: 'probe'});

/** One viewer: likes, and orders. */
export class Audience extends Client {
  /** The latest pulse. @type {Pulse | undefined} */ pulse;
  #link;
  #outbox;
  #likes = new Likes((text) => this.#send(text));
  #leaving = () => this.#likes.flushNow();

  /**
   * @param {string} stream
   * @param {{viewer: string, token?: string, base?: string, storage?: Store}} options
   */
  constructor(stream, {viewer, token, base, storage}) {
    super();
    const name = encodeURIComponent(stream);
    const url = address(base, `/ws/streams/${name}/audience`, token, [`viewer=${encodeURIComponent(viewer)}`]);
    const outbox = new Outbox(this, url, {limit: 100, storage, frame: 1, window: 4, bytes: 4 * 1024});
    this.#outbox = outbox;
    this.#link = new Link(url, under(base, `/api/boards/${name}?fields=stream`), token, QUIET_MS, {
      opened: () => {
        outbox.opened(this.#link);
        this.#likes.flush();
      },
      received: (message) => this.#received(message),
      quiet: () => this.#link.probe(PROBE_MS),
      probe: () => this.#send(PROBE_OF_AUDIENCE),
      lost: (status, missing, about) => {
        this.#likes.lost();
        outbox.lost(status, about);
      },
    });
    globalThis.addEventListener?.('pagehide', this.#leaving);
  }

  /** Orders that have no answer yet. */
  get pending() {
    return this.#outbox.size;
  }

  /** Likes that were not sent yet. */
  get pendingLikes() {
    return this.#likes.waiting;
  }

  /** Likes that the server has counted, since this object was made. */
  get givenLikes() {
    return this.#likes.given;
  }

  /**
   * Likes the stream; sent at once after a quiet time, else a few times a second, at most 100 at a time. That they are
   * counted is told by the event `liked`.
   *
   * @param {number} [n]
   */
  like(n = 1) {
    this.#likes.add(n);
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
    this.#likes.flushNow();
    this.#link.close();
    this.#outbox.close();
    globalThis.removeEventListener?.('pagehide', this.#leaving);
  }

  /** @param {any} message */
  #received(message) {
    if (message.type === 'pulse') return this.#pulse(message);
    if (message.type === 'liked') return this.#liked(message);
    this.#outbox.received(message);
  }

  /** @param {string} text */
  #send(text) {
    if (this.#link.isOpen) this.#link.send(text);
    return this.#link.isOpen;
  }

  /** @param {{id: string, count: number}} message */
  #liked(message) {
    this.#likes.answered(message);
    emit(this, 'liked', {given: this.givenLikes, pending: this.pendingLikes});
  }

  /** @param {Pulse} message */
  #pulse({likes, viewers}) {
    this.pulse = {likes, viewers};
    emit(this, 'pulse', this.pulse);
  }
}
