/** The catalogue and the stock, as they were read last. */
import {request} from '../shared/session.js';
import {stockOf} from '../shared/stock.js';

const CATALOGUE_MS = 60_000;
const STOCK_MS = 5_000;

/** @typedef {{sku: string, name: string, unit?: string, price?: number} & Record<string, any>} Product */

/** Tells `change` whenever something was read that differs. */
export class Goods extends EventTarget {
  #path;
  /** In the order of the catalogue. @type {Product[] | undefined} */ #products;
  /** @type {Map<string, Product>} */ #bySku = new Map();
  /** @type {Record<string, number>} */ #stock = {};
  #tags = new Map();

  /** @param {string} stream */
  constructor(stream) {
    super();
    this.#path = `/api/streams/${encodeURIComponent(stream)}`;
    this.look();
    setInterval(() => document.hidden || this.#readCatalogue(), CATALOGUE_MS);
    setInterval(() => document.hidden || this.#readStock(), STOCK_MS);
    document.addEventListener('visibilitychange', () => document.hidden || this.look());
  }

  look() {
    this.#readCatalogue();
    this.#readStock();
  }

  /** Undefined until they are known. */
  get products() {
    return this.#products;
  }

  /** What is known of a product; its sku, if that is all. @param {string} sku @returns {Product} */
  product(sku) {
    return this.#bySku.get(sku) ?? {sku, name: sku};
  }

  /** What is left of it; undefined if its stock is not counted. */
  left(sku, board) {
    return stockOf(sku, board, this.#stock);
  }

  /** The one behind this in the catalogue, the first one behind the last. @param {string | undefined} sku */
  next(sku) {
    const products = this.#products ?? [];
    return products[(products.findIndex((product) => product.sku === sku) + 1) % products.length];
  }

  async #readCatalogue() {
    await this.#read('products', (products) => {
      this.#products = Object.entries(products).map(([sku, product]) => ({sku, ...product}));
      this.#bySku = new Map(this.#products.map((product) => [product.sku, product]));
    });
  }

  async #readStock() {
    await this.#read('stock', (stock) => {
      this.#stock = stock;
    });
  }

  /** A server that is away leaves what was known; the board says that it is. */
  async #read(what, take) {
    try {
      const answer = await request('GET', `${this.#path}/${what}`);
      const tag = answer.headers.get('ETag');
      if (this.#tags.get(what) === tag) return;
      take(await answer.json());
      this.#tags.set(what, tag);
      this.dispatchEvent(new Event('change'));
    } catch {
      // It is asked again soon.
    }
  }
}
