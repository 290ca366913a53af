/** Says what is on air: `show` messages, each sent until it is answered. */
import {newId, producer} from '../lib/livetally-client.js';
import {whole} from '../shared/address.js';
import {session, signIn, token} from '../shared/session.js';

const ROLES = ['producer', 'operator'];

/** Tells `change` whenever something of it has changed. */
export class Steering extends EventTarget {
  #stream;
  /** @type {import('../lib/livetally-client.js').Producer | undefined} */ #producer;
  /** Whether this page may say what is on air. */ may = false;
  /** Whether a message has no answer yet. */ busy = false;
  /** Why the last one was not taken. @type {Error | undefined} */ refusal;

  /** @param {string} stream */
  constructor(stream) {
    super();
    this.#stream = stream;
    session().then(
      (who) => this.#admit(who),
      () => {}, // no answer: it is only read, until somebody signs in
    );
  }

  /** @returns {Promise<import('../shared/session.js').Session>} the reason is in it, if `may` is still false */
  async signIn(typed) {
    const who = await signIn(typed);
    this.#admit(who);
    return who;
  }

  /** Whether the token is for this stream. */
  covers({streams}) {
    return streams === undefined || streams.includes(this.#stream);
  }

  get isConnected() {
    return this.#producer?.status === 'connected';
  }

  #admit(who) {
    this.may = !who.auth || (ROLES.includes(who.role) && this.covers(who));
    this.#producer?.close();
    this.#producer = this.may ? producer({token: token(), base: whole('/')}) : undefined;
    this.#producer?.addEventListener('status', ({detail}) => this.#lost(detail.status));
    this.#changed();
  }

  /** A token that has ended steers nothing any more. */
  #lost(status) {
    if (status === 'denied') {
      this.may = false;
      this.#producer?.close();
    }
    this.#changed();
  }

  /** One at a time. @param {{host?: string | null, sku?: string | null}} what a field that is left out stays */
  async show(what) {
    if (this.busy || !this.#producer) return;
    this.busy = true;
    this.refusal = undefined;
    this.#changed();
    try {
      await this.#producer.send({type: 'show', id: newId('host-'), stream: this.#stream, ...what});
    } catch (refusal) {
      this.refusal = refusal;
    }
    this.busy = false;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
