/** The past of a board: at one time, or running. */
import {board} from '../lib/livetally-client.js';
import {whole} from './address.js';
import {Frames} from './frames.js';
import {ask, pageToken} from './page-token.js';
import {serverTime} from './session-time.js';

/** @import {Board} from '../lib/livetally-client.js' */

/** Of a live stream there is more to replay as it goes on. */
const RANGE_EVERY_MS = 15_000;
const RETRY_MS = 2_000;
/** Above this, what a celebration is about is past before it is read. */
const CELEBRATED_SPEED = 10;

/**
 * @typedef {object} Range what there is to replay, epoch milliseconds
 * @property {number} from
 * @property {number} to
 * @property {number} messages
 * @property {number} [endedAt] when the show ended
 * @property {number} [goalReachedAt]
 * @property {{at: number, host?: string, sku?: string}[]} shows
 */

/**
 * Has the face of a board of the client library, so that the page draws it as it draws the present. While it runs it is
 * such a board; while somebody looks for a time, frames are asked for one at a time, and of those in between none.
 */
export class Replay extends EventTarget {
  replay = true;
  /** @type {import('../lib/livetally-client.js').Status} */ status = 'reconnecting';
  /** @type {Record<string, any> | undefined} */ board;
  /** @type {number | undefined} */ version;
  /** The time that it shows. @type {number} */ at;
  /** @type {number | undefined} */ receivedAt;
  missing = false;
  ended = false;
  /** Whether somebody stopped it, or it came to its end. */ paused = true;
  /** @type {Range | undefined} */ range;
  /** Why there is none, as the server says it. */ reason;
  rule;
  params;

  #stream;
  #fields;
  #frames;
  /** @type {Board | undefined} */ #running;
  #timer;
  #closed = false;

  /**
   * @param {string} stream
   * @param {import('./replay-address.js').AskedReplay} asked
   * @param {string[]} [fields]
   */
  constructor(stream, {at, playing, speed}, fields) {
    super();
    this.#stream = stream;
    this.#fields = fields;
    this.#frames = new Frames(
      stream,
      fields,
      (message) => this.#take(message),
      (answer) => this.#failed(answer),
    );
    this.at = at;
    this.speed = speed;
    this.#readRange();
    if (playing) this.play();
    else this.seek(at);
  }

  /** The time that it shows now: it runs between messages. */
  get now() {
    const now = serverTime(this, this.#runs());
    return this.range ? Math.min(now, Math.max(this.range.to, this.at)) : now;
  }

  /** Whether its time stands still: it is paused, or what runs has not begun yet. */
  get standing() {
    return this.paused || !this.#running?.board;
  }

  /** Whether what it passes may be celebrated: not while somebody looks for a time. */
  get celebrates() {
    return this.#runs() && this.speed <= CELEBRATED_SPEED;
  }

  #runs() {
    return !this.standing && this.status === 'connected';
  }

  play() {
    if (!this.paused) return;
    if (this.range && this.at >= this.range.to) this.at = this.range.from;
    this.paused = false;
    this.ended = false;
    this.#run();
  }

  pause() {
    if (this.paused) return;
    this.at = Math.floor(this.now);
    this.paused = true;
    this.#stop();
    this.seek(this.at);
  }

  /** @param {number} speed 1 to 600 */
  pace(speed) {
    const at = Math.floor(this.now);
    this.speed = speed;
    this.at = at;
    if (!this.paused) this.#run();
    this.#tell('change');
  }

  /**
   * Shows another time.
   *
   * @param {number} at
   * @param {boolean} [going] whether somebody is still looking: then what runs goes on only after it is called once
   *   more without
   */
  seek(at, going = false) {
    this.at = Math.floor(this.range ? Math.min(this.range.to, Math.max(this.range.from, at)) : at);
    this.receivedAt = performance.now();
    this.ended = false;
    this.#stop();
    if (!going && !this.paused) return this.#run();
    this.#frames.want(this.at);
    this.#tell('change');
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#frames.forget();
    this.#stop();
  }

  #stop() {
    this.#running?.close();
    this.#running = undefined;
  }

  #run() {
    this.#stop();
    this.#frames.forget();
    this.receivedAt = performance.now();
    const running = board(this.#stream, {
      fields: this.#fields,
      from: this.at,
      speed: this.speed,
      token: pageToken(),
      base: whole('/'),
    });
    this.#running = running;
    const take = () => {
      if (running !== this.#running) return;
      const {board, version, at, receivedAt, status, missing, reason, rule, params, ended} = running;
      Object.assign(this, {status, missing, reason, rule, params, ended}, board && {board, version, at, receivedAt});
      if (ended) this.paused = true;
    };
    for (const type of ['change', 'status', 'end']) {
      running.addEventListener(type, () => {
        take();
        this.#tell(type === 'end' ? 'change' : type);
      });
    }
    running.addEventListener('end', () => running === this.#running && this.#stop());
    this.#tell('change');
  }

  #take({version, board}) {
    Object.assign(this, {version, board, missing: false});
    this.#say('connected');
    this.#tell('change');
  }

  /** @param {Response | undefined} answer */
  async #failed(answer) {
    this.missing = answer?.status === 404;
    const denied = answer?.status === 401 || answer?.status === 403;
    const {detail, rule, params} = (await answer?.json().catch(() => undefined)) ?? {};
    this.#say(denied ? 'denied' : 'reconnecting', {reason: detail, rule, params});
  }

  async #readRange() {
    const answer = await ask(`/api/boards/${encodeURIComponent(this.#stream)}/replay`);
    const range = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
    if (this.#closed) return;
    if (range) {
      const isFirst = !this.range;
      this.range = range;
      if (isFirst && this.paused)
        this.seek(this.at); // an address may name a time before there was anything
      else this.#tell('change');
    }
    if (range?.endedAt === undefined) {
      this.#timer = setTimeout(() => this.#readRange(), range ? RANGE_EVERY_MS : RETRY_MS);
    }
  }

  #say(status, {reason, rule, params} = {}) {
    Object.assign(this, {status, reason, rule, params});
    this.#tell('status');
  }

  #tell(type) {
    if (!this.#closed) this.dispatchEvent(new Event(type));
  }
}
