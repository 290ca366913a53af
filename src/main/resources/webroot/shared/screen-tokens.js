/**
 * The tokens that this browser made for screens. Of each, id and end are remembered, so that it can be revoked later;
 * its text is known until the page is left, and written down nowhere. Each use (`board`, `live`, `overlay`) has its
 * own, so that one can be taken back without the others.
 */
import {api} from './session.js';
import {inBrowser} from './storage.js';

const KEY = 'livetally.screen-tokens';
const DAYS = 30;
const texts = new Map();

/** The token with which screens of a stream show one page, as panels offer it. */
export class ScreenToken {
  #streams;

  /**
   * @param {{id: string, public?: boolean}} stream
   * @param {'board' | 'live' | 'overlay'} use
   * @param {boolean} auth whether the server asks for tokens
   * @param {{id: string, public?: boolean}} [against] another stream that the page reads
   */
  constructor(stream, use, auth, against) {
    const read = against ? [stream, against] : [stream];
    this.#streams = read.map(({id}) => id);
    /** Told apart by this. */
    this.key = [stream.id, use, ...this.#streams.slice(1)].join('/');
    this.auth = auth;
    /** Whether the page lacks something without a token. */
    this.needed = auth && read.some((one) => !one.public);
  }

  /** The token itself, if one is needed and was made on this very page. @returns {string | undefined} */
  get text() {
    return this.needed ? texts.get(this.key) : undefined;
  }

  /** Whether the page's address is complete: it needs no token, or its token is known. */
  get usable() {
    return !this.needed || this.text !== undefined;
  }

  /** The newest that still runs, if one is needed. @returns {{id: string, expires: number} | undefined} */
  get newest() {
    return this.needed ? this.#running().at(-1) : undefined;
  }

  /** Makes a token that may only read what the page shows. */
  async make() {
    const body = {role: 'screen', streams: this.#streams, ttlDays: DAYS};
    const {id, token, expires} = await api('POST', '/api/tokens', body);
    texts.set(this.key, token);
    this.#remember([...this.#running(), {id, expires}]);
  }

  /** Revokes all; what could not be revoked is still remembered. */
  async revoke(tokens = this.#running()) {
    for (const {id, expires} of tokens) {
      await api('DELETE', `/api/tokens/${encodeURIComponent(id)}`, {expires});
      this.#remember(this.#running().filter((token) => token.id !== id));
    }
    if (this.#running().length === 0) texts.delete(this.key);
  }

  /**
   * Makes a new token and then revokes all older ones: should something fail half-way, there is a token too many, not
   * one too few, and it is still remembered.
   *
   * @returns {Promise<Error | undefined>} why older ones could not be revoked
   */
  async renew() {
    const old = this.#running();
    await this.make();
    try {
      await this.revoke(old);
    } catch (problem) {
      return problem;
    }
  }

  /** Newest last; more than one if revoking failed. @returns {{id: string, expires: number}[]} */
  #running() {
    const kept = inBrowser.read(KEY, {})[this.key];
    return Array.isArray(kept) ? kept.filter(({expires}) => expires > Date.now()) : [];
  }

  #remember(tokens) {
    inBrowser.write(KEY, {...inBrowser.read(KEY, {}), [this.key]: tokens});
  }
}

/** Who signs out leaves no token's text behind. The ids stay: they open nothing, and revoking needs them. */
export function forgetTexts() {
  texts.clear();
}
