import {OutboxStorage} from './outbox-storage.js';
import {Refusal} from './refusal.js';

/** @import {Entry} from './entry.js' */
/** @import {InFlight} from './in-flight.js' */
/** @import {Store} from './types.js' */

/** All messages without an answer, sent or not, in the order in which they were handed over. */
export class Unanswered {
  #limit;
  #bytes;
  #storage;
  /** @type {Set<Entry>} */ #entries;

  /**
   * @param {URL} url
   * @param {{limit: number, bytes: number, storage?: Store}} options `limit` of messages, `bytes` of one and of a frame
   */
  constructor(url, {limit, bytes, storage}) {
    this.#limit = limit;
    this.#bytes = bytes;
    this.#storage = new OutboxStorage(storage, url);
    this.#entries = new Set(this.#storage.restore());
  }

  get size() {
    return this.#entries.size;
  }

  /**
   * @param {Entry} entry
   * @throws {Refusal} if it is too large, or there is no room for it
   */
  add(entry) {
    const {id} = entry;
    if (entry.bytes > this.#bytes) {
      throw new Refusal({id, code: 'too_large', message: `must be at most ${this.#bytes} bytes`});
    }
    const full = {id, code: 'outbox_full', message: `there are ${this.size} messages without an answer`, retry: true};
    if (this.size >= this.#limit) throw new Refusal(full);
    try {
      this.#storage.keep(entry);
    } catch (error) {
      throw new Refusal({...full, message: `the storage takes no more: ${error}`});
    }
    this.#entries.add(entry);
  }

  /** Whether it was there: a probe is not. @param {Entry} entry */
  remove(entry) {
    this.#storage.forget(entry);
    return this.#entries.delete(entry);
  }

  /** Forgets all, but not what is in the storage. @param {() => Refusal} refusal what each is told */
  refuseAll(refusal) {
    for (const entry of this.#entries) entry.reject(refusal());
    this.#entries.clear();
  }

  /**
   * The next ones to be sent, as many as fit into a frame.
   *
   * @param {number} room for so many messages, at most
   * @param {InFlight} inFlight what is on its way: one with the same id waits
   */
  next(room, inFlight) {
    /** @type {Map<string, Entry>} */ const frame = new Map();
    let bytes = 1; // brackets and commas
    for (const entry of this.#entries) {
      if (frame.size >= room) break;
      if (inFlight.has(entry.id) || frame.has(entry.id)) continue;
      bytes += entry.bytes + 1;
      if (bytes > this.#bytes && frame.size > 0) break;
      frame.set(entry.id, entry);
    }
    return [...frame.values()];
  }

  /**
   * A payment overtook its order, a refund the payment, or a delivery its deal, which has to be sent again.
   *
   * @param {Entry} entry
   * @param {{code: string}} answer
   */
  isEarly(entry, {code}) {
    const {order, deal, stream} = entry.message;
    for (const earlier of this.#entries) {
      if (earlier === entry) return false;
      const {type, order: about, stream: where} = earlier.message;
      if (where !== stream) continue;
      if (code === 'unknown_order' && earlier.id === order) return true;
      if (code === 'unknown_deal' && earlier.id === deal) return true;
      if (code === 'not_refundable' && type === 'payment' && about === order) return true;
    }
    return false;
  }
}
