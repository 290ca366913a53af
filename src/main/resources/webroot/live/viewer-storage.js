/** What a browser keeps of its viewer: who that is, and what was ordered. */
import {newId} from '../lib/livetally-client.js';
import {inBrowser} from '../shared/storage.js';

const MAX_ORDERS = 50;
const VIEWER_KEY = 'livetally:viewer';

/** @typedef {import('./viewer-session.js').MyOrder} MyOrder */

export class ViewerStorage {
  /** Whether the orders as they were saved last outlive the page. */ keeps = true;

  /** @param {string} stream */
  constructor(stream) {
    /** Under which the orders are. */
    this.key = `livetally:live:${stream}`;
  }

  /** The same id at each visit, if the browser keeps it. */
  viewer() {
    const known = inBrowser.getItem(VIEWER_KEY);
    if (known) return known;
    const viewer = newId('v-');
    inBrowser.setItem(VIEWER_KEY, viewer);
    return viewer;
  }

  /** From the storage each time, because another tab may have written there. @returns {MyOrder[]} newest first */
  load() {
    return inBrowser.read(this.key, []);
  }

  /**
   * Forgets the oldest, but none that still has to be answered.
   *
   * @param {MyOrder[]} orders newest first
   * @returns {MyOrder[]} those that are known from now on
   */
  save(orders) {
    const kept = orders.filter(({state}, i) => i < MAX_ORDERS || state === 'sent');
    this.keeps = inBrowser.write(this.key, kept);
    return kept;
  }
}
