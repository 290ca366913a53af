/** The figures of all groups, asked for every few seconds while somebody looks. */
import {ask} from '../shared/page-token.js';

const EVERY_MS = 3_000;

export class FiguresFeed {
  #path;
  #told;
  #timer = 0;

  /** @param {(figures: object) => void} told is called with what is new */
  constructor(stream, told) {
    this.#path = `/api/streams/${encodeURIComponent(stream)}/groups?figures=true`;
    this.#told = told;
  }

  start() {
    this.#ask();
    this.#timer = setInterval(() => {
      if (!document.hidden) this.#ask();
    }, EVERY_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** Without an answer the last one stands; the board says by itself that there is no connection. */
  async #ask() {
    const answer = await ask(this.#path);
    if (answer?.ok) this.#told(await answer.json());
  }
}
