/**
 * Livetally's client: one file, no dependency, for browsers and Node. See docs/client.md.
 *
 * - `board(stream)` follows the figures of a stream,
 * - `producer()` sends orders and keeps each until the server has it on disk,
 * - `audience(stream)` is one viewer: likes, orders, and the pulse of the stream.
 *
 * Each has one socket that connects for ever, also while neither server nor stream exists yet, because overlays are
 * opened long before the show. Only where the server refuses the token (or there is none, and the stream needs one) it
 * is tried but once a minute: that seldom passes.
 *
 * @example
 * const numbers = board('naqu-4500m', {fields: ['totals', 'goal']});
 * numbers.addEventListener('change', ({detail}) => show(detail.board.totals.gmv));
 * numbers.addEventListener('status', ({detail}) => dim(detail.status !== 'connected'));
 */

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
/** After a refusal; somebody may yet make the stream public. */
const DENIED_RETRY_MS = 60_000;
const HANDSHAKE_MS = 12_000;
/** The server sends a heartbeat to boards every 5 s; after two missed ones the connection counts as dead. */
const BOARD_QUIET_MS = 12_000;
/**
 * Other sockets may be silent for hours (browsers do not show pings): then something is sent that has to be answered.
 */
const QUIET_MS = 20_000;
/** The server answers each message within 10 s, if only with `unavailable`. */
const ANSWER_MS = 15_000;
/** The close code of a token that ended. */
const TOKEN_ENDED = 4401;

const RECENT_MAX = 20;
const MAX_ID = 64;
const LIKES_MS = 250;
const MAX_LIKES = 100;

/**
 * @typedef {'reconnecting' | 'connected' | 'stale' | 'denied'} Status `denied`: the token is missing, wrong, expired
 *   or revoked; `stale`, of boards only: the server cannot read the figures
 *
 * @typedef {object} StatusChange detail of the event `status`
 * @property {Status} status
 * @property {number} [since] since when the server's numbers are stale, epoch milliseconds
 * @property {string} [reason] why the figures are stale, or why the server lets no board in: its own English
 *   sentence, with Redis' word in brackets where it gave one
 * @property {string} [rule] the same for programs: one of the server's closed list
 * @property {Record<string, unknown>} [params] what the rule says of this case
 *
 * @typedef {{reason?: string, rule?: string, params?: Record<string, unknown>}} Reason
 *
 * @typedef {object} RecentOrder
 * @property {string} seq place in the ledger, `milliseconds-n`
 * @property {number} at epoch milliseconds
 * @property {string} [buyer] masked by the server
 * @property {string} [city]
 * @property {number} amount minor units
 * @property {{sku: string, qty: number}[]} lines the first ones
 * @property {number} [moreLines] how many lines of the order are not in `lines`
 *
 * @typedef {object} BigOrders detail of the event `orders`: all big orders since the last such event
 * @property {RecentOrder[]} orders the biggest, newest first, at most 5
 * @property {{count: number, amount: number}} more how many the others are, and their value in minor units
 * @property {string} to the place in the ledger up to which there are no others
 *
 * @typedef {object} Change detail of the event `change`
 * @property {Record<string, any>} board the sections asked for; unchanged branches keep their identity
 * @property {number} version
 * @property {number | undefined} at the server's clock, epoch milliseconds
 * @property {RecentOrder[]} recent newest first, at most 20; the same as `board.recent`
 *
 * @typedef {object} Message what producers send: an order, or what became of one
 * @property {'order' | 'payment' | 'cancellation' | 'refund'} type
 * @property {string} id 1 to 64 characters, unique in the stream; the same whenever the message is sent again
 * @property {string} stream
 * @property {{sku: string, qty: number, amount: number}[]} [lines] of an order; amounts in minor units, of the whole
 *   line
 * @property {'paid' | 'placed'} [status] of an order
 * @property {string} [channel] of an order
 * @property {{id?: string, group?: string, city?: string}} [buyer] of an order
 * @property {number} [at] when it happened, epoch milliseconds; when the server received it, if missing
 * @property {string} [order] the order that a payment, cancellation or refund is about
 * @property {number} [amount] of a refund, minor units
 * @property {string} [currency] that the amounts are in, if that is to be checked: it must be the stream's
 *
 * @typedef {object} LiveOrder what a viewer buys
 * @property {string} [id] begins with `live-`; a new one if missing
 * @property {{sku: string, qty: number, amount?: number}[]} lines without `amount` the server's price counts, whatever
 *   it is
 * @property {{group?: string, city?: string}} [buyer]
 *
 * @typedef {object} Ack the message is recorded, and on disk
 * @property {'ack'} type
 * @property {string} id
 * @property {'recorded' | 'duplicate'} result
 * @property {string} seq place in the ledger
 *
 * @typedef {object} Pulse detail of the event `pulse`
 * @property {number} likes
 * @property {number} viewers
 *
 * @typedef {Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>} Store such as `localStorage`
 */

