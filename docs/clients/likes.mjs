/**
 * What the clients beside this file share: one source of likes, whose newest total is sent to Livetally again and again.
 * Node 20, no packages.
 */
import {readFileSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';

/** How often a total is sent, changed or not: a source that is silent for a minute is shown as such. */
const EVERY_MS = 5_000;
const TIMEOUT_MS = 10_000;

/** Reasons that pass by themselves, though they ask for no retry: the stream is not live yet. */
const NOT_YET = ['likes_not_started', 'no_stream'];

export class LikeSource {
  #address;
  #headers;
  #message;
  #everyMs;
  #say;
  #total = 0;
  /** Growth that was seen before it was known from which total on it counts. */
  #growth = 0;
  #known = false;
  #heard = false;

  /**
   * @param {{stream: string, source: string, url?: string, token?: string, everyMs?: number, say?: (text: string) =>
   *   void}} options
   */
  constructor({stream, source, url = 'http://127.0.0.1:8080', token, everyMs = EVERY_MS, say = console.error}) {
    this.#address = new URL('/api/orders', url);
    this.#headers = {'Content-Type': 'application/json', ...(token && {Authorization: `Bearer ${token}`})};
    this.#message = {type: 'likes', stream, source};
    this.#everyMs = everyMs;
    this.#say = say;
  }

  /** The platform says how many likes there are in all. @param {number} total */
  set(total) {
    this.#total = Math.max(this.#total, total);
    this.#known = true;
    this.#heard = true;
  }

  /** The platform says how many likes came. They count on from what Livetally has. @param {number} likes */
  add(likes) {
    this.#growth += likes;
    this.#heard = true;
  }

  /** The platform answers, though nothing came. */
  heard() {
    this.#heard = true;
  }

  /**
   * Sends until the stream has ended. What fails is sent again: of a total the newest one is enough.
   *
   * @param {AbortSignal} [signal] ends it, after what is known was sent once more
   */
  async run(signal) {
    let said = '';
    for (;;) {
      const last = signal?.aborted;
      try {
        if ((await this.#send()) === 'ended') return;
        said = '';
      } catch (error) {
        if (error instanceof Refused) throw error;
        if (said !== error.message) this.#say(`not sent, trying again: ${error.message}`);
        said = error.message;
      }
      if (last) return;
      await pause(this.#everyMs, undefined, {signal}).catch(() => {});
    }
  }

  async #send() {
    if (this.#known && !this.#heard) return; // the platform is silent, and so is this source
    this.#heard = false;
    const growth = this.#known ? this.#growth : 0;
    const answer = await this.#ask(this.#total + growth);
    if (answer.type === 'ack') {
      // What Livetally counted before, such as in an earlier run of this program.
      this.#total = Math.max(this.#total + growth, answer.likes);
      this.#growth -= growth;
      this.#heard ||= !this.#known && this.#growth > 0;
      this.#known = true;
      return;
    }
    this.#heard = true;
    if (answer.code === 'stream_ended') {
      this.#say('the stream has ended');
      return 'ended';
    }
    const why = `${answer.code}: ${answer.field ?? ''} ${answer.message}`;
    if (answer.retry || NOT_YET.includes(answer.rule)) throw new Error(why);
    throw new Refused(why);
  }

  async #ask(total) {
    const body = JSON.stringify({...this.#message, total});
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(this.#address, {method: 'POST', headers: this.#headers, body, signal});
    if (answer.status === 401 || answer.status === 403)
      throw new Refused(`Livetally refuses the token (${answer.status})`);
    if (!answer.ok) throw new Error(`Livetally answers ${answer.status}`);
    return answer.json();
  }
}

/** Sending it again cannot help. */
export class Refused extends Error {}

/** Sends until the stream has ended or somebody ends this program. @param {LikeSource} source @param {AbortSignal} signal */
export async function untilEnded(source, signal) {
  try {
    await source.run(signal);
    process.exit(0);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** Ends with Ctrl-C. */
export function untilInterrupted() {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => controller.abort());
  return controller.signal;
}

/** Where Livetally is: `LIVETALLY_URL`, and `LIVETALLY_TOKEN` or the file that `LIVETALLY_TOKEN_FILE` names. */
export function livetally() {
  const {LIVETALLY_URL, LIVETALLY_TOKEN, LIVETALLY_TOKEN_FILE} = process.env;
  const kept = () => (LIVETALLY_TOKEN_FILE ? readFileSync(LIVETALLY_TOKEN_FILE, 'utf8').trim() : undefined);
  return {url: LIVETALLY_URL, token: LIVETALLY_TOKEN || kept()};
}
