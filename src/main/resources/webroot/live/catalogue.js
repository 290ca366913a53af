import {html, nothing} from 'lit';
import {count} from '../shared/format.js';
import {locale, t} from '../shared/i18n.js';
import {stockOf} from '../shared/stock.js';
import {productCard} from './product-card.js';

const SHOWN = 60;
const SEARCHED_FROM = 12;
const byName = new Intl.Collator(locale, {numeric: true});

/** The products of the stream, to be searched and bought. */
export class Catalogue {
  #session;
  #redraw;
  #sorted = {of: undefined, all: [], orderable: []};
  #wanted = '';
  #shown = SHOWN;

  /**
   * @param {import('./viewer-session.js').ViewerSession} session
   * @param {() => void} redraw asks for another `view`
   */
  constructor(session, redraw) {
    this.#session = session;
    this.#redraw = redraw;
  }

  /** Those that have a price. */
  get orderable() {
    return this.#products().orderable;
  }

  /** By name, what has no price last; sorted once, since the page is drawn at each like and there may be 10,000. */
  #products() {
    const {products} = this.#session;
    if (this.#sorted.of !== products) {
      const all = [...(products ?? [])]
        .map(([sku, product]) => ({sku, ...product}))
        .sort((a, b) => (a.price === undefined) - (b.price === undefined) || byName.compare(a.name, b.name));
      this.#sorted = {of: products, all, orderable: all.filter(({price}) => price !== undefined)};
    }
    return this.#sorted;
  }

  /** @param {(sku: string) => void} buy */
  view({currency}, buy) {
    const {all} = this.#products();
    const text = this.#wanted.trim().toLowerCase();
    const found = text ? all.filter(({sku, name}) => `${name} ${sku}`.toLowerCase().includes(text)) : all;
    const rest = found.length - this.#shown;
    return html` <section class="catalogue" aria-label=${t('catalogue')}>
      <h2>${t('catalogue')}<small>${all.length ? count(all.length) : nothing}</small></h2>
      ${all.length < SEARCHED_FROM ? nothing : this.#search()} ${this.#whyEmpty(all, found)}
      <ul>
        ${found
          .slice(0, this.#shown)
          .map((product) => html`<li data-key=${product.sku}>${this.#card(product, currency, buy)}</li>`)}
      </ul>
      ${
        rest <= 0
          ? nothing
          : html` <button type="button" class="more" @click=${() => this.#show(this.#shown + SHOWN)}>
              ${t('more', {n: count(Math.min(SHOWN, rest))})}
            </button>`
      }
    </section>`;
  }

  /** The product that is presented now, before all others. @param {(sku: string) => void} buy */
  onAir({currency}, buy) {
    const {sku, host} = this.#session.show ?? {};
    const product = this.#products().all.find((one) => one.sku === sku);
    return product === undefined
      ? nothing
      : html`<section class="on-air" aria-label=${t('onAir')} data-sku=${sku}>
          <h2>${t('onAir')}${host ? html`<small>${t('host')} <bdi>${host}</bdi></small>` : nothing}</h2>
          <div class="card">${this.#card(product, currency, buy)}</div>
        </section>`;
  }

  #search() {
    const search = ({target}) => {
      this.#wanted = target.value;
      this.#show(SHOWN);
    };
    return html` <input type="search" aria-label=${t('search')} placeholder=${t('search')} @input=${search} />`;
  }

  #show(count) {
    this.#shown = count;
    this.#redraw();
  }

  #whyEmpty(all, found) {
    if (this.#session.products === undefined) return html`<p class="calm">${t('loading')}</p>`;
    if (all.length === 0) return html`<p class="calm">${t('noProducts')}</p>`;
    return found.length > 0
      ? nothing
      : html`<p class="calm" role="status">${t('noMatch', {text: this.#wanted.trim()})}</p>`;
  }

  #card(product, currency, buy) {
    return productCard(product, {
      currency,
      left: stockOf(product.sku, undefined, this.#session.stock),
      buy: this.#session.takesOrders ? () => buy(product.sku) : undefined,
    });
  }
}