/**
 * Follows the board of one stream. Close it with `close()`.
 *
 * @param {string} stream
 * @param {{fields?: string[], orders?: number, ordersFrom?: string, token?: string, base?: string}} [options] all
 *   sections if `fields` is missing; with `orders` the event `orders` tells every order paid that is worth at least
 *   this many minor units, from now on, or behind the place in the ledger that `ordersFrom` names; `base` is the
 *   server's address, this page's if missing
 * @returns {Board}
 */
export function board(stream, options = {}) {
  return new Board(stream, options);
}

/**
 * Sends orders. Close it with `close()`.
 *
 * @param {{token?: string, base?: string, storage?: Store, limit?: number}} [options] with `storage`, what has no
 *   answer is sent again after a reload; `limit` is how many messages may wait, 10,000 if missing
 * @returns {Producer}
 */
export function producer(options = {}) {
  return new Producer(options);
}

/**
 * Joins the audience of a stream, as one viewer. Leave it with `close()`.
 *
 * @param {string} stream
 * @param {{viewer: string, token?: string, base?: string, storage?: Store}} options `viewer` is an id of 1 to 64
 *   characters that stays the same, see `newId`; with `storage`, orders without an answer are sent again after a
 *   reload
 * @returns {Audience}
 */
export function audience(stream, options) {
  return new Audience(stream, options);
}

/**
 * A random id, such as for a viewer or an order. (`crypto.randomUUID` is missing on pages without TLS.)
 *
 * @param {string} [prefix]
 */
