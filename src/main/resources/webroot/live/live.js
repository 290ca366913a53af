import {html, nothing, render} from 'lit';
import {figure} from '../shared/figure.js';
import {clock, count, currencyOf, money} from '../shared/format.js';
import {lang, t} from '../shared/i18n.js';
import {pageToken} from '../shared/page-token.js';
import {pageStream, streamOf} from '../shared/screen.js';
import './like-button.js';
import './order-form.js';
import {Viewing} from './viewer-session.js';
import {whyRefused} from './words.js';

const SHOWN = 60;
const SEARCHED_FROM = 12;
const ORDERS_SHOWN = 2;
const MOST_HEARTS_OF_OTHERS = 3;

const id = pageStream();
const viewing = new Viewing(id, pageToken());
const byName = new Intl.Collator(lang, {numeric: true});
let sorted = {of: undefined, all: [], orderable: []};
let wanted = '';
let shown = SHOWN;
let allOrders = false;
/** The order that the form is about. @type {string | undefined} */
let placing;
let seen = {likes: 0, mine: 0};
let due = false;

viewing.addEventListener('change', draw);
draw();

/** Once a frame, however much changes. */
function draw() {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    render(view(), document.body);
    heartsOfOthers();
  });
}

function view() {
  const stream = streamOf({stream: viewing.stream});
  document.title = [stream.title, 'Livetally'].filter(Boolean).join(' · ');
  return html` <div class="live" data-status=${viewing.status} data-phase=${stream.status ?? ''}>
    ${head(stream)}
    ${
      viewing.problem
        ? html`<p class="empty" role="alert">${t(viewing.problem === 'missing' ? 'noStream' : 'denied')}</p>`
        : !viewing.stream
          ? html`<p class="empty">${t('loading')}</p>`
          : [likes(), html`<main>${notice(stream)}${mine(stream)}${catalogue(stream)}</main>`, form(stream)]
    }
  </div>`;
}

function head({title, status}) {
  const offline = viewing.stream && viewing.status === 'reconnecting' ? t('offline') : nothing;
  return html` <header class="top">
    <h1>${title || id}</h1>
    ${status ? html`<span class="phase" data-status=${status}>${t(status)}</span>` : nothing}
    <p class="offline" role="status">${offline}</p>
  </header>`;
}

function likes() {
  const {likes, viewers} = viewing.pulse ?? {};
  return html` <like-button class="dims" @like=${() => viewing.like()}>
    <div class="figures">
      ${figure('audience.viewers', viewers, count)}
      ${figure(
        'audience.likes',
        likes,
        count,
        html`<span class="mine" data-value=${viewing.mine}
          >${viewing.mine ? t('myLikes', {n: count(viewing.mine)}) : nothing}</span
        >`,
      )}
    </div>
  </like-button>`;
}

function notice({status, openOrders}) {
  const words =
    status === 'ended' ? t('over') : status === 'scheduled' ? t('notYet') : openOrders ? undefined : t('noBuying');
  return words ? html`<p class="notice" role="status">${words}</p>` : nothing;
}

/** By name, what has no price last; sorted once, since the page is drawn at each like and there may be 10,000. */
function products() {
  if (sorted.of !== viewing.products) {
    const all = [...(viewing.products ?? [])]
      .map(([sku, product]) => ({sku, ...product}))
      .sort((a, b) => (a.price === undefined) - (b.price === undefined) || byName.compare(a.name, b.name));
    sorted = {of: viewing.products, all, orderable: all.filter(({price}) => price !== undefined)};
  }
  return sorted;
}

function catalogue({currency}) {
  const {all} = products();
  const text = wanted.trim().toLowerCase();
  const found = text ? all.filter(({sku, name}) => `${name} ${sku}`.toLowerCase().includes(text)) : all;
  return html` <section class="catalogue" aria-label=${t('catalogue')}>
    <h2>${t('catalogue')}<small>${all.length ? count(all.length) : nothing}</small></h2>
    ${
      all.length < SEARCHED_FROM
        ? nothing
        : html` <input type="search" aria-label=${t('search')} placeholder=${t('search')} @input=${search} />`
    }
    ${
      viewing.products === undefined
        ? html`<p class="calm">${t('loading')}</p>`
        : all.length === 0
          ? html`<p class="calm">${t('noProducts')}</p>`
          : found.length === 0
            ? html`<p class="calm" role="status">${t('noMatch', {text: wanted.trim()})}</p>`
            : nothing
    }
    <ul>
      ${found.slice(0, shown).map((product) => card(product, currency))}
    </ul>
    ${
      found.length <= shown
        ? nothing
        : html` <button type="button" class="more" @click=${more}>
            ${t('more', {n: count(Math.min(SHOWN, found.length - shown))})}
          </button>`
    }
  </section>`;
}

