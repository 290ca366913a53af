import {html, nothing} from 'lit';
import {clock, count, currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {numberLabel} from '../shared/numbers.js';
import {whyRefused} from './words.js';

const SHOWN = 2;

/** What this viewer ordered, and what became of it. */
export class MyOrders {
  #session;
  #redraw;
  #unfolded = false;

  /**
   * @param {import('./viewer-session.js').ViewerSession} session
   * @param {() => void} redraw asks for another `view`
   */
  constructor(session, redraw) {
    this.#session = session;
    this.#redraw = redraw;
  }

  view({timezone}) {
    const {orders} = this.#session;
    if (orders.length === 0) return nothing;
    return html` <section class="mine-orders" aria-label=${t('myOrders')}>
      <h2>${t('myOrders')}<small>${count(orders.length)}</small></h2>
      <ul>
        ${orders.slice(0, this.#unfolded ? undefined : SHOWN).map((order) => this.#row(order, timezone))}
      </ul>
      ${orders.length <= SHOWN ? nothing : this.#fold(orders.length)}
    </section>`;
  }

  #fold(n) {
    const fold = () => {
      this.#unfolded = !this.#unfolded;
      this.#redraw();
    };
    return html` <button type="button" class="more" aria-expanded=${this.#unfolded} @click=${fold}>
      ${this.#unfolded ? t('fewerOrders') : t('allOrders', {n: count(n)})}
    </button>`;
  }

  #row({id, at, state, name, unit, lines, refusal, ...order}, timezone) {
    const [{qty, amount}] = lines;
    const states = {
      sent: this.#session.waiting,
      placed: 'placedOrder',
      refused: 'refusedOrder',
    };
    return html` <li data-key=${id} data-state=${state}>
      <p class="what">
        <span><bdi>${name}</bdi> × ${count(qty)}${unit ? ` ${unit}` : nothing}</span
        ><b>${money(currencyOf(order)).exact(amount)}</b>
      </p>
      <p class="state">
        ${t(states[state])}${refusal ? html`<span class="why">${whyRefused(refusal)}</span>` : nothing}
      </p>
      ${order.numbers ? this.#certificate(id, order.numbers) : nothing}
      <p class="id"><time>${clock(timezone).second(at)}</time> ${t('orderId')} <code>${id}</code></p>
    </li>`;
  }

  /** The numbers that it got, and the page on which they are certificates. */
  #certificate(id, numbers) {
    const labels = Object.entries(numbers).flatMap(([sku, given]) =>
      given.map((number) => numberLabel(this.#session.products?.get(sku)?.numbered, number)),
    );
    return html`<p class="numbers">
      ${t('myNumbers', {numbers: labels.join(', ')})}
      <a href=${this.#session.certificate(id)} data-link="certificate">${t('certificate')}</a>
    </p>`;
  }
}
