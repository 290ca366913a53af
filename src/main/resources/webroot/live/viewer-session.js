/**
 * What a viewer's page knows: the stream, its catalogue, the pulse, and this viewer's orders, which outlive the page.
 */
import {audience, newId} from '../lib/livetally-client.js';
import {at, whole} from '../shared/address.js';
import {to} from '../shared/i18n.js';
import {certificatePath} from '../shared/numbers.js';
import {isOver} from '../shared/session-time.js';
import {ViewerStorage} from './viewer-storage.js';

const FACTS_MS = 30_000;
/** Whoever waits for the start wants to buy as soon as it is there. */
const FACTS_SOON_MS = 10_000;
/** What is presented changes while one watches. */
const FACTS_ON_AIR_MS = 15_000;
const CATALOGUE_MS = 60_000;
/** After a server was away all come back at the same moment; they ask within this time. */
const SPREAD_MS = 5_000;

/**
 * @typedef {object} MyOrder
 * @property {string} id
 * @property {number} at epoch milliseconds
 * @property {'sent' | 'placed' | 'refused'} state
 * @property {string} name of the product when it was ordered
 * @property {string} unit
 * @property {string} [currency] of the stream
 * @property {number} [currencyDigits]
 * @property {{sku: string, qty: number, amount: number}[]} lines
 * @property {Record<string, string>} buyer
 * @property {Record<string, number[]>} [numbers] by sku of a numbered product: what the order got
 * @property {{code: string, field?: string, left?: number}} [refusal] with the units left, if it is for want of them
 */

/** Tells `change` whenever something of it has changed. */
export class ViewerSession extends EventTarget {
  /** The board's section `stream`. @type {Record<string, any> | undefined} */ stream;
  /** Who and what is on air: the board's section `show`. @type {{host?: string, sku?: string} | undefined} */ show;
  /**
   * The board's section `audience`, with when it was read: by the server's clock, and by this machine's stopwatch.
   *
   * @type {{audience: import('../shared/like-sources.js').Audience, at: number, receivedAt: number} | undefined}
   */
  likes;
  /** @type {'denied' | 'missing' | undefined} */ problem;
  /** By sku. @type {Map<string, {name: string, unit?: string} & Record<string, any>> | undefined} */
  products;
  /** What is left, by sku, of products whose stock is counted. @type {Record<string, number>} */ stock = {};
  /** Newest first. @type {MyOrder[]} */ orders = [];

  #stream;
  #token;
  #id;
  #headers;
  #storage;
  #audience;
  #tag;
  #stockTag;
  #looking = 0;
  #missed = false;

