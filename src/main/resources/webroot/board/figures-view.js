/**
 * The first line of a board, which says what it shows, since when, and how fresh that is; and its figures: GMV and its goal,
 * and the grid beside them. Each can be pressed, and asks to be traced.
 */
import {html, nothing} from 'lit';
import {clock, count, money} from '../shared/format.js';
import '../shared/freshness-badge.js';
import '../shared/goal-bar.js';
import {define, t} from '../shared/i18n.js';
import {productName, stockText} from '../shared/products.js';
import '../shared/rolling-number.js';
import '../shared/session-clock.js';
import {TALL} from '../shared/screen.js';
import {isOver} from '../shared/session-time.js';
import {trace} from '../shared/trace.js';
import {FIGURES, figuresOf} from './figures.js';

const GRID = ['orders', 'units', 'buyers', 'averageOrder', 'conversion', 'gpm', 'likes', 'viewers', 'uniqueViewers'];
const GRID_OF_TALL = ['orders', 'units', 'buyers', 'averageOrder', 'likes', 'viewers'];
/** The ledger does not hold who watched. */
const GRID_OF_REPLAY = ['orders', 'units', 'buyers', 'averageOrder', 'net', 'likes'];

/**
 * @param {unknown} now what is on air
 * @param {unknown} aside for whoever looks closer
 */
export function head(source, stream, now, aside = nothing) {
  return html` <header class="top">
    <h1 title=${stream.title ?? ''}>${stream.title || stream.id || 'Livetally'}</h1>
    ${
      stream.status
        ? html` <span class="phase" data-status=${stream.status}>${t(stream.status)}</span>
            <session-clock
              class="dims"
              .source=${source}
              .stream=${stream}
              .running=${stream.status === 'live' && source.status === 'connected'}></session-clock>`
        : nothing
    }
    ${now} ${source.replay ? banner(source, stream) : aside}
    ${source.replay && source.status === 'connected' ? nothing : freshness(source, stream)}
  </header>`;
}

function banner(source, {timezone}) {
  return html`<replay-banner
    .source=${source}
    .status=${source.status}
    .at=${source.at}
    .timezone=${timezone}></replay-banner>`;
}

function freshness(source, {timezone}) {
  return html`<freshness-badge
    .source=${source}
    .status=${source.status}
    .version=${source.version}
    .timezone=${timezone}></freshness-badge>`;
}

/**
 * @param {unknown} lines what stands below GMV, in its size of a row
 * @param {unknown} deals what stands below the goal
 */
export function hero(board, {currency, timezone}, lines, deals) {
  const {exact, compact} = money(currency);
  const values = figuresOf(board);
  return html` <section class="hero dims">
    <button class="main traced" type="button" aria-haspopup="dialog" title=${define('gmv')} @click=${traced('gmv')}>
      <span class="label">${t('gmv')}</span>
      <rolling-number data-field="totals.gmv" .format=${exact} .brief=${compact} .value=${values.gmv}></rolling-number>
    </button>
    <div class="lines">${lines}</div>
    ${besides(values, board.funds, currency)}
    ${
      board.goal?.amount === undefined
        ? nothing
        : html` <goal-bar
            traceable
            .goal=${board.goal}
            .gmv=${values.gmv}
            .currency=${currency}
            .timezone=${timezone}></goal-bar>`
    }
    ${deals}
  </section>`;
}

/** Who and what is on air, and how much of it is left. */
export function onAir({show, products}, {status, timezone}) {
  if (isOver(status) || (!show?.sku && !show?.host)) return nothing;
  const {host, sku, since} = show;
  const left = sku && Object.hasOwn(products ?? {}, sku) ? products[sku].stock : undefined;
  return html`<p class="now dims" data-sku=${sku ?? nothing}>
    <span class="what"
      ><span class="on-air">${t('onAir')}</span>${
        sku ? html`<b dir="auto">${productName(products, sku)}</b>` : nothing
      }</span
    >
    ${host ? html`<bdi>${host}</bdi>` : nothing}
    ${since ? html`<span>${t('since', {time: clock(timezone).minute(since)})}</span>` : nothing}
    ${left === undefined ? nothing : html`<span data-stock=${left}>${stockText(left)}</span>`}
  </p>`;
}

/** What a levy gave so far; what each unit gives, if it is the same for all. */
function levied([fund, {amount, units}], currency) {
  const {exact} = money(currency);
  const each = units > 0 && amount % units === 0;
  return html`<span class="aside" data-fund=${fund} data-value=${amount}>
    <bdi>${fund}</bdi> <b>${exact(amount)}</b>
    ${each ? t('fromEach', {amount: exact(amount / units), n: count(units)}) : nothing}
  </span>`;
}

/** Only where there is something to say, or they differ from the plain case: nothing refunded, everything placed is paid. */
function besides(values, funds, currency) {
  const keys = [
    ...(values.refunded > 0 ? ['refunded', 'net'] : []),
    ...(values.unpaid > 0 ? ['placed', 'unpaid'] : []),
    ...(values.cancelled > 0 ? ['cancelled'] : []),
  ];
  const given = Object.entries(funds ?? {});
  return keys.length + given.length === 0
    ? nothing
    : html`<p class="besides">
        ${keys.map((key) => aside(key, values[key], currency))} ${given.map((fund) => levied(fund, currency))}
      </p>`;
}

function aside(key, value, currency, word = t(key)) {
  const {field, write} = FIGURES[key];
  return html`<button
    class="aside traced"
    type="button"
    aria-haspopup="dialog"
    title=${define(key) ?? ''}
    data-field=${field}
    data-value=${value}
    @click=${traced(key)}>
    ${word} <b>${write(currency)(value)}</b>
  </button>`;
}

/** @param {boolean} replay whether it is a board of the past */
export function grid(board, {currency}, replay) {
  const values = figuresOf(board);
  return html`<section class="figures dims">
    ${shown(replay).map(
      (key) =>
        html` <div class="figure ${key}">
          <button class="main traced" type="button" aria-haspopup="dialog" title=${define(key)} @click=${traced(key)}>
            <span class="label">${t(key)}</span>
            ${figure(key, values[key], currency)}
          </button>
          ${key === 'viewers' ? aside('peakViewers', values.peakViewers, currency, t('peak')) : nothing}
        </div>`,
    )}
  </section>`;
}

/** @returns {string[]} the figures for which there is room, and which are known */
function shown(replay) {
  if (replay) return GRID_OF_REPLAY;
  return TALL.matches ? GRID_OF_TALL : GRID;
}

function figure(key, value, currency) {
  const {field, write, about} = FIGURES[key];
  if (value === undefined) return html`<span class="none" data-field=${field} data-value="">–</span>`;
  return html`<rolling-number
    data-field=${field}
    .format=${about ? approximately : write(currency)}
    .value=${value}></rolling-number>`;
}

const approximately = (n) => `${n > 0 ? '≈ ' : ''}${count(n)}`;

function traced(key) {
  return (event) => trace(event, {kind: 'figure', key});
}
