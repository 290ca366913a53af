/** A board that another one is compared with. */
import {ask} from './page-token.js';
import {isOver} from './session-time.js';

const EVERY_MS = 60_000;

/**
 * Asked for once if it has ended, otherwise every minute: what it had at a time that is past moves no more than late
 * orders and payments do. Fires `change` with each answer.
 */
export class EarlierBoard extends EventTarget {
  /** @type {Record<string, any> | undefined} */ board;
  /** Why there is none: it is not for this page, or there is no such board. @type {'denied' | 'missing' | undefined} */
  problem;

  #path;

  /** @param {string} id of a stream, or `@` and that of a campaign */
  constructor(id) {
    super();
    this.id = id;
    this.#path = `/api/boards/${encodeURIComponent(id)}?fields=stream,totals,trend`;
    this.#ask();
  }

  async #ask() {
    const answer = await ask(this.#path);
    const told = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
    if (told) this.board = told.board;
    this.problem = this.board ? undefined : problemOf(answer?.status);
    this.dispatchEvent(new Event('change'));
    if (!told || !isOver(this.board.stream?.status)) setTimeout(() => this.#ask(), EVERY_MS);
  }
}

/** The streams that one may run against: those that have started, and count in the same currency. */
export function earlierStreams(streams = [], stream) {
  const {currency} = streams.find(({id}) => id === stream) ?? {};
  return streams.filter(
    (other) => other.id !== stream && other.startedAt !== undefined && other.currency === currency,
  );
}

function problemOf(status) {
  if (status === 401 || status === 403) return 'denied';
  return status === 404 ? 'missing' : undefined; // otherwise it may pass
}
