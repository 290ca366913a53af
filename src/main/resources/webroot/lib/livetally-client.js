/**
 * Livetally's client: one file, no dependency.
 *
 * A board is read from `/ws/boards/{stream}`: a snapshot, then merge patches (RFC 7396). A patch is applied only to the
 * very version it was made from; anything else means that something was missed, and a fresh snapshot is fetched by
 * connecting again. So what `change` hands out is always a document that the server really had. Connecting goes on for
 * ever, also while neither server nor stream exists yet, because overlays are opened long before the show. Only where the
 * server refuses the token (or there is none, and the stream needs one) it is tried but once a minute: that seldom passes.
 *
 * @example
 * const numbers = board('naqu-4500m', {fields: ['totals', 'goal']});
 * numbers.addEventListener('change', ({detail}) => show(detail.board.totals.gmv));
 * numbers.addEventListener('status', ({detail}) => dim(detail.status !== 'connected'));
 */

/** The server sends a heartbeat every 5 s; after two missed ones the connection counts as dead. */
const SILENCE_MS = 12_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
/** After a refusal; somebody may yet make the stream public. */
const DENIED_RETRY_MS = 60_000;
const RECENT_MAX = 20;
/** The close code of a token that ended. */
const TOKEN_ENDED = 4401;

/**
 * @typedef {'reconnecting' | 'connected' | 'stale' | 'denied'} Status `denied`: the token is missing, wrong, expired or revoked
 *
 * @typedef {object} RecentOrder
 * @property {string} seq place in the ledger, `milliseconds-n`
 * @property {number} at epoch milliseconds
 * @property {string} [buyer] masked by the server
 * @property {string} [city]
 * @property {number} amount minor units
 * @property {{sku: string, qty: number}[]} lines
 *
 * @typedef {object} Change detail of the event `change`
 * @property {Record<string, any>} board the sections asked for; unchanged branches keep their identity
 * @property {number} version
 * @property {number} at the server's clock, epoch milliseconds
 * @property {RecentOrder[]} recent newest first, at most 20; the same as `board.recent`
 *
 * @typedef {object} StatusChange detail of the event `status`
 * @property {Status} status
 * @property {number} [since] since when the server's numbers are stale, epoch milliseconds
 */

/**
 * Follows the board of one stream. Close it with `close()`.
 *
 * @param {string} stream
 * @param {{fields?: string[], token?: string, base?: string}} [options] all sections if `fields` is missing; `base` is
 *   the server's address, this page's if missing
 * @returns {Board}
 */
export function board(stream, options = {}) {
  return new Board(stream, options);
}

export class Board extends EventTarget {
  /** @type {Status} */ status = 'reconnecting';
  /** @type {number | undefined} */ staleSince;
  /** @type {Record<string, any> | undefined} */ board;
  /** @type {number | undefined} */ version;
  /** The server's clock at the last message. @type {number | undefined} */ at;
  /** `performance.now()` at the last message. @type {number | undefined} */ receivedAt;
  /** The server said that there is no such stream, yet. */ missing = false;

  #url;
  #token;
  /** @type {WebSocket | undefined} */ #socket;
  #attempt = 0;
  #silence = 0;
  #retry = 0;
  #closed = false;

  constructor(stream, {fields, token, base = globalThis.location?.href}) {
    super();
    this.#token = token;
    this.#url = new URL(`/ws/boards/${encodeURIComponent(stream)}`, base);
    this.#url.protocol = this.#url.protocol.replace('http', 'ws');
    this.#url.search = [
      fields && `fields=${fields.map(encodeURIComponent).join(',')}`,
      token && `token=${encodeURIComponent(token)}`,
    ].filter(Boolean).join('&');
    this.#connect();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#drop();
  }

  #connect() {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onmessage = ({data}) => this.#receive(JSON.parse(data));
    let opened = false;
    socket.onopen = () => { opened = true; };
    socket.onclose = ({code}) => {
      if (code === TOKEN_ENDED) this.#reconnect('denied');
      else if (opened) this.#reconnect();
      else this.#refused(socket);
    };
    this.#watchSilence();
  }

  /** Browsers do not say why a handshake failed; the same question without a socket does. */
  async #refused(socket) {
    const asked = new URL(this.#url);
    asked.protocol = asked.protocol.replace('ws', 'http');
    asked.pathname = asked.pathname.replace('/ws/', '/api/');
    asked.search = 'fields=stream';
    const headers = this.#token ? {Authorization: `Bearer ${this.#token}`} : {};
    const status = await fetch(asked, {headers, signal: AbortSignal.timeout(SILENCE_MS)}).then((answer) => answer.status, () => 0);
    if (socket !== this.#socket) return; // closed, or silent for too long, meanwhile
    const missing = status === 404;
    if (missing !== this.missing) {
      this.missing = missing;
      this.#emit('status', {status: this.status, since: this.staleSince});
    }
    this.#reconnect(status === 401 || status === 403 ? 'denied' : 'reconnecting');
  }

  #receive(message) {
    this.at = message.at ?? this.at;
    this.receivedAt = performance.now();
    this.#watchSilence();
    switch (message.type) {
      case 'snapshot': return this.#snapshot(message);
      case 'update': return this.#update(message);
      case 'heartbeat': return this.#connected();
      case 'stale': return this.#status('stale', message.since);
    }
  }

  #snapshot({version, board}) {
    this.#accept(version, {...board, recent: newest(board.recent ?? [])});
  }

  #update({version, from, patch, recent = []}) {
    if (from !== this.version) return this.#reconnect();
    const board = mergePatch(this.board, patch ?? {});
    this.#accept(version, {...board, recent: newest([...recent, ...board.recent])});
    this.#attempt = 0;
  }

  #accept(version, board) {
    this.version = version;
    this.board = board;
    this.missing = false;
    this.#status('connected');
    this.#emit('change', {board, version, at: this.at, recent: board.recent});
  }

  #connected() {
    this.#attempt = 0;
    if (this.board) this.#status('connected');
  }

  #status(status, since) {
    if (status === this.status && since === this.staleSince) return;
    this.status = status;
    this.staleSince = since;
    this.#emit('status', {status, since});
  }

  #watchSilence() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#reconnect(), SILENCE_MS);
  }

  /** The delay starts over only after something followed a snapshot: a server that fails at once is not hammered. */
  #reconnect(status = 'reconnecting') {
    this.#drop();
    if (this.#closed) return;
    this.#status(status);
    this.#retry = setTimeout(() => this.#connect(), status === 'denied' ? DENIED_RETRY_MS : this.#delay());
  }

  #delay() {
    const ceiling = Math.min(LAST_RETRY_MS, 2 * FIRST_RETRY_MS * 2 ** this.#attempt++);
    return FIRST_RETRY_MS + Math.random() * (ceiling - FIRST_RETRY_MS);
  }

  /** Forgets the socket first, so that nothing it still has to say is heard. */
  #drop() {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}

/**
 * RFC 7396. Returns a new document that shares what the patch did not touch. Built from entries, so that a key such as
 * `__proto__` in the data is a key and nothing else.
 */
export function mergePatch(target, patch) {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Newest first, each order once. */
function newest(orders) {
  const bySeq = new Map(orders.map((order) => [order.seq, order]));
  return [...bySeq.values()].sort((a, b) => compareSeq(b.seq, a.seq)).slice(0, RECENT_MAX);
}

function compareSeq(a, b) {
  const [aTime, aCount] = a.split('-').map(Number);
  const [bTime, bCount] = b.split('-').map(Number);
  return aTime - bTime || aCount - bCount;
}
