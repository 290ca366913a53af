/**
 * What this browser keeps for its pages. No page needs it: what a browser refuses to keep, or has no room for, is known
 * until the page is left. No other module touches a storage.
 */

/** Like a `Storage`, but nothing of it throws. */
export class Keeper {
  #storage;
  /** What could not be kept, or not as it is now. @type {Map<string, string | null>} */ #here = new Map();

  /** @param {() => Storage} storage throws where a browser refuses site data */
  constructor(storage) {
    this.#storage = storage;
  }

  /** @param {string} key */
  getItem(key) {
    if (this.#here.has(key)) return this.#here.get(key) ?? null;
    try {
      return this.#storage().getItem(key);
    } catch {
      return null;
    }
  }

  /**
   * @param {string} key
   * @param {string} text
   * @returns {boolean} whether it outlives the page
   */
  setItem(key, text) {
    return this.#try(key, text, (storage) => storage.setItem(key, text));
  }

  /** @param {string} key */
  removeItem(key) {
    this.#try(key, null, (storage) => storage.removeItem(key));
  }

  /** What {@link write} kept. @returns {any} `fallback` where there is nothing, or nothing that we wrote */
  read(key, fallback) {
    try {
      const value = JSON.parse(this.getItem(key) ?? 'null');
      return value !== null && kindOf(value) === kindOf(fallback) ? value : fallback;
    } catch {
      return fallback;
    }
  }

  /** Keeps a value as JSON. @returns {boolean} whether it outlives the page */
  write(key, value) {
    return this.setItem(key, JSON.stringify(value));
  }

  #try(key, text, work) {
    try {
      work(this.#storage());
      this.#here.delete(key);
      return true;
    } catch {
      this.#here.set(key, text);
      return false;
    }
  }
}

const kindOf = (value) => (Array.isArray(value) ? 'array' : typeof value);

/** For all pages of this server in this browser. */
export const inBrowser = new Keeper(() => localStorage);
/** For the pages of this tab. */
export const inTab = new Keeper(() => sessionStorage);
