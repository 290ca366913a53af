import './words.js';
import {html, nothing} from 'lit';
import {DIMENSIONS} from '../shared/dimensions.js';
import {count, money} from '../shared/format.js';
import '../shared/freshness-badge.js';
import '../shared/goal-bar.js';
import {define, t} from '../shared/i18n.js';
import '../shared/newest-orders.js';
import '../shared/ranked-bars.js';
import '../shared/rolling-number.js';
import {follow, pageStream, streamOf} from '../shared/screen.js';
import '../shared/session-clock.js';
import {trace} from '../shared/trace.js';
import {FIGURES, figuresOf} from './figures.js';
import './milestone-banner.js';
import {bars} from './minutes.js';
import './trace-panel.js';
import './trend-chart.js';

const GRID = ['orders', 'units', 'buyers', 'averageOrder', 'conversion', 'gpm', 'likes', 'viewers', 'uniqueViewers'];
/** Rows of a ranking: alone it stands beside the trend, where there is more room. */
const ROWS = 5;
const ROWS_ALONE = 6;

follow(({source, board}) => {
  const stream = streamOf(board);
  document.title = [stream.title, 'Livetally'].filter(Boolean).join(' · ');
  if (!board)
    return html`<div class="board" data-status=${source.status}>
      ${top(source, stream)}
      <p class="empty">${whyEmpty(source)}</p>
    </div>`;
  const ranks = DIMENSIONS.map(({section}) => section).filter(
    (section) => Object.keys(board[section] ?? {}).length > 0,
  );
  const hasTrend = Object.keys(board.trend ?? {}).length > 0;
  const hasNewest = board.recent.length > 0;
  return html` <div
    class="board"
    data-status=${source.status}
    data-ranks=${ranks.length}
    ?data-trend=${hasTrend}
    ?data-newest=${hasNewest}
    @trace=${({detail}) => document.querySelector('trace-panel').open(detail)}>
    ${top(source, stream)} ${hero(board, stream)} ${grid(board, stream)} ${hasTrend ? trend(board, stream) : nothing}
    ${hasNewest ? newest(board, stream) : nothing} ${ranks.length > 0 ? ranking(ranks, board, stream) : nothing}
    ${hasTrend || hasNewest || ranks.length > 0 ? nothing : html`<p class="calm dims">${t('waiting')}</p>`}
    <milestone-banner
      .gmv=${board.totals?.gmv ?? 0}
      .goal=${board.goal?.amount}
      .currency=${stream.currency}
      .watching=${source.status === 'connected'}></milestone-banner>
    <trace-panel
      .board=${board}
      .version=${source.version}
      .stream=${pageStream()}
      .currency=${stream.currency}
      .timezone=${stream.timezone}></trace-panel>
  </div>`;
});

function whyEmpty({status, missing}) {
  if (status === 'denied') return t('denied');
  return missing ? t('noStreamYet', {stream: pageStream()}) : `${t('connecting')}…`;
}

function top(source, stream) {
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
    <freshness-badge
      .source=${source}
      .status=${source.status}
      .version=${source.version}
      .timezone=${stream.timezone}></freshness-badge>
  </header>`;
}

function hero(board, {currency, timezone}) {
  const {exact, compact} = money(currency);
  const values = figuresOf(board);
  return html` <section class="hero dims">
    <button class="main traced" type="button" aria-haspopup="dialog" title=${define('gmv')} @click=${traced('gmv')}>
      <span class="label">${t('gmv')}</span>
      <rolling-number data-field="totals.gmv" .format=${exact} .brief=${compact} .value=${values.gmv}></rolling-number>
    </button>
    ${besides(values, currency)}
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
  </section>`;
}

/** Only where they differ from the plain case: nothing refunded, everything placed is paid. */
function besides(values, currency) {
  const keys = [
    ...(values.refunded > 0 ? ['refunded', 'net'] : []),
    ...(values.unpaid > 0 ? ['placed', 'unpaid'] : []),
    ...(values.cancelled > 0 ? ['cancelled'] : []),
  ];
  return keys.length === 0
    ? nothing
    : html`<p class="besides">${keys.map((key) => aside(key, values[key], currency))}</p>`;
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

function grid(board, {currency}) {
  const values = figuresOf(board);
  return html`<section class="figures dims">
    ${GRID.map(
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

function trend({trend}, {currency, timezone}) {
  const {width, bars: drawn} = bars(trend);
  const keys = ['gmv', 'orders', 'likes'].filter((key) => drawn.some((bar) => bar[key] > 0));
  return html` <section class="trend dims">
    <h2 title=${define('trend')}>
      ${t('trend')}<small>${width === 1 ? t('perMinute') : t('perMinutes', {n: width})}</small>
      ${keys.map((key) => html`<span class="key ${key}">${t(key)}</span>`)}
    </h2>
    <trend-chart
      role="img"
      aria-label=${`${t('trend')}: ${keys.map((key) => t(key)).join(', ')}`}
      .trend=${trend}
      .currency=${currency}
      .timezone=${timezone}></trend-chart>
  </section>`;
}

function newest({recent, products}, {currency, timezone}) {
  return html` <section class="newest dims">
    <h2 title=${define('recent')}>${t('recent')}</h2>
    <newest-orders
      traceable
      .orders=${recent}
      .products=${products}
      .currency=${currency}
      .timezone=${timezone}
      .limit=${8}></newest-orders>
  </section>`;
}

/** Only sections that hold something; the others leave their place to these. */
function ranking(sections, board, {currency}) {
  const rows = sections.length === 1 ? ROWS_ALONE : ROWS;
  return html`<section class="ranks dims">
    ${sections.map((section) => {
      const all = Object.keys(board[section]).length;
      return html` <div>
        <h2 title=${define(section)}>
          ${t(section)}${all > rows ? html`<small>${t('of', {n: rows, all})}</small>` : nothing}
        </h2>
        <ranked-bars
          traceable
          data-section=${section}
          .section=${section}
          .entries=${board[section]}
          .limit=${rows}
          .currency=${currency}></ranked-bars>
      </div>`;
    })}
  </section>`;
}
