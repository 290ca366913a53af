/**
 * One transparent page over a video: all widgets, or those that the address names. It says nothing but numbers: what
 * is wrong with an address is said where addresses are made, not on stream.
 */
import './words.js';
import {html, nothing, render} from 'lit';
import {figure} from '../shared/figure.js';
import {count, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {board} from '../lib/livetally-client.js';
import {hold} from '../shared/motion.js';
import {leastAlert, overlayOptions, sizeOf} from '../shared/overlay-options.js';
import {pageToken} from '../shared/page-token.js';
import {pageStream, streamOf} from '../shared/screen.js';
import {stage} from './visibility.js';
import './floating-hearts.js';
import '../shared/freshness-badge.js';
import '../shared/goal-bar.js';
import '../shared/newest-orders.js';
import './order-alert.js';
import '../shared/ranked-bars.js';

const {widgets, theme, min} = overlayOptions(location.search);
const single = widgets.length === 1;
const fields = {
  gmv: ['totals'],
  goal: ['totals', 'goal'],
  likes: ['audience'],
  ticker: ['recent', 'products'],
  top: ['products'],
  alert: ['recent', 'products'],
};
const source = board(pageStream(), {
  fields: [...new Set(['stream', ...widgets.flatMap((name) => fields[name])])],
  token: pageToken(),
});

const root = document.documentElement;
root.dataset.theme = theme;
if (single) root.dataset.single = widgets[0];
const {width, height} = sizeOf(widgets);
root.style.setProperty('--across', width / 16);
root.style.setProperty('--down', height / 16);
hold(!stage.live);

/** Tells the big orders; made when the stream's currency is known, which says what is big. */
let bigOrders;
const alert = () => document.querySelector('order-alert');

source.addEventListener('change', () => {
  if (has('alert')) bigOrders ??= listen(source.board);
  draw();
});
source.addEventListener('status', draw);
stage.addEventListener('change', shown);
addEventListener('message', ({origin, source: sender, data}) => {
  if (origin === location.origin && sender === parent && data?.type === 'livetally.test-alert') alert()?.test();
});
draw();

/** From the first state of the board on: what was paid before it is not announced, whatever is paid after it is. */
function listen(first) {
  const told = board(pageStream(), {
    fields: ['stream'],
    orders: least(streamOf(first).currency),
    ordersFrom: first.recent[0]?.seq ?? '0-0',
    token: pageToken(),
  });
  told.addEventListener('orders', ({detail}) => alert()?.announce(detail));
  return told;
}

/** The smallest order that is announced, in minor units. */
function least(currency) {
  return money(currency).minor(min ?? leastAlert(currency));
}

/** While nobody sees it nothing is drawn. */
function draw() {
  if (stage.seen) render(view(source.board), document.body);
}

/** Shown again, the present numbers stand there at once; only then things move again. */
function shown() {
  hold(true);
  draw();
  if (stage.live) requestAnimationFrame(() => setTimeout(() => hold(!stage.live)));
}

function view(board) {
  const stream = streamOf(board);
  const {currency, timezone} = stream;
  return html` <div class="overlay" data-status=${source.status}>
    ${board ? layout(board, stream) : nothing}
    ${
      has('alert')
        ? html` <order-alert .min=${least(currency)} .products=${board?.products} .currency=${currency}></order-alert>`
        : nothing
    }
    <freshness-badge
      small
      .source=${source}
      .status=${source.status}
      .version=${source.version}
      .timezone=${timezone}></freshness-badge>
  </div>`;
}

function has(widget) {
  return widgets.includes(widget);
}

function layout(board, stream) {
  return html` <div class="column">${has('ticker') ? ticker(board, stream) : nothing}${tally(board, stream)}</div>
    ${has('top') ? top(board, stream) : nothing} ${has('likes') ? likes(board) : nothing}`;
}

/** GMV and goal share a plate. Without a goal there is nothing to show of it. */
function tally({totals = {}, goal}, {currency, timezone}) {
  const gmv = totals.gmv ?? 0;
  const bar = has('goal') && goal?.amount !== undefined;
  return !has('gmv') && !bar
    ? nothing
    : html` <section class="plate tally">
        ${has('gmv') ? figure('totals.gmv', gmv, money(currency).exact) : nothing}
        ${
          bar
            ? html`<goal-bar .goal=${goal} .gmv=${gmv} .currency=${currency} .timezone=${timezone}></goal-bar>`
            : nothing
        }
      </section>`;
}

function ticker({recent, products}, {currency, timezone}) {
  return recent.length === 0
    ? nothing
    : html` <section class="plate ticker">
        <newest-orders
          .limit=${3}
          .orders=${recent}
          .products=${products}
          .currency=${currency}
          .timezone=${timezone}></newest-orders>
      </section>`;
}

function top({products = {}}, {currency}) {
  return Object.keys(products).length === 0
    ? nothing
    : html` <section class="plate top">
        <h2>${t('products')}</h2>
        <ranked-bars data-section="products" .limit=${5} .entries=${products} .currency=${currency}></ranked-bars>
      </section>`;
}

function likes({audience}) {
  const likes = audience?.likes ?? 0;
  return html` <section class="hearts">
    <floating-hearts .likes=${likes}></floating-hearts>
    <div class="plate">${figure('audience.likes', likes, count)}</div>
  </section>`;
}
