/** What a browser keeps of its viewer: who that is, and what was ordered. */
import {newId} from '../lib/livetally-client.js';

const MAX_ORDERS = 50;
const VIEWER_KEY = 'livetally:viewer';

/** @typedef {import('./viewer-session.js').MyOrder} MyOrder */

export class ViewerStorage {
  #storage = storage();

  /** @param {string} stream */
  constructor(stream) {
    /** Under which the orders are. */
    this.key = `livetally:live:${stream}`;
  }

  /** The same id at each visit. */
  viewer() {
    const known = this.#storage.getItem(VIEWER_KEY);
    if (known) return known;
    const viewer = newId('v-');
    this.#storage.setItem(VIEWER_KEY, viewer);
    return viewer;
  }

  /** From the storage each time, because another tab may have written there. @returns {MyOrder[]} newest first */
  load() {
    try {
      return JSON.parse(this.#storage.getItem(this.key) ?? '[]');
    } catch {
      return []; // not ours
    }
  }

  /**
   * Forgets the oldest, but none that still has to be answered.
   *
   * @param {MyOrder[]} orders newest first
   * @returns {MyOrder[]} those that are kept
   */
  save(orders) {
    const kept = orders.filter(({state}, i) => i < MAX_ORDERS || state === 'sent');
    this.#storage.setItem(this.key, JSON.stringify(kept));
    return kept;
  }
}

/**
 * Where a browser refuses to store anything, the page's own memory.
 *
 * @returns {Pick<Storage, 'getItem' | 'setItem'>}
 */
function storage() {
  try {
    localStorage.setItem('livetally:try', '');
    localStorage.removeItem('livetally:try');
    return localStorage;
  } catch {
    const memory = new Map();
    return {getItem: (key) => memory.get(key) ?? null, setItem: (key, value) => void memory.set(key, value)};
  }
}
