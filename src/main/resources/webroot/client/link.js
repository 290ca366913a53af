import {LAST_RETRY_MS, backOff} from './back-off.js';
import {TOKEN_ENDED} from './limits.js';

/** @import {Reason, Status} from './types.js' */

/** After a refusal; somebody may yet make the stream public. */
const DENIED_RETRY_MS = 60_000;
const HANDSHAKE_MS = 12_000;
/**
 * Sockets without heartbeats may be silent for hours (browsers do not show pings): then something is sent that has to
 * be answered.
 */
export const QUIET_MS = 20_000;
/** Refusals whose reason may pass. */
const PASSING = [429, 503];

/**
 * @typedef {object} Owner what happens on a link
 * @property {() => void} opened
 * @property {(message: any) => void} received
 * @property {() => void} quiet nothing came for the quiet time; said again after another one
 * @property {(status: Status, missing: boolean, about?: Reason) => void} lost it will connect again by itself;
 *   `missing`: the server said that there is no such stream; `about`: why it cannot serve now
 */

/** One socket that connects again. */
export class Link {
  #url;
  #question;
  #token;
  #quietMs;
  #owner;
  /** @type {WebSocket | undefined} */ #socket;
  #attempt = 0;
  /** @type {number | undefined} */ #openedAt;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #silence;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retry;
  #closed = false;

  /**
   * @param {URL} url
   * @param {URL} question what a token for the socket may ask by HTTP, too
   * @param {string | undefined} token
   * @param {number} quietMs
   * @param {Owner} owner
   */
  constructor(url, question, token, quietMs, owner) {
    this.#url = url;
    this.#question = question;
    this.#token = token;
    this.#quietMs = quietMs;
    this.#owner = owner;
    this.#connect();
  }

  get isOpen() {
    return this.#socket?.readyState === 1;
  }

  /** @param {string} text */
  send(text) {
    this.#socket?.send(text);
  }

  /**
   * Asks for something else from the next connection on.
   *
   * @param {string} name of the address' parameter
   * @param {string} value
   */
  ask(name, value) {
    this.#url.searchParams.set(name, value);
  }

  /**
   * Gives this connection up for another one, after a while.
   *
   * @param {Status} [status]
   * @param {boolean} [missing] there is no such stream
   * @param {Reason} [about]
   */
  restart(status = 'reconnecting', missing = false, about = undefined) {
    this.#drop();
    if (this.#closed) return;
    this.#owner.lost(status, missing, about);
    this.#retry = setTimeout(() => this.#connect(), status === 'denied' ? DENIED_RETRY_MS : backOff(this.#attempt++));
  }

  close() {
    this.#closed = true;
    this.#drop();
  }

  #connect() {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#openedAt = performance.now();
      this.#heard();
      this.#owner.opened();
    };
    socket.onmessage = ({data}) => {
      this.#heard();
      this.#owner.received(JSON.parse(data));
    };
    socket.onerror = () => {}; // the end follows; Node's `ws` would throw
    socket.onclose = ({code}) => {
      if (code === TOKEN_ENDED) this.restart('denied');
      else if (this.#openedAt !== undefined) this.restart();
      else this.#refused(socket);
    };
    this.#silence = setTimeout(() => this.restart(), HANDSHAKE_MS);
  }

  /**
   * Browsers do not say why a handshake failed; the same question without a socket does.
   *
   * @param {WebSocket} socket
   */
  async #refused(socket) {
    /** @type {HeadersInit} */
    const headers = this.#token ? {Authorization: `Bearer ${this.#token}`} : {};
    const {status, about} = await fetch(this.#question, {headers, signal: AbortSignal.timeout(HANDSHAKE_MS)}).then(
      why,
      () => ({status: 0, about: undefined}),
    );
    if (socket !== this.#socket) return; // closed, or silent for too long, meanwhile
    this.restart(status === 401 || status === 403 ? 'denied' : 'reconnecting', status === 404, about);
  }

  #heard() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#heard();
      this.#owner.quiet();
    }, this.#quietMs);
  }

  /** Forgets the socket first, so that nothing it still has to say is heard. */
  #drop() {
    clearTimeout(this.#silence);
    clearTimeout(this.#retry);
    // Only after it stood for a while: a server that fails at once is not hammered.
    if (this.#openedAt !== undefined && performance.now() - this.#openedAt >= LAST_RETRY_MS) this.#attempt = 0;
    const socket = this.#socket;
    this.#socket = undefined;
    this.#openedAt = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

/**
 * What the server answers; the reason of a 429 or a 503 (RFC 9457) may pass.
 *
 * @param {Response} answer
 * @returns {Promise<{status: number, about: Reason}>}
 */
async function why(answer) {
  const {detail, rule, params} = PASSING.includes(answer.status) ? await answer.json().catch(() => ({})) : {};
  return {status: answer.status, about: {reason: detail, rule, params}};
}

/**
 * What the server has at a path.
 *
 * @param {string | undefined} base the server's address, which may have a path of its own; that of this page's host, if
 *   missing
 * @param {string} path with a query, or without
 */
export function under(base, path) {
  const url = new URL(base ?? '/', globalThis.location?.href);
  const [way, query = ''] = path.split('?');
  url.protocol = url.protocol.replace('ws', 'http');
  url.pathname = url.pathname.replace(/\/+$/, '') + way;
  url.search = query;
  url.hash = '';
  return url;
}

/**
 * The same of a socket.
 *
 * @param {string | undefined} base
 * @param {string} path
 * @param {string | undefined} token
 * @param {string[]} [query]
 */
export function address(base, path, token, query = []) {
  const url = under(base, path);
  url.protocol = url.protocol.replace('http', 'ws');
  url.search = [...query, ...(token ? [`token=${encodeURIComponent(token)}`] : [])].join('&');
  return url;
}
