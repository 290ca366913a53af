import {newId} from '../lib/livetally-client.js';
import {record} from './record.js';

/**
 * Sends messages to the ledger. What got no answer goes out under the same id the next time, also with another content.
 * If the first was recorded after all, that is a conflict, and it is not recorded twice.
 */
export class Sending {
  #ids = new Map();

  /**
   * @param {string} act names what this is about, such as the refund of an order
   * @param {object} message without its id
   * @throws {import('../shared/session.js').ApiProblem} as {@link record} does
   */
  async send(act, message) {
    const id = this.#ids.get(act) ?? newId('console-');
    this.#ids.set(act, id);
    try {
      await record({...message, id});
    } catch (problem) {
      if (!problem.unsure) this.#ids.delete(act);
      throw problem;
    }
    this.#ids.delete(act);
  }
}
