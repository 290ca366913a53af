import {LitElement, css, html, nothing, unsafeCSS} from 'lit';
import {bought, isolated} from './bought.js';
import {clock, money} from './format.js';
import {Flip, paced} from './motion.js';
import {bareButton, trace} from './trace.js';

/** A list in which the time, and who ordered, stand below what was ordered. */
const twoLines = (list) => css`
  ${unsafeCSS(list)} {
    --columns: auto minmax(0, 1fr) auto;
  }
  ${unsafeCSS(list)} .what {
    grid-area: 1 / 1 / auto / 3;
  }
  ${unsafeCSS(list)} .amount {
    grid-area: 1 / 3;
  }
  ${unsafeCSS(list)} time {
    grid-area: 2 / 1;
  }
  ${unsafeCSS(list)} .who {
    grid-area: 2 / 2;
    width: auto;
  }
`;

/**
 * The newest of the orders recorded last; what was recorded late stands where its time is. With `traceable` each can
 * be pressed, and asks to be traced. With `streams`, by id, each says which of them it came from; `untimed`, none says
 * when.
 */
class NewestOrders extends paced(LitElement, 400) {
  static properties = {
    orders: {attribute: false},
    products: {attribute: false},
    streams: {attribute: false},
    limit: {type: Number},
    currency: {attribute: false},
    timezone: {},
    traceable: {type: Boolean},
    untimed: {type: Boolean},
  };

  static styles = [
    bareButton,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        --columns: auto auto minmax(0, 1fr) auto;
        grid-template-columns: var(--columns);
        gap: var(--row-gap) 1rem;
        --row: calc(var(--size-row) * 1.25);
      }
      /* On a wall, where the height is given, a row is shown whole or not at all. */
      @container (min-height: 1px) {
        ol {
          grid-auto-rows: var(--row);
          overflow: hidden;
          max-height: calc(round(down, 100cqh + var(--row-gap), var(--row) + var(--row-gap)) - var(--row-gap));
        }
      }
      li {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: var(--columns);
        grid-template-columns: subgrid;
      }
      button:hover .product {
        color: var(--gold);
      }
      .row {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: var(--columns);
        grid-template-columns: subgrid;
        align-items: baseline;
        font-size: var(--size-row);
        line-height: 1.25;
        white-space: nowrap;
      }
      time,
      .amount {
        font-variant-numeric: tabular-nums;
      }
      time,
      .who {
        color: var(--quiet);
        font-size: var(--size-note);
      }
      .what {
        display: flex;
        gap: 0.5rem;
        min-width: 0;
      }
      .product,
      .who {
        padding-block: 0.2em;
        margin-block: -0.2em;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .who {
        max-width: max(10rem, 8em);
      }
      /* Engines before 2023, OBS' among them: each row has columns of its own, and those of all are as wide. */
      @supports not (grid-template-columns: subgrid) {
        .row {
          column-gap: 1rem;
        }
        .who {
          width: max(9rem, 7.2em);
        }
      }
      /* Those before 2024 round no lengths: what has no room wraps out of sight, whole. */
      @supports not (height: round(down, 1px, 1px)) {
        ol {
          display: flex;
          flex-flow: column wrap;
          height: calc(100% + 0.4rem);
          max-height: none;
          margin-bottom: -0.4rem;
          padding-bottom: 0.4rem; /* what hangs below the last line is not cut off */
          overflow: hidden;
        }
        li {
          width: 100%;
        }
      }
      .amount {
        font-weight: 500;
        text-align: end;
      }
      li:first-child .amount {
        color: var(--gold);
      }
      @container (max-width: 26rem) {
        ${twoLines('ol')}
      }
      ${twoLines('ol[data-streams]')}
      :host([untimed]) ol {
        --columns: auto minmax(0, 1fr) auto;
      }
      ol[data-streams] {
        --row: calc(var(--size-row) * 1.25 + var(--size-note) * 1.3);
      }
      ol[data-streams] .who {
        grid-column: 2 / -1;
        max-width: none;
      }
    `,
  ];

  constructor() {
    super();
    this.orders = [];
    this.limit = 5;
    new Flip(this, 'li');
  }

  render() {
    const {second} = clock(this.timezone);
    // Of equals the one recorded later is before the other.
    const newest = [...this.orders].sort((a, b) => b.at - a.at);
    return html`<ol ?data-streams=${this.streams !== undefined}>
      ${newest
        .slice(0, this.limit)
        .map(
          (order) =>
            html` <li data-key=${order.seq} data-value=${order.amount}>
              ${
                this.traceable
                  ? html`<button
                      class="row"
                      type="button"
                      aria-haspopup="dialog"
                      @click=${(event) => trace(event, {kind: 'order', order})}>
                      ${this.#cells(order, second)}
                    </button>`
                  : html`<div class="row">${this.#cells(order, second)}</div>`
              }
            </li>`,
        )}
    </ol>`;
  }

  #cells(order, second) {
    const {at, buyer, city, amount, stream} = order;
    const of = this.streams && (this.streams[stream]?.title || stream);
    return html` ${this.untimed ? nothing : html`<time>${second(at)}</time>`}
      <span class="who">${isolated([of, city, buyer])}</span>
      <span class="what">${bought(order, this.products)}</span>
      <span class="amount">${money(this.currency).exact(amount)}</span>`;
  }
}

customElements.define('newest-orders', NewestOrders);
