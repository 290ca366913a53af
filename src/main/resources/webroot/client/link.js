import {eventsOf} from './address.js';
import {onAttention} from './attention.js';
import {LAST_RETRY_MS, backOff} from './back-off.js';
import {EventStream} from './event-stream.js';
import {TOKEN_ENDED} from './limits.js';
import {NO_SOCKETS, isServed, refusalOf, whyNoSocket} from './refusal-of.js';
import {Silence} from './silence.js';

/** @import {Owner, Reason, Status} from './types.js' */

/** After a refusal; somebody may yet make the stream public. */
const DENIED_RETRY_MS = 60_000;
const HANDSHAKE_MS = 12_000;
/**
 * Sockets without heartbeats may be silent for hours (browsers do not show pings): then something is sent that has to
 * be answered.
 */
export const QUIET_MS = 20_000;
/** The answer to a probe takes no longer, unless it has to be on disk first. */
export const PROBE_MS = 5_000;
/** The same while somebody looks at the page: better a connection too many than one that is dead. */
const ATTENTION_MS = 600;

/** So many sockets in a row must be refused until events are taken instead. */
const PROOFS = 2;

/** One socket that connects again. */
export class Link {
  #url;
  #question;
  #token;
  #quietMs;
  #owner;
  /** @type {WebSocket | EventStream | undefined} */ #socket;
  /** How many sockets in a row the way refused, and not the server. */ #inVain = 0;
  #attempt = 0;
  /** @type {number | undefined} */ #openedAt;
  #silence = new Silence();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #retry;
  #closed = false;
  #denied = false;
  /** Whether a probe has no answer yet. */ #probing = false;
  #endAttention;

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
    this.#endAttention = onAttention(() => this.#look());
    this.#connect();
  }

  get isOpen() {
    return this.#socket?.readyState === 1;
  }

  /** @param {string} text */
  send(text) {
    this.#socket?.send(text);
  }

  /** Asks for something else from the next connection on. @param {string} name @param {string} value */
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
    this.#denied = status === 'denied';
    this.#owner.lost(status, missing, about);
    this.#retry = setTimeout(() => this.#connect(), status === 'denied' ? DENIED_RETRY_MS : backOff(this.#attempt++));
  }

  close() {
    this.#closed = true;
    this.#endAttention();
    this.#drop();
  }

  /**
   * Whether the connection lives, is known within moments: what should have come long ago will not, and anything else
   * is probed. Whoever waits for a connection waits no longer.
   */
  #look() {
    const silent = this.#silence.ms;
    if (this.#socket === undefined) {
      if (this.#denied) return; // looking does not change that
      this.#connect();
    } else if (this.#socket.readyState === 0) {
      if (silent > ATTENTION_MS) this.#anew();
    } else if (!this.isOpen || silent > this.#quietMs) {
      this.#anew();
    } else {
      this.probe(ATTENTION_MS);
    }
  }

  /** Asks for a sign of life, and makes another connection if none comes in time. @param {number} ms */
  probe(ms) {
    if (this.#socket instanceof EventStream) return; // its heartbeats say enough
    if (this.#probing && this.#silence.left <= ms) return;
    if (!this.#probing && !this.#owner.probe()) return;
    this.#probing = true;
    this.#silence.endsIn(ms, () => this.#anew());
  }

  /** Gives this connection up for another one, at once. */
  #anew() {
    this.#drop();
    this.#owner.lost('reconnecting', false);
    this.#connect();
  }

  /** @param {URL} [events] where they come from, in the place of a socket */
  #connect(events) {
    this.#drop();
    const socket = events ? new EventStream(events) : new WebSocket(this.#url);
    this.#socket = socket;
    this.#denied = false;
    this.#silence.begin(HANDSHAKE_MS, () => this.restart());
    socket.onopen = () => {
      this.#openedAt = performance.now();
      this.#heard();
      if (!events) this.#inVain = 0;
      this.#owner.opened(events && NO_SOCKETS);
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
  }

  /**
   * Browsers do not say why a handshake failed; the same question without a socket does. If the server has nothing
   * against it, something on the way has: one that does not pass on upgrades, unless the server has just restarted.
   *
   * @param {WebSocket | EventStream} socket
   */
  async #refused(socket) {
    const {status, about} = await refusalOf(this.#question, this.#token, HANDSHAKE_MS);
    if (socket !== this.#socket) return; // closed, or silent for too long, meanwhile
    this.#inVain = isServed(status) ? this.#inVain + 1 : 0;
    const isProven = this.#inVain >= PROOFS;
    const events = isProven && !(socket instanceof EventStream) ? eventsOf(this.#url) : undefined;
    if (events) return this.#connect(events);
    const why = isProven ? await whyNoSocket(this.#question, this.#token, HANDSHAKE_MS) : about;
    const lost = status === 401 || status === 403 ? 'denied' : 'reconnecting';
    if (socket === this.#socket) this.restart(lost, status === 404, why);
  }

  #heard() {
    this.#probing = false;
    this.#silence.begin(this.#quietMs, () => this.#quiet());
  }

  #quiet() {
    this.#silence.endsIn(this.#quietMs, () => this.#quiet());
    this.#owner.quiet();
  }

  /** Forgets the socket first, so that nothing it still has to say is heard. */
  #drop() {
    clearTimeout(this.#retry);
    this.#silence.stop();
    this.#probing = false;
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
