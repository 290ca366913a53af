import {backOff} from './back-off.js';
import {emit, setStatus} from './client.js';
import {entryOf} from './entry.js';
import {InFlight} from './in-flight.js';
import {Refusal, closedRefusal} from './refusal.js';
import {Unanswered} from './unanswered.js';

/** @import {Client} from './client.js' */
/** @import {Entry} from './entry.js' */
/** @import {Link} from './link.js' */
/** @import {Ack, Reason, Status, Store} from './types.js' */

/**
 * @typedef {object} OutboxOptions
 * @property {number} limit messages in it
 * @property {Store} [storage]
 * @property {number} frame messages of a frame, at most
 * @property {number} window messages without an answer on a connection, at most
 * @property {number} bytes of a frame, at most
 */

/**
 * Messages in the order in which they were handed over, each kept until it is answered. On a new connection, all are
 * sent again from the oldest on, so that an order comes before its payment.
 */
export class Outbox {
  #client;
  #options;
  /** @type {Link | undefined} */ #link;
  #unanswered;
  #inFlight = new InFlight(() => this.#link?.restart());
  #attempt = 0;
  /**
   * Whether a frame as a whole was refused: then its messages go one by one, until it is known which of them it was.
   */
  #singly = false;
  #scheduled = false;
  #closed = false;
  /** The last message that was acked. @type {string | undefined} */ #last;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #pause;

  /**
   * @param {Client} client
   * @param {URL} url
   * @param {OutboxOptions} options
   */
  constructor(client, url, options) {
    this.#client = client;
    this.#options = options;
    this.#unanswered = new Unanswered(url, options);
  }

  get size() {
    return this.#unanswered.size;
  }

  /**
   * @param {{id: string, [field: string]: any}} message
   * @returns {Promise<Ack>}
   */
  add(message) {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw closedRefusal();
      this.#unanswered.add(entryOf(message, resolve, reject));
      if (this.#scheduled) return;
      this.#scheduled = true; // what is added in this turn leaves in one frame
      queueMicrotask(() => {
        this.#scheduled = false;
        this.#pump();
      });
    });
  }

  /** @param {Link} link */
  opened(link) {
    this.#link = link;
    setStatus(this.#client, 'connected');
    this.#pump();
  }

  /** @param {Status} status @param {Reason} [about] */
  lost(status, about) {
    this.#rest();
    setStatus(this.#client, status, about);
  }

  #rest() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#inFlight.clear();
  }

  /** Sends what the server has already, a duplicate. @returns {boolean} whether something is to be answered */
  probe() {
    if (this.#inFlight.size === 0 && this.#last !== undefined)
      this.#send([{...entryOf(JSON.parse(this.#last)), text: this.#last}]);
    return this.#inFlight.size > 0;
  }

  /** @param {any} answers one, or an array of them */
  received(answers) {
    for (const answer of [answers].flat()) this.#receive(answer);
    this.#pump();
  }

  close() {
    this.#closed = true;
    this.#rest();
    this.#unanswered.refuseAll(closedRefusal);
  }

  /** @param {any} answer */
  #receive(answer) {
    if (answer.id === undefined) return this.#frameRefused(answer);
    const entry = this.#inFlight.take(answer.id);
    if (!entry) return;
    if (answer.type === 'ack') this.#acked(entry, answer);
    else if (answer.retry || this.#unanswered.isEarly(entry, answer)) this.#later();
    else this.#refused(entry, answer);
  }

  /**
   * @param {Entry} entry
   * @param {Ack} ack
   */
  #acked(entry, ack) {
    this.#attempt = 0;
    // Likes that come again are a sign of life of their source, which a probe is not.
    if (entry.message.type !== 'likes') this.#last = entry.text;
    if (!this.#forget(entry)) return;
    entry.resolve(ack);
    emit(this.#client, 'ack', {message: entry.message, ack});
  }

  /**
   * @param {Entry} entry
   * @param {ConstructorParameters<typeof Refusal>[0]} answer
   */
  #refused(entry, answer) {
    if (!this.#forget(entry)) return;
    const refusal = new Refusal(answer);
    entry.reject(refusal);
    emit(this.#client, 'refused', {message: entry.message, refusal});
  }

  /** Whether it was in the outbox. @param {Entry} entry */
  #forget(entry) {
    const found = this.#unanswered.remove(entry);
    if (this.size === 0) this.#singly = false;
    return found;
  }

  /** All wait, so that the order stays. */
  #later() {
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.#pump();
    }, backOff(this.#attempt++));
  }

  /**
   * An answer without an id: nothing of that frame was read, such as for one message that is nested too deep.
   *
   * @param {any} answer
   */
  #frameRefused(answer) {
    const [suspect, ...others] = this.#inFlight.entries;
    if (!suspect) return;
    this.#singly = others.length > 0;
    if (this.#singly) {
      this.#link?.restart();
    } else {
      this.#inFlight.clear();
      this.#refused(suspect, {...answer, id: suspect.id});
    }
  }

  #pump() {
    while (this.#link?.isOpen && this.#pause === undefined) {
      const frame = this.#unanswered.next(this.#room(), this.#inFlight);
      if (frame.length === 0) break;
      this.#send(frame);
    }
  }

  #room() {
    const {frame, window} = this.#options;
    const inFlight = this.#inFlight.size;
    return this.#singly ? 1 - inFlight : Math.min(frame, window - inFlight);
  }

  /** @param {Entry[]} frame */
  #send(frame) {
    this.#inFlight.add(frame);
    const texts = frame.map((entry) => entry.text);
    this.#link?.send(texts.length === 1 ? texts[0] : `[${texts.join()}]`);
  }
}