export function newId(prefix = '') {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return prefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * An amount in whole units of its currency, as a decimal number in text: nothing passes through a double.
 *
 * @param {number | bigint} minor minor units, an integer
 * @param {number} digits of the currency behind the point, `currencyDigits` of a stream
 * @returns {string} such as `70368744177664.01`
 */
export function decimal(minor, digits) {
  const whole = BigInt(typeof minor === 'number' ? Math.trunc(minor) : minor);
  const text = String(whole < 0n ? -whole : whole).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${whole < 0n ? '-' : ''}${text.slice(0, point)}${digits > 0 ? '.' : ''}${text.slice(point)}`;
}

/**
 * Money as people of a place write it, exact for all that a stream may hold (up to 2^53 minor units).
 *
 * @param {number | bigint} minor minor units, as all amounts of Livetally
 * @param {{currency: string, currencyDigits: number}} stream the section `stream` of a board, or a stream of
 *   `/api/streams`
 * @param {string} [locale] such as `zh-CN`; the browser's, if missing
 * @returns {string} such as `¥198.00`
 */
export function formatMoney(minor, {currency, currencyDigits}, locale) {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: currencyDigits,
    maximumFractionDigits: currencyDigits,
  });
  return format.format(/** @type {any} */ (decimal(minor, currencyDigits)));
}

/** Why a message was not recorded. */
export class Refusal extends Error {
  name = 'Refusal';

  /**
   * @param {{id?: string, code: string, field?: string, message: string, retry?: boolean} & Reason} answer the server's, or
   *   ours in the same words: `outbox_full` and `closed` are said only here
   */
  constructor({id, code, field, message, rule, params, retry = false}) {
    super(message);
    /** @type {string | undefined} */ this.id = id;
    /** One of the closed list of the server, `outbox_full` or `closed`. */ this.code = code;
    /** What is wrong, such as `lines[0].qty`. @type {string | undefined} */ this.field = field;
    /** Which rule was broken: the server's closed list. @type {string | undefined} */ this.rule = rule;
    /** What the rule says of this case. @type {Record<string, unknown> | undefined} */ this.params = params;
    /** Whether the same message may be taken later. */ this.retry = retry;
  }
}

/** What the three have in common: whether they are connected, and the events about it. */
class Client extends EventTarget {
  /** @type {Status} */ status = 'reconnecting';
  /** @type {number | undefined} */ staleSince;
  /** Why it is stale, or not let in, as the server says it. @type {string | undefined} */ reason;
  /** The same for programs: one of the server's closed list. @type {string | undefined} */ rule;
  /** What the rule says of this case. @type {Record<string, unknown> | undefined} */ params;
}

/**
 * A board is a snapshot, then merge patches (RFC 7396). A patch is applied only to the very version it was made from;
 * anything else means that something was missed, and a fresh snapshot is fetched by connecting again. So what `change`
 * hands out is always a document that the server really had.
 */
export class Board extends Client {
  /** @type {Record<string, any> | undefined} */ board;
  /** @type {number | undefined} */ version;
  /** The server's clock at the last message. @type {number | undefined} */ at;
  /** `performance.now()` at the last message. @type {number | undefined} */ receivedAt;
  /** The server said that there is no such stream, yet. */ missing = false;

  #link;

  /**
   * @param {string} stream
   * @param {{fields?: string[], orders?: number, ordersFrom?: string, token?: string, base?: string}} options
   */
  constructor(stream, {fields, orders, ordersFrom, token, base}) {
    super();
    const name = encodeURIComponent(stream);
    const query = fields ? [`fields=${fields.map(encodeURIComponent).join(',')}`] : [];
    if (orders !== undefined) query.push(`orders=${orders}`);
    if (ordersFrom !== undefined) query.push(`ordersFrom=${ordersFrom}`);
    this.#link = new Link(
      address(base, `/ws/boards/${name}`, token, query),
      `/api/boards/${name}?fields=stream`,
      token,
      BOARD_QUIET_MS,
      {
        opened: () => {},
        received: (message) => this.#receive(message),
        quiet: () => this.#link.restart(),
        lost: (status, missing, about) => {
          const news = missing !== this.missing;
          this.missing = missing;
          setStatus(this, status, about, news);
        },
      },
    );
  }

  close() {
    this.#link.close();
  }

  /** @param {any} message */
  #receive(message) {
    this.at = message.at ?? this.at;
    this.receivedAt = performance.now();
    switch (message.type) {
      case 'snapshot':
        return this.#snapshot(message);
      case 'update':
        return this.#update(message);
      case 'orders':
        return this.#orders(message);
      case 'heartbeat':
        return this.board && setStatus(this, 'connected');
      case 'stale':
        return setStatus(this, 'stale', message);
    }
  }

  /** @param {any} message */
  #snapshot({version, board}) {
    this.#accept(version, {...board, recent: newest(board.recent ?? [])});
  }

  /** @param {any} message */
  #update({version, from, patch, recent = []}) {
    if (!this.board || from !== this.version) return this.#link.restart();
    const board = mergePatch(this.board, patch ?? {});
    this.#accept(version, {...board, recent: newest([...recent, ...board.recent])});
  }

  /**
   * After a lost connection the server is told up to where it told us: nothing is missed, and nothing comes twice.
   *
   * @param {any} message
   */
  #orders({to, orders, more}) {
    this.#link.ask('ordersFrom', to);
    if (orders.length > 0 || more.count > 0) emit(this, 'orders', {orders, more, to});
  }

  /**
   * @param {number} version
   * @param {Record<string, any> & {recent: RecentOrder[]}} board
   */
  #accept(version, board) {
    this.version = version;
    this.board = board;
    this.missing = false;
    setStatus(this, 'connected');
    emit(this, 'change', {board, version, at: this.at, recent: board.recent});
  }
}

/** Sends messages, each until it is answered: what the server has had before is a `duplicate`, and counted once. */
export class Producer extends Client {
  #link;
  #outbox;

  /** @param {{token?: string, base?: string, storage?: Store, limit?: number}} options */
  constructor({token, base, storage, limit = 10_000}) {
    super();
    const url = address(base, '/ws/orders', token);
    const outbox = new Outbox(this, url, {limit, storage, frame: 1_000, window: 2_000, bytes: 256 * 1024});
    this.#outbox = outbox;
    this.#link = new Link(url, '/api/orders', token, QUIET_MS, {
      opened: () => outbox.opened(this.#link),
      received: (answers) => outbox.received(answers),
      quiet: () => outbox.probe(),
      lost: (status) => outbox.lost(status),
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
   * @param {Message} message sent as it is now, whatever becomes of the object
   * @returns {Promise<Ack>} rejected with a {@link Refusal} if sending it again cannot help
   */
  send(message) {
    return this.#outbox.add(message);
  }

  /** Ends; what has no answer is rejected as `closed`, but stays in the `storage`. */
  close() {
    this.#link.close();
    this.#outbox.close();
  }
}

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
    this.#link = new Link(url, `/api/boards/${name}?fields=stream`, token, QUIET_MS, {
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

/**
 * @typedef {object} Owner what happens on a link
 * @property {() => void} opened
 * @property {(message: any) => void} received
 * @property {() => void} quiet nothing came for the quiet time; said again after another one
 * @property {(status: Status, missing: boolean, about?: Reason) => void} lost it will connect again by itself;
 *   `missing`: the server said that there is no such stream; `about`: why it cannot serve now
 */

/** One socket that connects again. */
class Link {
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
   * @param {string} question what a token for the socket may ask by HTTP, too
   * @param {string | undefined} token
   * @param {number} quietMs
   * @param {Owner} owner
   */
  constructor(url, question, token, quietMs, owner) {
    this.#url = url;
    this.#question = new URL(question, url);
    this.#question.protocol = url.protocol.replace('ws', 'http');
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
 * @typedef {object} Entry a message that has no answer yet
 * @property {string} id
 * @property {Record<string, any>} message
 * @property {string} text its JSON, the same bytes each time
 * @property {number} bytes
 * @property {string} [key] where it is stored
 * @property {number} [sentAt] on the present connection; `performance.now()`
 * @property {(ack: Ack) => void} resolve
 * @property {(refusal: Refusal) => void} reject
 *
 * @typedef {object} OutboxOptions
 * @property {number} limit messages in it
 * @property {Store} [storage]
 * @property {number} frame messages of a frame, at most
 * @property {number} window messages without an answer on a connection, at most
 * @property {number} bytes of a frame, at most
 * @property {string} [probe] a message without consequences that is answered
 */

/**
 * Messages in the order in which they were handed over, each kept until it is answered. On a new connection, all are
 * sent again from the oldest on, so that an order comes before its payment.
 */
class Outbox {
  #client;
  #options;
  /** @type {Link | undefined} */ #link;
  /** @type {Set<Entry>} */ #entries = new Set();
  /**
   * By id, oldest first. Answers carry only ids, so of several messages with one id one waits for the other.
   *
   * @type {Map<string, Entry>}
   */
  #sent = new Map();
  #prefix;
  #made = 0;
  #attempt = 0;
  /**
   * Whether a frame as a whole was refused: then its messages go one by one, until it is known which of them it was.
   */
  #singly = false;
  #scheduled = false;
  #closed = false;
  /** The last message that was acked. @type {string | undefined} */ #last;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #overdue;

  /**
   * @param {Client} client
   * @param {URL} url
   * @param {OutboxOptions} options
   */
  constructor(client, url, options) {
    this.#client = client;
    this.#options = options;
    this.#prefix = `livetally:${url.host}${url.pathname}:`;
    this.#last = options.probe;
    for (const [key, text] of stored(options.storage, this.#prefix)) this.#restore(key, text);
  }

  get size() {
    return this.#entries.size;
  }

  /**
   * @param {{id: string, [field: string]: any}} message
   * @returns {Promise<Ack>}
   */
  add(message) {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw closedRefusal();
      const entry = this.#entry(message, resolve, reject);
      this.#keep(entry);
      this.#entries.add(entry);
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

  /** @param {Status} status */
  lost(status) {
    this.#rest();
    setStatus(this.#client, status);
  }

  #rest() {
    clearTimeout(this.#pause);
    clearTimeout(this.#overdue);
    this.#pause = this.#overdue = undefined;
    for (const entry of this.#sent.values()) entry.sentAt = undefined;
    this.#sent.clear();
  }

  /** Something that has to be answered: what the server has already is a duplicate, and nothing else. */
  probe() {
    if (this.#sent.size > 0 || this.#last === undefined) return;
    const nobody = () => {};
    this.#send([{...this.#entry(JSON.parse(this.#last), nobody, nobody), text: this.#last}]);
    this.#watch();
  }

  /** @param {any} answers one, or an array of them */
  received(answers) {
    for (const answer of [answers].flat()) this.#receive(answer);
    this.#watch();
    this.#pump();
  }

  close() {
    this.#closed = true;
    this.#rest();
    for (const entry of this.#entries) entry.reject(closedRefusal());
    this.#entries.clear();
  }

  /** @param {any} answer */
  #receive(answer) {
    if (answer.id === undefined) return this.#frameRefused(answer);
    const entry = this.#sent.get(answer.id);
    if (!entry) return;
    this.#sent.delete(answer.id);
    if (answer.type === 'ack') this.#acked(entry, answer);
    else if (answer.retry || this.#isEarly(entry, answer)) this.#later(entry);
    else this.#refused(entry, answer);
  }

  /**
   * @param {Entry} entry
   * @param {Ack} ack
   */
  #acked(entry, ack) {
    this.#attempt = 0;
    this.#last = this.#options.probe ?? entry.text;
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

  /** All wait, so that the order stays. @param {Entry} entry */
  #later(entry) {
    entry.sentAt = undefined;
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.#pump();
    }, backOff(this.#attempt++));
  }

  /**
   * A payment overtook its order, or a refund the payment, which has to be sent again.
   *
   * @param {Entry} entry
   * @param {{code: string}} answer
   */
  #isEarly(entry, {code}) {
    const {order, stream} = entry.message;
    for (const earlier of this.#entries) {
      if (earlier === entry) return false;
      const {type, order: about, stream: where} = earlier.message;
      if (where !== stream) continue;
      if (code === 'unknown_order' && earlier.id === order) return true;
      if (code === 'not_refundable' && type === 'payment' && about === order) return true;
    }
    return false;
  }

  /**
   * An answer without an id: nothing of that frame was read, such as for one message that is nested too deep.
   *
   * @param {any} answer
   */
  #frameRefused(answer) {
    const [suspect, ...others] = this.#sent.values();
    if (!suspect) return;
    this.#singly = others.length > 0;
    if (this.#singly) {
      this.#link?.restart();
    } else {
      this.#sent.clear();
      this.#refused(suspect, {...answer, id: suspect.id});
    }
  }

  #pump() {
    while (this.#link?.isOpen && this.#pause === undefined) {
      const frame = this.#nextFrame();
      if (frame.length === 0) break;
      this.#send(frame);
    }
    this.#watch();
  }

  #nextFrame() {
    const {frame: most, window, bytes: largest} = this.#options;
    const room = this.#singly ? 1 - this.#sent.size : Math.min(most, window - this.#sent.size);
    /** @type {Map<string, Entry>} */ const frame = new Map();
    let bytes = 1; // brackets and commas
    for (const entry of this.#entries) {
      if (frame.size >= room) break;
      if (entry.sentAt !== undefined || this.#sent.has(entry.id) || frame.has(entry.id)) continue;
      bytes += entry.bytes + 1;
      if (bytes > largest && frame.size > 0) break;
      frame.set(entry.id, entry);
    }
    return [...frame.values()];
  }

  /** @param {Entry[]} frame */
  #send(frame) {
    for (const entry of frame) {
      entry.sentAt = performance.now();
      this.#sent.set(entry.id, entry);
    }
    const texts = frame.map((entry) => entry.text);
    this.#link?.send(texts.length === 1 ? texts[0] : `[${texts.join()}]`);
  }

  /** A connection on which a message stays without an answer for too long is dead, or as good as that. */
  #watch() {
    if (this.#overdue !== undefined || this.#sent.size === 0) return;
    const [oldest] = this.#sent.values();
    this.#overdue = setTimeout(
      () => {
        this.#overdue = undefined;
        const [first] = this.#sent.values();
        if (first && performance.now() - (first.sentAt ?? 0) >= ANSWER_MS) this.#link?.restart();
        else this.#watch();
      },
      ANSWER_MS - (performance.now() - (oldest.sentAt ?? 0)),
    );
  }

  /**
   * @param {{id: string, [field: string]: any}} message
   * @param {(ack: Ack) => void} resolve
   * @param {(refusal: Refusal) => void} reject
   * @returns {Entry}
   */
  #entry(message, resolve, reject) {
    const {id} = message;
    if (typeof id !== 'string' || id.length < 1 || id.length > MAX_ID || /\p{Surrogate}/u.test(id)) {
      // Its answer could not be told from others.
      throw new Refusal({code: 'invalid_order', field: 'id', message: `must have 1 to ${MAX_ID} characters`});
    }
    const text = JSON.stringify(message);
    const bytes = new TextEncoder().encode(text).length;
    return {id, message: JSON.parse(text), text, bytes, resolve, reject};
  }

  /** @param {Entry} entry */
  #keep(entry) {
    const {limit, bytes, storage} = this.#options;
    const {id} = entry;
    if (entry.bytes > bytes) throw new Refusal({id, code: 'too_large', message: `must be at most ${bytes} bytes`});
    const full = {
      id,
      code: 'outbox_full',
      message: `there are ${this.#entries.size} messages without an answer`,
      retry: true,
    };
    if (this.#entries.size >= limit) throw new Refusal(full);
    if (!storage) return;
    const place = [Date.now(), this.#made++].map((part) => String(part).padStart(15, '0')).join('-');
    const key = `${this.#prefix}${place}-${newId()}`;
    try {
      storage.setItem(key, entry.text);
    } catch (error) {
      throw new Refusal({...full, message: `the storage takes no more: ${error}`});
    }
    entry.key = key;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  #restore(key, text) {
    const nobody = () => {};
    try {
      this.#entries.add({...this.#entry(JSON.parse(text), nobody, nobody), key});
    } catch {
      this.#options.storage?.removeItem(key); // not ours, or cut off
    }
  }

  /** Whether it was there: a probe is not. @param {Entry} entry */
  #forget(entry) {
    if (entry.key !== undefined) this.#options.storage?.removeItem(entry.key);
    const found = this.#entries.delete(entry);
    if (this.#entries.size === 0) this.#singly = false;
    return found;
  }
}

function closedRefusal() {
  return new Refusal({code: 'closed', message: 'it was closed before there was an answer'});
}

/**
 * Entries of the storage, oldest first.
 *
 * @param {Store | undefined} storage
 * @param {string} prefix
 * @returns {[string, string][]}
 */
function stored(storage, prefix) {
  if (!storage) return [];
  const keys = Array.from({length: storage.length}, (_, i) => storage.key(i) ?? '');
  return keys
    .filter((key) => key.startsWith(prefix))
    .sort()
    .map((key) => [key, storage.getItem(key) ?? '']);
}

/**
 * @param {string | undefined} base
 * @param {string} path
 * @param {string | undefined} token
 * @param {string[]} [query]
 */
function address(base, path, token, query = []) {
  const url = new URL(path, base ?? globalThis.location?.href);
  url.protocol = url.protocol.replace('http', 'ws');
  url.search = [...query, ...(token ? [`token=${encodeURIComponent(token)}`] : [])].join('&');
  return url;
}

/** Jittered, doubling, bounded. @param {number} attempt 0 for the first */
function backOff(attempt) {
  const ceiling = Math.min(LAST_RETRY_MS, 2 * FIRST_RETRY_MS * 2 ** attempt);
  return FIRST_RETRY_MS + Math.random() * (ceiling - FIRST_RETRY_MS);
}

/**
 * What the server answers; the reason of a 503 (RFC 9457) may pass.
 *
 * @param {Response} answer
 * @returns {Promise<{status: number, about: Reason}>}
 */
async function why(answer) {
  const {detail, rule, params} = answer.status === 503 ? await answer.json().catch(() => ({})) : {};
  return {status: answer.status, about: {reason: detail, rule, params}};
}

/**
 * @param {Client} client
 * @param {Status} status
 * @param {{since?: number} & Reason} [about]
 * @param {boolean} [news] something else has changed that the event is about
 */
function setStatus(client, status, {since, reason, rule, params} = {}, news = false) {
  if (!news && status === client.status && since === client.staleSince && reason === client.reason) return;
  client.status = status;
  client.staleSince = since;
  Object.assign(client, {reason, rule, params});
  emit(client, 'status', {status, since, reason, rule, params});
}

/**
 * @param {EventTarget} target
 * @param {string} type
 * @param {unknown} detail
 */
function emit(target, type, detail) {
  target.dispatchEvent(new CustomEvent(type, {detail}));
}

/**
 * RFC 7396. Returns a new document that shares what the patch did not touch. Built from entries, so that a key such as
 * `__proto__` in the data is a key and nothing else.
 *
 * @param {any} target
 * @param {any} patch
 * @returns {any}
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

/** @param {unknown} value */
function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Newest first, each order once. @param {RecentOrder[]} orders */
function newest(orders) {
  const bySeq = new Map(orders.map((order) => [order.seq, order]));
  return [...bySeq.values()].sort((a, b) => compareSeq(b.seq, a.seq)).slice(0, RECENT_MAX);
}

/**
 * @param {string} a
 * @param {string} b
 */
function compareSeq(a, b) {
  const [aTime, aCount] = a.split('-').map(Number);
  const [bTime, bCount] = b.split('-').map(Number);
  return aTime - bTime || aCount - bCount;
}
