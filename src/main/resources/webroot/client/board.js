import {address, under} from './address.js';
import {Client, emit, setStatus} from './client.js';
import {Link} from './link.js';
import {mergePatch} from './merge-patch.js';
import {FULL_RATE, onPace, usefulRate} from './pace.js';
import {newest} from './recent.js';

/** @import {BoardOptions, Reason, RecentOrder} from './types.js' */

/** The server sends a heartbeat to boards every 5 s; after two missed ones the connection counts as dead. */
const BOARD_QUIET_MS = 12_000;
const PROBE = JSON.stringify({type: 'probe'});

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
  /** Whether it shows the past again; its `at` is the time of the replay. */ replay = false;
  /** How many times faster than it was its time runs. */ speed = 1;
  /** Of a replay: whether it has come to its end, where its time stands still. */ ended = false;

  #link;
  /** How many updates a second it asks for at most. */ #rate;
  /** Whether the connection that is being made was asked for another rate. */ #rateIsNew = false;
  #endPace = () => {};
  /** Why it comes as events and not by a socket, if so. @type {Reason | undefined} */ #about;

  /**
   * @param {string} stream
   * @param {BoardOptions} options
   */
  constructor(stream, {fields, orders, ordersFrom, from, speed = 1, rate, token, base}) {
    super();
    this.replay = from !== undefined;
    this.speed = this.replay ? speed : 1;
    const name = encodeURIComponent(stream);
    const query = fields ? [`fields=${fields.map(encodeURIComponent).join(',')}`] : [];
    if (orders !== undefined) query.push(`orders=${orders}`);
    if (ordersFrom !== undefined) query.push(`ordersFrom=${ordersFrom}`);
    this.#rate = this.replay ? FULL_RATE : (rate ?? usefulRate());
    if (this.#rate !== FULL_RATE) query.push(`rate=${this.#rate}`);
    const part = this.replay ? [`from=${from}`, `speed=${speed}`] : [];
    this.#link = new Link(
      address(base, `/ws/boards/${name}`, token, [...query, ...part]),
      under(base, `/api/boards/${name}${this.replay ? `/replay?${part.join('&')}` : '?fields=stream'}`),
      token,
      BOARD_QUIET_MS,
      {
        opened: (about) => {
          this.#about = about;
          if (this.#rateIsNew) this.#askForRate();
        },
        received: (message) => this.#receive(message),
        quiet: () => this.#link.restart(),
        probe: () => this.#probe(),
        lost: (status, missing, about) => {
          const news = missing !== this.missing;
          this.missing = missing;
          setStatus(this, status, about, news);
        },
      },
    );
    if (!this.replay && rate === undefined) this.#endPace = onPace(() => this.#pace(usefulRate()));
  }

  close() {
    this.#endPace();
    this.#link.close();
  }

  /** The server answers a new rate with a snapshot, so a page that is seen again is up to date at once. @param {number} rate */
  #pace(rate) {
    if (rate === this.#rate) return;
    this.#rate = rate;
    this.#link.ask('rate', String(rate));
    if (this.#link.isOpen) this.#askForRate();
    else this.#rateIsNew = true;
  }

  #askForRate() {
    this.#rateIsNew = false;
    this.#link.send(JSON.stringify({rate: this.#rate}));
  }

  /** Whatever a screen says is answered by a heartbeat; of a replay, heartbeats say enough. */
  #probe() {
    if (!this.replay) this.#link.send(PROBE);
    return !this.replay;
  }

  /** @param {any} message */
  #receive(message) {
    this.at = message.at ?? this.at;
    this.receivedAt = performance.now();
    if (this.replay && this.at !== undefined) this.#link.ask('from', String(this.at)); // the next one goes on from here
    switch (message.type) {
      case 'snapshot':
        return this.#snapshot(message);
      case 'update':
        return this.#update(message);
      case 'orders':
        return this.#orders(message);
      case 'heartbeat':
        return this.board && setStatus(this, 'connected', this.#about);
      case 'stale':
        return setStatus(this, 'stale', message);
      case 'end':
        this.ended = true;
        return emit(this, 'end', {at: this.at});
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
  #orders({to, orders, more, placed = {}, refunded = []}) {
    this.#link.ask('ordersFrom', to);
    const told = orders.map((/** @type {RecentOrder} */ order) =>
      placed[order.seq] ? {...order, placed: placed[order.seq]} : order,
    );
    if (refunded.length > 0) emit(this, 'refunded', {places: refunded, to});
    if (told.length > 0 || more.count > 0) emit(this, 'orders', {orders: told, more, to});
  }

  /**
   * @param {number} version
   * @param {Record<string, any> & {recent: RecentOrder[]}} board
   */
  #accept(version, board) {
    this.version = version;
    this.board = board;
    this.missing = false;
    this.ended = false;
    setStatus(this, 'connected', this.#about);
    emit(this, 'change', {board, version, at: this.at, recent: board.recent});
  }
}
