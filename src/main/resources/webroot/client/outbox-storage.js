import {entryOf} from './entry.js';
import {newId} from './id.js';

/** @import {Entry} from './entry.js' */
/** @import {Store} from './types.js' */

/** Keeps an outbox over reloads, each message under a key of its own, if there is a store to keep it in. */
export class OutboxStorage {
  #store;
  #prefix;
  #made = 0;

  /**
   * @param {Store | undefined} store
   * @param {URL} url where the messages go: others in the same store are not ours
   */
  constructor(store, url) {
    this.#store = store;
    this.#prefix = `livetally:${url.host}${url.pathname}:`;
  }

  /** What is in it, oldest first. @returns {Entry[]} */
  restore() {
    const store = this.#store;
    if (!store) return [];
    return Array.from({length: store.length}, (_, i) => store.key(i) ?? '')
      .filter((key) => key.startsWith(this.#prefix))
      .sort()
      .flatMap((key) => {
        try {
          return [{...entryOf(JSON.parse(store.getItem(key) ?? '')), key}];
        } catch {
          store.removeItem(key); // not ours, or cut off
          return [];
        }
      });
  }

  /** Throws what the store throws if it takes no more. @param {Entry} entry */
  keep(entry) {
    if (!this.#store) return;
    const place = [Date.now(), this.#made++].map((part) => String(part).padStart(15, '0')).join('-');
    const key = `${this.#prefix}${place}-${newId()}`;
    this.#store.setItem(key, entry.text);
    entry.key = key;
  }

  /** @param {Entry} entry */
  forget(entry) {
    if (entry.key !== undefined) this.#store?.removeItem(entry.key);
  }
}
