import {LitElement, css, html, nothing} from 'lit';
import {pictureAt} from './address.js';
import {amount} from './amount.js';
import {count, money} from './format.js';
import {isolate, t} from './i18n.js';
import {Flip, paced} from './motion.js';
import {isLow, stockText} from './products.js';
import {bareButton, trace} from './trace.js';

/**
 * The leaders of one section by GMV: bars grow against the first, and a row that overtakes another glides past it.
 * With `traceable` a row can be pressed, and asks to be traced.
 */
class RankedBars extends paced(LitElement, 200) {
  static properties = {
    entries: {attribute: false},
    limit: {type: Number},
    currency: {attribute: false},
    section: {},
    traceable: {type: Boolean},
  };

  static styles = [
    bareButton,
    css`
      :host {
        display: block;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: var(--row-gap);
      }
      button.row:hover .name {
        color: var(--gold);
      }
      .row:focus-visible {
        outline-offset: 0.3rem;
      }
      .row {
        display: grid;
        width: 100%;
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: 1rem;
        align-items: baseline;
        font-size: var(--size-row);
        line-height: 1.25;
      }
      /* Units that do not fit wrap out of sight whole: half a number would be a wrong one. */
      .what {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        height: 1.35em;
        overflow: hidden;
      }
      .name {
        max-width: 100%;
        height: 1.35em;
        line-height: 1.35;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .what img {
        width: 1.35em;
        height: 1.35em;
        margin-right: 0.5rem;
        border-radius: 0.2em;
        object-fit: cover;
      }
      .left {
        margin-left: 0.75rem;
        line-height: calc(var(--size-row) * 1.35);
        white-space: nowrap;
        color: var(--gold);
        font-size: var(--size-note);
        font-variant-numeric: tabular-nums;
      }
      .amount {
        font-variant-numeric: tabular-nums;
        font-weight: 500;
      }
      .minor {
        font-size: max(0.72em, var(--least));
        font-weight: 400;
        color: var(--quiet);
      }
      .units {
        margin-left: 0.75rem;
        line-height: calc(var(--size-row) * 1.35);
        white-space: nowrap;
        color: var(--quiet);
        font-size: var(--size-note);
        font-variant-numeric: tabular-nums;
      }
      .bar {
        display: block;
        grid-column: 1 / -1;
        height: 0.4375rem;
        margin-top: 0.15rem;
        border-radius: 99px;
        background: var(--track);
        overflow: hidden;
      }
      .bar > span {
        display: block;
        height: 100%;
        border-radius: inherit;
        background: var(--bar);
        width: calc(var(--share) * 100%);
        transition: width 0.5s ease-out;
      }
      li:first-child .bar > span {
        background: var(--gold);
      }
      @media (prefers-reduced-motion: reduce) {
        .bar > span {
          transition: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.entries = {};
    this.limit = 5;
    new Flip(this, 'li', {yielding: true});
  }

  willUpdate() {
    this.dataset.size = Object.keys(this.entries).length;
  }

  render() {
    const leaders = Object.entries(this.entries).sort(byGmv).slice(0, this.limit);
    const most = Math.max(1, leaders[0]?.[1].gmv ?? 0);
    return html`<ol>
      ${leaders.map(([key, tally]) => this.#row(key, tally, tally.gmv / most))}
    </ol>`;
  }

  #row(key, {name, unit, gmv, units, orders, image, stock}, share) {
    const title = name || key;
    const sold = units === undefined || !unit ? nothing : html`<span class="units">${count(units)} ${unit}</span>`;
    const left = isLow(stock) ? html`<span class="left" data-stock=${stock}>${stockText(stock)}</span>` : nothing;
    const cells = html` <span class="what"
        >${picture(image)}<span class="name" dir="auto">${title}</span>${left}${sold}</span
      >
      <span class="amount">${amount(money(this.currency).exact(gmv))}</span>
      <span class="bar"><span .style=${`--share: ${share}`}></span></span>`;
    return html` <li
      data-key=${key}
      data-value=${gmv}
      data-orders=${orders ?? nothing}
      data-units=${units ?? nothing}
      title="${isolate(title)} · ${t('unitOrders', {n: count(orders ?? 0)})}">
      ${
        this.traceable
          ? html`<button
              class="row"
              type="button"
              aria-haspopup="dialog"
              @click=${(event) => trace(event, {kind: 'row', section: this.section, key})}>
              ${cells}
            </button>`
          : html`<div class="row">${cells}</div>`
      }
    </li>`;
  }
}

/** A picture that cannot be shown leaves no hole. */
function picture(image) {
  return image
    ? html`<img
        src=${pictureAt(image)}
        alt=""
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
        @load=${({target}) => target.removeAttribute('hidden')}
        @error=${({target}) => target.setAttribute('hidden', '')} />`
    : nothing;
}

/** Equal sums keep one order everywhere. */
function byGmv([aKey, a], [bKey, b]) {
  return b.gmv - a.gmv || (aKey < bKey ? -1 : 1);
}

customElements.define('ranked-bars', RankedBars);