  /**
   * @param {string} id of the stream
   * @param {string | undefined} token
   */
  constructor(id, token) {
    super();
    this.#stream = id;
    this.#token = token;
    this.#id = encodeURIComponent(id);
    this.#headers = token ? {Authorization: `Bearer ${token}`} : {};
    this.#storage = new ViewerStorage(id);
    this.#audience = audience(id, {viewer: this.#storage.viewer(), token, base: whole('/')});
    for (const type of ['pulse', 'liked']) this.#audience.addEventListener(type, () => this.#changed());
    this.#audience.addEventListener('status', () => this.#connected());
    this.orders = this.#storage.load();
    // Sent when the page was left, perhaps: the same id again is the same order.
    for (const order of this.orders) if (order.state === 'sent') this.#send(order);
    addEventListener('storage', ({key}) => key === this.#storage.key && this.#reload());
    document.addEventListener('visibilitychange', () => document.hidden || this.#look());
    repeat(
      () => (this.#awaitsStart ? FACTS_SOON_MS : this.show ? FACTS_ON_AIR_MS : FACTS_MS),
      () => {
        this.#facts();
        this.#left();
      },
    );
    repeat(
      () => CATALOGUE_MS,
      () => this.#catalogue(),
    );
    this.#look();
  }

  /** Whether something on the way to the server passes no sockets on. */
  get hasNoSockets() {
    return this.#audience.rule === 'no_sockets';
  }

  get status() {
    return this.#audience.status;
  }

  /** What is said of an order that has no answer yet: the key of its word. */
  get waiting() {
    if (this.status === 'connected') return 'sent';
    return this.#storage.keeps ? 'sentOffline' : 'sentFromHere';
  }

  get pulse() {
    return this.#audience.pulse;
  }

  /** Also if it is not known yet whether the stream has started. */
  get #awaitsStart() {
    return this.problem === undefined && (this.stream === undefined || this.stream.status === 'scheduled');
  }

  /** Likes given on this page, as the server has counted them. */
  get mine() {
    return this.#audience.givenLikes;
  }

  /** Likes that wait for a connection. */
  get likesWaiting() {
    return this.status === 'connected' ? 0 : this.#audience.pendingLikes;
  }

  /** Whether orders are taken now. */
  get takesOrders() {
    return this.stream?.openOrders === true && this.stream.status === 'live' && this.problem === undefined;
  }

  /** Reads anew what is read now and then. */
  look() {
    this.#facts();
  }

  like() {
    if (isOver(this.stream?.status)) return;
    this.#audience.like();
    this.#changed();
  }

  /**
   * Orders, at the price that is shown now.
   *
   * @param {{sku: string, qty: number, buyer: Record<string, string>}} wanted
   * @returns {string} the order's id
   */
  place({sku, qty, buyer}) {
    const {name, unit = '', price = 0} = this.products?.get(sku) ?? {name: sku};
    /** @type {MyOrder} */
    const order = {
      id: newId('live-'),
      at: Date.now(),
      state: 'sent',
      name,
      unit,
      currency: this.stream?.currency,
      currencyDigits: this.stream?.currencyDigits,
      lines: [{sku, qty, amount: qty * price}],
      buyer,
    };
    this.#save([order, ...this.#storage.load()]);
    this.#send(order);
    return order.id;
  }

  /** The address of an order's certificates. The token goes along, as it stands in this page's own address. */
  certificate(order) {
    return to(certificatePath(this.#stream, order), this.#token === undefined ? {} : {token: this.#token});
  }

  /** @param {string | undefined} id */
  order(id) {
    return this.orders.find((order) => order.id === id);
  }

  /** @param {MyOrder} order */
  async #send({id, lines, buyer}) {
    try {
      const {numbers} = await this.#audience.order({id, lines, buyer});
      this.#became(id, {state: 'placed', ...(numbers && {numbers})});
      this.#left();
    } catch (refusal) {
      if (refusal.retry) return; // it is still in the list, and sent again when the page is opened again
      const {code, field, params} = refusal;
      this.#became(id, {state: 'refused', refusal: {code, field, left: params?.left}});
      this.#look();
    }
  }

  #became(id, change) {
    this.#save(this.#storage.load().map((order) => (order.id === id ? {...order, ...change} : order)));
  }

  #connected() {
    clearTimeout(this.#looking);
    if (this.status === 'reconnecting') this.#missed = true;
    if (this.status === 'connected' && this.#missed)
      this.#looking = setTimeout(() => this.#look(), Math.random() * SPREAD_MS);
    this.#changed();
  }

  #look() {
    this.#facts();
    this.#catalogue();
    this.#left();
  }

  async #facts() {
    const {status, body} = await this.#get(`/api/boards/${this.#id}?fields=stream,show,audience`);
    this.problem = status === 404 ? 'missing' : status === 401 || status === 403 ? 'denied' : undefined;
    if (body) {
      const {stream, show, audience} = body.board;
      Object.assign(this, {stream, show, likes: {audience, at: body.at, receivedAt: performance.now()}});
    }
    this.#changed();
  }

  async #catalogue() {
    const {body, tag} = await this.#get(`/api/streams/${this.#id}/products`);
    if (!body || (tag !== null && tag === this.#tag)) return;
    this.#tag = tag;
    this.products = new Map(Object.entries(body));
    this.#changed();
  }

  async #left() {
    const {body, tag} = await this.#get(`/api/streams/${this.#id}/stock`);
    if (!body || (tag !== null && tag === this.#stockTag)) return;
    this.#stockTag = tag;
    this.stock = body;
    this.#changed();
  }

  /** A server that is away leaves what was known; the socket's status says that it is. */
  async #get(path) {
    try {
      const answer = await fetch(at(path), {headers: this.#headers});
      return {
        status: answer.status,
        tag: answer.headers.get('ETag'),
        body: answer.ok ? await answer.json() : undefined,
      };
    } catch {
      return {status: 0};
    }
  }

  #reload() {
    this.orders = this.#storage.load();
    this.#changed();
  }

  #save(orders) {
    this.orders = this.#storage.save(orders);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * Does it again and again while the page is seen; each time a little sooner or later than said, so that of many phones
 * that were opened at once not all ask at once.
 */
function repeat(ms, work) {
  setTimeout(
    () => {
      if (!document.hidden) work();
      repeat(ms, work);
    },
    ms() * (0.8 + Math.random() * 0.2),
  );
}
