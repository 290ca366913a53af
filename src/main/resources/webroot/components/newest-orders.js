import {LitElement, css, html} from 'lit';
import {clock, money} from '../lib/format.js';
import {Flip, paced} from '../lib/motion.js';

/** The orders recorded last, newest on top. */
class NewestOrders extends paced(LitElement, 400) {
  static properties = {
    orders: {attribute: false}, products: {attribute: false}, limit: {type: Number}, currency: {}, timezone: {},
  };

  static styles = css`
    :host { display: block; container-type: inline-size; }
    ol { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: auto auto minmax(0, 1fr) auto; gap: var(--row-gap) 1rem; }
    li { grid-column: 1 / -1; display: grid; grid-template-columns: subgrid; align-items: baseline; font-size: var(--size-row); line-height: 1.25; white-space: nowrap; }
    time, .amount { font-variant-numeric: tabular-nums; }
    time, .who { color: var(--quiet); font-size: var(--size-note); }
    .what { display: flex; gap: .5rem; min-width: 0; }
    .product, .who { padding-block: .2em; margin-block: -.2em; overflow: hidden; text-overflow: ellipsis; }
    .who { max-width: 10rem; }
    .amount { font-weight: 500; text-align: end; }
    li:first-child .amount { color: var(--gold); }
    /* On a wall, where the height is given, a row is shown whole or not at all. */
    @container (max-height: 12.1rem) { li:nth-child(n + 5) { display: none; } }
    @container (max-height: 9.5rem) { li:nth-child(n + 4) { display: none; } }
    @container (max-width: 26rem) {
      ol { grid-template-columns: auto minmax(0, 1fr) auto; }
      .what { grid-area: 1 / 1 / auto / 3; }
      .amount { grid-area: 1 / 3; }
      time { grid-area: 2 / 1; }
      .who { grid-area: 2 / 2; }
    }
  `;

  constructor() {
    super();
    this.orders = [];
    this.limit = 5;
    new Flip(this, 'li');
  }

  render() {
    const {second} = clock(this.timezone);
    return html`<ol>${this.orders.slice(0, this.limit).map(({seq, at, buyer, city, amount, lines}) => html`
      <li data-key=${seq} data-value=${amount}>
        <time>${second(at)}</time>
        <span class="who">${[city, buyer].filter(Boolean).join(' ')}</span>
        <span class="what">${this.#bought(lines)}</span>
        <span class="amount">${money(this.currency).exact(amount)}</span>
      </li>`)}</ol>`;
  }

  #bought([first, ...others] = []) {
    if (!first) return '';
    const {sku, qty} = first;
    const name = Object.hasOwn(this.products ?? {}, sku) ? this.products[sku].name || sku : sku;
    return html`<span class="product" title=${name}>${name}</span><span>× ${qty}${others.length ? ` + ${others.length}` : ''}</span>`;
  }
}

customElements.define('newest-orders', NewestOrders);
