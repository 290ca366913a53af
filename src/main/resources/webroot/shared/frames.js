/** Boards of the past at single times, for somebody who looks for one. */
import {ask} from './page-token.js';

const RETRY_MS = 2_000;

/**
 * Frames are asked for one at a time: the newest wish is the next, and of those in between there is none. What fails may
 * pass, and is asked for again after a while.
 */
export class Frames {
  #path;
  #shown;
  #failed;
  #asking = false;
  /** @type {number | undefined} */ #wanted;

  /**
   * @param {string} stream
   * @param {string[] | undefined} fields
   * @param {(message: {version: number, board: object}) => void} shown
   * @param {(answer: Response | undefined) => Promise<void>} failed
   */
  constructor(stream, fields, shown, failed) {
    this.#path = `/api/boards/${encodeURIComponent(stream)}?${fields ? `fields=${fields.join(',')}&` : ''}at=`;
    this.#shown = shown;
    this.#failed = failed;
  }

  /** @param {number} at */
  want(at) {
    this.#wanted = at;
    if (!this.#asking) this.#ask();
  }

  /** What is on its way is not shown any more. */
  forget() {
    this.#wanted = undefined;
  }

  async #ask() {
    this.#asking = true;
    while (this.#wanted !== undefined) {
      const at = this.#wanted;
      const answer = await ask(this.#path + at);
      const told = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
      if (this.#wanted === undefined) break;
      if (told) {
        if (this.#wanted === at) this.#wanted = undefined;
        this.#shown(told);
      } else {
        await this.#failed(answer);
        await new Promise((again) => setTimeout(again, RETRY_MS));
      }
    }
    this.#asking = false;
  }
}
