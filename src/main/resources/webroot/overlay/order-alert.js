import {LitElement, html, nothing} from 'lit';
import {BigOrders} from './big-orders.js';
import {count, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {still} from '../shared/motion.js';
import {WhileLive, visibility} from './visibility.js';
import {bought, isolated} from '../shared/bought.js';
import {styles} from './order-alert.css.js';

const SHOWN_MS = 5_000;
const LEAVING_MS = 400;

/**
 * Announces big orders, one after another; how many more there were in a burst, and their value, stands below the
 * order. A test looks the same but for its words and has no amount: what looks like an order's value on stream is one.
 */
class OrderAlert extends LitElement {
  static properties = {
    min: {type: Number},
    products: {attribute: false},
    currency: {attribute: false},
    shown: {state: true},
  };

  static styles = styles;

  #orders = new BigOrders();
  #tests = 0;
  #timer = 0;
  #isLeaving = false;

  constructor() {
    super();
    this.addController(new WhileLive(() => this.#clear()));
  }

  willUpdate() {
    const {order, more, test} = this.shown ?? {};
    this.dataset.state = this.shown === undefined ? 'idle' : test ? 'test' : 'order';
    this.dataset.key = order?.seq ?? '';
    this.dataset.value = order?.amount ?? '';
    this.dataset.moreCount = more?.count ?? 0;
    this.dataset.moreAmount = more?.amount ?? 0;
  }

  render() {
    if (!this.shown) return nothing;
    return html` <div class="card" part="card" role="status">
      <svg
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linejoin="round"
        aria-hidden="true">
        <path d="M2.500 19.500 9.500 6l3.700 6 2.300-3.400 6 10.900z" />
        <path d="M7.300 10.200l2 1.600 1.900-2.200" stroke-width="1.300" />
      </svg>
      ${this.shown.test ? this.#testWords() : this.#announcement(this.shown)}
    </div>`;
  }

  #testWords() {
    return html` <span class="title" part="title">${t('alert.testTitle')}</span>
      <span class="amount test">${t('alert.test')}</span>
      <span class="what sentence">${t('alert.testSays', {min: money(this.currency).exact(this.min)})}</span>`;
  }

  #announcement({order, more}) {
    return html` <span class="title" part="title"
        >${t('alert.bigOrder')}${
          order ? html`<span class="who" part="who">${isolated([order.city, order.buyer], ' · ')}</span>` : nothing
        }</span
      >
      ${
        order
          ? html` <span class="amount" part="amount">${money(this.currency).exact(order.amount)}</span>
              <span class="what" part="what">${bought(order, this.products)}</span>`
          : nothing
      }
      ${
        more.count > 0
          ? html` <span part="more" class="more ${order ? '' : 'alone'}"
              >${t(order ? 'alert.andMore' : 'alert.more', {
                n: count(more.count),
                amount: money(this.currency).exact(more.amount),
              })}</span
            >`
          : nothing
      }`;
  }

  updated(changed) {
    if (!changed.has('shown') || !this.shown) return;
    const card = this.renderRoot.querySelector('.card');
    card.getAnimations().forEach((leaving) => leaving.cancel());
    if (still()) return;
    card.animate(
      [
        {opacity: 0, transform: 'translateY(-1.5rem) scale(.96)'},
        {opacity: 1, transform: 'none'},
      ],
      {duration: 450, easing: 'cubic-bezier(.2, .9, .25, 1.1)'},
    );
  }

  /** What the server told: some orders, and the sum of others. Nothing of what comes while nobody sees it. */
  announce(told) {
    if (!visibility.live) return;
    this.#orders.add(told);
    this.#next();
  }

  /** What was refunded before its turn is not announced. @param {string[]} places */
  withdraw(places) {
    this.#orders.withdraw(places);
  }

  /**
   * What is still to be announced, with what is being announced now, for the next visit of this page: OBS refreshes it
   * when a scene becomes active, and nothing is lost by that. Nothing if nobody sees it.
   */
  kept() {
    const shown = this.shown?.test || this.#isLeaving ? undefined : this.shown;
    return visibility.live ? {shown, ...this.#orders.kept()} : undefined;
  }

  /** Goes on where an earlier visit ended: what was cut short is announced as a whole. */
  resume({shown, ...waiting}) {
    if (!visibility.live) return;
    this.#orders = new BigOrders(waiting);
    this.#next(shown);
  }

  /** Announces that this is how an announcement looks. */
  test() {
    if (!visibility.live) return;
    this.#tests = 1;
    this.#next();
  }

  #next(first = undefined) {
    if (this.#timer) return;
    this.#isLeaving = false;
    this.shown = first ?? (this.#tests ? {test: true} : this.#orders.next());
    this.#tests = 0;
    if (this.shown) this.#timer = setTimeout(() => this.#leave(), SHOWN_MS);
  }

  #leave() {
    this.#isLeaving = true;
    if (!still()) {
      this.renderRoot.querySelector('.card')?.animate([{opacity: 1}, {opacity: 0, transform: 'translateY(-1rem)'}], {
        duration: LEAVING_MS,
        easing: 'ease-in',
        fill: 'forwards',
      });
    }
    this.#timer = setTimeout(
      () => {
        this.#timer = 0;
        this.#next();
      },
      still() ? 0 : LEAVING_MS,
    );
  }

  #clear() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#tests = 0;
    this.#orders.forget();
    this.shown = undefined;
  }
}

customElements.define('order-alert', OrderAlert);
