import {LitElement, css, html, nothing} from 'lit';
import {count, money} from '../shared/format.js';
import {locale, t} from '../shared/i18n.js';
import {paced} from '../shared/motion.js';
import {best} from './days.js';

/** So few columns have room for what they stand for. */
const FEW = 10;
/** Names below columns, on a wall and on a phone. */
const NAMES = 16;
const NAMES_OF_SMALL = 7;

const monthAndDay = new Intl.DateTimeFormat(locale, {timeZone: 'UTC', month: 'numeric', day: 'numeric'});
const full = new Intl.DateTimeFormat(locale, {timeZone: 'UTC', dateStyle: 'long'});

/** Days as columns that grow against the best one; days to come have a place, and today stands out. */
class DayColumns extends paced(LitElement, 200) {
  static properties = {days: {attribute: false}, today: {}, currency: {attribute: false}};

  static styles = css`
    :host {
      display: block;
      min-height: 0;
      container-type: inline-size;
      --room: 12vw; /* where there are no container units */
    }
    @supports (width: 1cqi) {
      ol {
        --room: 20cqi;
      }
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
      height: 100%;
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 6rem);
      gap: min(0.6rem, calc(var(--room) / var(--days)));
    }
    li {
      display: grid;
      grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
      min-width: 0;
    }
    .place {
      display: flex;
      flex-direction: column;
      justify-content: flex-end;
      min-height: 0;
      border-bottom: 0.125rem solid var(--track);
    }
    .column {
      flex: none;
      height: calc(var(--share) * (100% - var(--above, 0rem)));
      min-height: 0.1875rem;
      border-radius: 0.25rem 0.25rem 0 0;
      background: var(--bar);
      transition: height 0.5s ease-out;
    }
    li[data-empty] .column {
      visibility: hidden;
    }
    li[data-today] .column {
      background: var(--gold);
    }
    .value,
    .name {
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
      line-height: 1.3;
      display: flex;
      justify-content: center;
    }
    .value {
      font-size: var(--size-row);
      font-weight: 500;
    }
    .name {
      font-size: var(--size-note);
      height: 1.3em;
      color: var(--quiet);
    }
    ol:not([data-few]) > li:first-child .name {
      justify-content: start;
    }
    ol:not([data-few]) > li:last-child .name {
      justify-content: end;
    }
    li[data-today] .name {
      color: var(--gold);
      font-weight: 600;
    }
    ol[data-few] {
      --above: calc(1.3 * var(--size-row));
      grid-auto-columns: minmax(0, 14rem);
    }
    .small {
      display: none;
    }
    @container (max-width: 40rem) {
      .wide {
        display: none;
      }
      .small {
        display: inline;
      }
      .value {
        display: none;
      }
      ol[data-few] {
        --above: 0rem;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .column {
        transition: none;
      }
    }
  `;

  constructor() {
    super();
    this.days = [];
  }

  render() {
    const {days, today} = this;
    const most = best(days)?.gmv ?? 1;
    const at = days.findIndex(({day}) => day === today);
    const wide = named(days.length, at, NAMES);
    const small = named(days.length, at, NAMES_OF_SMALL);
    return html`<ol ?data-few=${days.length <= FEW} .style=${`--days: ${days.length}`}>
      ${days.map((day, i) => this.#column(day, most, day.day === today, {wide: wide(i), small: small(i)}, i))}
    </ol>`;
  }

  #column({day, gmv, orders, ahead}, most, isToday, {wide, small}, i) {
    const {exact, compact} = money(this.currency);
    const name = shortName(day, i === 0);
    return html`<li
      data-key=${day}
      data-value=${gmv}
      ?data-today=${isToday}
      ?data-ahead=${ahead}
      ?data-empty=${gmv === 0}
      aria-current=${isToday ? 'date' : nothing}
      title="${full.format(new Date(day))} · ${exact(gmv)} · ${t('unitOrders', {n: count(orders)})}">
      <span class="place"
        >${this.days.length <= FEW && gmv > 0 ? html`<span class="value">${compact(gmv)}</span>` : nothing}<span
          class="column"
          .style=${`--share: ${gmv / most}`}></span
      ></span>
      <span class="name"
        >${wide ? html`<span class="wide">${name}</span>` : nothing}${small ? html`<span class="small">${name}</span>` : nothing}</span
      >
    </li>`;
  }
}

/** Which of so many columns have their name below them: every so many, and today's, which has room on both sides. */
function named(length, today, most) {
  const step = Math.ceil(length / most);
  return (i) => i === today || (i % step === 0 && (today < 0 || step === 1 || Math.abs(i - today) >= step));
}

/** The month is told once: with the first day shown, and with the first of each month. */
function shortName(day, isFirst) {
  return isFirst || day.endsWith('-01') ? monthAndDay.format(new Date(day)) : String(Number(day.slice(8)));
}

customElements.define('day-columns', DayColumns);
