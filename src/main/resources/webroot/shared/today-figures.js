import {LitElement, css, html, nothing} from 'lit';
import {count, currencyOf, money} from './format.js';
import {t} from './i18n.js';
import {serverTime, todayOf} from './session-time.js';
import './words/times.js';

/**
 * What a board of several days has sold on the present one, in the stream's time zone. At its midnight it is zero, by
 * the server's clock, without an order that comes in. Boards of one day have no such line.
 */
class TodayFigures extends LitElement {
  static properties = {
    source: {attribute: false},
    board: {attribute: false},
    running: {type: Boolean},
    clock: {attribute: false},
  };

  static styles = css`
    :host {
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    :host([data-date='']) {
      display: none;
    }
    b {
      font-weight: 600;
      color: var(--snow);
    }
  `;

  #timer = 0;
  #today;

  constructor() {
    super();
    /** What tells the time: epoch milliseconds, of this source. */
    this.clock = serverTime;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate() {
    this.#today = todayOf(this.board ?? {}, this.clock(this.source, this.running));
    const {date = '', gmv = '', orders = ''} = this.#today ?? {};
    Object.assign(this.dataset, {date, gmv, orders});
    this.title = this.#today ? t('todaySays', {date}) : '';
  }

  render() {
    if (!this.#today) return nothing;
    const {gmv, orders} = this.#today;
    return html`${t('today')} <b>${money(currencyOf(this.board.stream)).exact(gmv)}</b> ${t('unitOrders', {
        n: count(orders),
      })}`;
  }
}

customElements.define('today-figures', TodayFigures);
