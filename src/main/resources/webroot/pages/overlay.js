import '../words/overlay.js';
import {html, nothing} from 'lit';
import {figure} from '../components/figure.js';
import {count, money} from '../lib/format.js';
import {define} from '../lib/i18n.js';
import {follow, streamOf} from '../lib/page.js';
import '../components/freshness-badge.js';
import '../components/goal-bar.js';
import '../components/newest-orders.js';

follow(({source, board}) => {
  const stream = streamOf(board);
  return html`
    <div class="overlay" data-status=${source.status}>
      <freshness-badge small .source=${source} .status=${source.status} .version=${source.version} .timezone=${stream.timezone}></freshness-badge>
      ${board ? [tally(board, stream), likes(board)] : nothing}
    </div>`;
}, ['stream', 'totals', 'audience', 'goal', 'recent', 'products']);

function tally({totals = {}, goal, recent, products}, {currency, timezone}) {
  const gmv = totals.gmv ?? 0;
  return html`
    <section class="plate tally">
      ${figure('totals.gmv', gmv, money(currency).exact)}
      ${goal?.amount === undefined ? nothing : html`
        <goal-bar .goal=${goal} .gmv=${gmv} .currency=${currency} .timezone=${timezone}></goal-bar>`}
      ${recent.length === 0 ? nothing : html`
        <newest-orders title=${define('recent')} .limit=${1} .orders=${recent} .products=${products} .currency=${currency}
          .timezone=${timezone}></newest-orders>`}
    </section>`;
}

function likes({audience}) {
  return audience?.likes === undefined ? nothing : html`
    <section class="plate hearts">${figure('audience.likes', audience.likes, count)}</section>`;
}
