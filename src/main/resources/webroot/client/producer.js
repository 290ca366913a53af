import {address, under} from './address.js';
import {Client} from './client.js';
import {newId} from './id.js';
import {MAX_FRAME_BYTES, MAX_FRAME_MESSAGES} from './limits.js';
import {Link, QUIET_MS} from './link.js';
import {Outbox} from './outbox.js';

/** @import {Refusal} from './refusal.js' */
/** @import {Ack, Likes, LikesAck, Message, Store} from './types.js' */

/** Sends messages, each until it is answered: what the server has had before is a `duplicate`, and counted once. */
export class Producer extends Client {
  #link;
  #outbox;

  /** @param {{token?: string, base?: string, storage?: Store, limit?: number}} options */
  constructor({token, base, storage, limit = 10_000}) {
    super();
    const url = address(base, '/ws/orders', token);
    const outbox = new Outbox(this, url, {
      limit,
      storage,
      frame: MAX_FRAME_MESSAGES,
      window: 2 * MAX_FRAME_MESSAGES,
      bytes: MAX_FRAME_BYTES,
    });
    this.#outbox = outbox;
    this.#link = new Link(url, under(base, '/api/orders'), token, QUIET_MS, {
      opened: () => outbox.opened(this.#link),
      received: (answers) => outbox.received(answers),
      quiet: () => outbox.probe(),
      probe: () => outbox.probe(),
      lost: (status, missing, about) => outbox.lost(status, about),
    });
  }

  /** Messages that have no answer yet. */
  get pending() {
    return this.#outbox.size;
  }

  /**
   * Sends a message, now or as soon as it can be, and again until there is an answer. What became of it is also told
   * by the event `ack` (its `detail` is `{message, ack}`) or `refused` (`{message, refusal}`), after a reload only
   * there.
   *
   * @template {Message | Likes} T
   * @param {T} message sent as it is now, whatever becomes of the object
   * @returns {Promise<T extends Likes ? LikesAck : Ack>} rejected with a {@link Refusal} if sending it again cannot help
   */
  send(message) {
    // By its id the outbox knows the answer.
    const known = message.type === 'likes' ? {id: newId('likes-'), ...message} : message;
    return /** @type {Promise<any>} */ (this.#outbox.add(known));
  }

  /** Ends; what has no answer is rejected as `closed`, but stays in the `storage`. */
  close() {
    this.#link.close();
    this.#outbox.close();
  }
}
