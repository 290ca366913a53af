import '../words/board.js';
import {html, nothing} from 'lit';
import {figure} from '../components/figure.js';
import {count, money} from '../lib/format.js';
import {define, t} from '../lib/i18n.js';
import {bars} from '../lib/minutes.js';
import {follow, streamOf} from '../lib/page.js';
import '../components/freshness-badge.js';
import '../components/goal-bar.js';
import '../components/newest-orders.js';
import '../components/ranked-bars.js';
import '../components/session-clock.js';
import '../components/trend-chart.js';

const RANKED = ['products', 'groups', 'channels', 'cities'];

follow(({source, board}) => {
  const stream = streamOf(board);
  document.title = [stream.title, 'Livetally'].filter(Boolean).join(' · ');
  return html`
    <div class="board" data-status=${source.status}>
      ${top(source, stream)}
      ${board ? [hero(board, stream), figures(board, stream), trend(board, stream), newest(board, stream), ranks(board, stream)]
        : html`<p class="empty">${source.status === 'denied' ? t('denied') : `${t('connecting')}…`}</p>`}
    </div>`;
});

function top(source, stream) {
  return html`
    <header class="top">
      <h1 title=${stream.title ?? ''}>${stream.title || stream.id || 'Livetally'}</h1>
      ${stream.status ? html`
        <span class="phase" data-status=${stream.status}>${t(stream.status)}</span>
        <session-clock class="dims" .source=${source} .stream=${stream}
          .running=${stream.status === 'live' && source.status === 'connected'}></session-clock>` : nothing}
      <freshness-badge .source=${source} .status=${source.status} .version=${source.version} .timezone=${stream.timezone}></freshness-badge>
    </header>`;
}

function hero({totals = {}, goal}, {currency, timezone}) {
  const {exact, compact} = money(currency);
  const gmv = totals.gmv ?? 0;
  return html`
    <section class="hero dims">
      <div title=${define('gmv')}>
        <span class="label">${t('gmv')}<b>${compact(gmv)}</b></span>
        <rolling-number data-field="totals.gmv" .format=${exact} .value=${gmv}></rolling-number>
      </div>
      ${goal?.amount === undefined ? nothing : html`
        <goal-bar .goal=${goal} .gmv=${gmv} .currency=${currency} .timezone=${timezone}></goal-bar>`}
    </section>`;
}

function figures({totals = {}, audience = {}}, {currency}) {
  return html`
    <section class="figures dims">
      ${figure('totals.orders', totals.orders, count)}
      ${figure('totals.units', totals.units, count)}
      ${figure('totals.buyers', totals.buyers, count)}
      ${figure('totals.averageOrder', totals.averageOrder, money(currency).exact)}
      ${figure('audience.likes', audience.likes, count)}
      ${figure('audience.viewers', audience.viewers, count, [
        aside('audience.peakViewers', audience.peakViewers), ' · ', aside('audience.uniqueViewers', audience.uniqueViewers, '≈ ')])}
    </section>`;
}

function aside(field, value = 0, about = '') {
  const key = field.split('.').at(-1);
  return html`<span title=${define(key)} data-field=${field} data-value=${value}>${t(key)} ${about}${count(value)}</span>`;
}

function trend({trend = {}}, {currency, timezone}) {
  const {width} = bars(trend);
  return html`
    <section class="trend dims" title=${define('trend')}>
      <h2>${t('trend')}<small>${width === 1 ? t('perMinute') : t('perMinutes', {n: width})}</small>
        ${['gmv', 'orders', 'likes'].map((key) => html`<span class="key ${key}">${t(key)}</span>`)}</h2>
      ${Object.keys(trend).length === 0 ? html`<p class="calm">${t('noTrend')}</p>` : html`
        <trend-chart .trend=${trend} .currency=${currency} .timezone=${timezone}></trend-chart>`}
    </section>`;
}

function newest({recent, products}, {currency, timezone}) {
  return html`
    <section class="newest dims" title=${define('recent')}>
      <h2>${t('recent')}</h2>
      ${recent.length === 0 ? html`<p class="calm">${t('waiting')}</p>` : html`
        <newest-orders .orders=${recent} .products=${products} .currency=${currency} .timezone=${timezone}></newest-orders>`}
    </section>`;
}

/** Only sections that hold something; the others leave their place to these. */
function ranks(board, {currency}) {
  const filled = RANKED.filter((section) => Object.keys(board[section] ?? {}).length > 0);
  return html`<section class="ranks dims">${filled.map((section) => ranking(section, board[section], currency))}</section>`;
}

function ranking(section, entries, currency) {
  const all = Object.keys(entries).length;
  return html`
    <div title=${define(section)}>
      <h2>${t(section)}${all > 5 ? html`<small>${t('of', {n: 5, all})}</small>` : nothing}</h2>
      <ranked-bars data-section=${section} .entries=${entries} .currency=${currency}></ranked-bars>
    </div>`;
}
