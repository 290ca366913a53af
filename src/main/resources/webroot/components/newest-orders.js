import {LitElement, css, html} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {clock, money} from '../lib/format.js';
import {t} from '../lib/i18n.js';
import {Flip, paced} from '../lib/motion.js';

/** The orders recorded last, newest on top. */
class NewestOrders extends paced(LitElement, 400) {
  static properties = {
    orders: {attribute: false}, products: {attribute: false}, limit: {type: Number}, currency: {}, timezone: {},
  };

  static styles = css`
    :host { display: block; }
    ol { list-style: none; margin: 0; padding: 0; display: grid; gap: var(--row-gap); }
    li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; column-gap: 1rem; align-items: baseline; font-size: var(--size-row); white-space: nowrap; }
    time, .amount { font-variant-numeric: tabular-nums; }
    time, .who { color: var(--quiet); font-size: var(--size-note); }
    .what { overflow: hidden; text-overflow: ellipsis; }
    .who { margin-right: .75rem; }
    .amount { font-weight: 500; }
    li:first-child .amount { color: var(--gold); }
  `;

  constructor() {
    super();
    this.orders = [];
    this.limit = 5;
    new Flip(this, 'li');
  }

  render() {
    const {second} = clock(this.timezone);
    return html`<ol>${repeat(this.orders.slice(0, this.limit), ({seq}) => seq, ({seq, at, buyer, city, amount, lines}) => html`
      <li data-key=${seq} data-value=${amount}>
        <time>${second(at)}</time>
        <span class="what"><span class="who">${[city, buyer].filter(Boolean).join(' ')}</span>${this.#bought(lines)}</span>
        <span class="amount">${money(this.currency).exact(amount)}</span>
      </li>`)}</ol>`;
  }

  #bought([first, ...others]) {
    if (!first) return '';
    const {sku, qty} = first;
    const name = Object.hasOwn(this.products ?? {}, sku) ? this.products[sku].name ?? sku : sku;
    const more = others.length ? ` ${t('more', {n: others.length + (t('more').startsWith('等') ? 1 : 0)})}` : '';
    return `${name} × ${qty}${more}`;
  }
}

customElements.define('newest-orders', NewestOrders);