function card({sku, name, unit, price, retailPrice}, currency) {
  const {exact} = money(currency);
  const dearer = retailPrice !== undefined && retailPrice !== price;
  return html` <li data-key=${sku}>
    <h3>${name}</h3>
    <p class="prices">
      ${
        price === undefined
          ? html`<span class="none">${t('noPrice')}</span>`
          : html` <b class="price" title=${t('price')} data-value=${price}>${exact(price)}</b>`
      }
      ${unit ? html`<span class="unit">${t('perUnit', {unit})}</span>` : nothing}
      ${
        dearer
          ? html`<s class="retail" title=${t('retailPrice')} data-value=${retailPrice}
              ><span class="spoken">${t('retailPrice')} </span>${exact(retailPrice)}</s
            >`
          : nothing
      }
    </p>
    ${
      viewing.takesOrders && price !== undefined
        ? html` <button type="button" class="buy" aria-label=${t('buyThis', {name})} @click=${() => open(sku)}>
            ${t('buy')}
          </button>`
        : nothing
    }
  </li>`;
}

function mine({timezone}) {
  if (viewing.orders.length === 0) return nothing;
  return html` <section class="mine-orders" aria-label=${t('myOrders')}>
    <h2>${t('myOrders')}<small>${count(viewing.orders.length)}</small></h2>
    <ul>
      ${viewing.orders.slice(0, allOrders ? undefined : ORDERS_SHOWN).map((order) => myOrder(order, timezone))}
    </ul>
    ${
      viewing.orders.length <= ORDERS_SHOWN
        ? nothing
        : html` <button type="button" class="more" aria-expanded=${allOrders} @click=${unfold}>
            ${allOrders ? t('fewerOrders') : t('allOrders', {n: count(viewing.orders.length)})}
          </button>`
    }
  </section>`;
}

function myOrder({id, at, state, name, unit, lines, refusal, ...order}, timezone) {
  const [{qty, amount}] = lines;
  const states = {
    sent: viewing.status === 'connected' ? 'sent' : 'sentOffline',
    placed: 'placedOrder',
    refused: 'refusedOrder',
  };
  return html` <li data-key=${id} data-state=${state}>
    <p class="what">
      <span>${name} × ${count(qty)}${unit ? ` ${unit}` : nothing}</span
      ><b>${money(currencyOf(order)).exact(amount)}</b>
    </p>
    <p class="state">
      ${t(states[state])}${refusal ? html`<span class="why">${whyRefused(refusal)}</span>` : nothing}
    </p>
    <p class="id"><time>${clock(timezone).second(at)}</time> ${t('orderId')} <code>${id}</code></p>
  </li>`;
}

function form({currency, status}) {
  return html` <order-form
    .products=${products().orderable}
    .currency=${currency}
    .order=${viewing.order(placing)}
    .closed=${viewing.takesOrders ? '' : status === 'ended' ? 'streamEnded' : 'forbidden'}
    .offline=${viewing.status !== 'connected'}
    @place=${place}
    @again=${again}></order-form>`;
}

function open(sku) {
  document.querySelector('order-form').open(sku);
}

function place({detail}) {
  placing = viewing.place(detail);
  draw();
}

function again() {
  placing = undefined;
  draw();
}

function search({target}) {
  wanted = target.value;
  shown = SHOWN;
  draw();
}

function unfold() {
  allOrders = !allOrders;
  draw();
}

function more() {
  shown += SHOWN;
  draw();
}

/** Likes of others float, too, a few each second. */
function heartsOfOthers() {
  const {likes} = viewing.pulse ?? {};
  if (likes === undefined || likes === seen.likes) return;
  const others = seen.likes === 0 ? 0 : likes - seen.likes - (viewing.mine - seen.mine);
  seen = {likes, mine: viewing.mine};
  if (others > 0) document.querySelector('like-button')?.float(Math.min(others, MOST_HEARTS_OF_OTHERS));
}
