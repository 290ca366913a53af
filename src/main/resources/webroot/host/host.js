import './words.js';
import {html, nothing, render} from 'lit';
import {board} from '../lib/livetally-client.js';
import {whole} from '../shared/address.js';
import {explain} from '../shared/explain.js';
import {money} from '../shared/format.js';
import '../shared/freshness-badge.js';
import '../shared/goal-bar.js';
import {t} from '../shared/i18n.js';
import '../shared/newest-orders.js';
import {pageStream, streamOf} from '../shared/screen.js';
import {isOver} from '../shared/session-time.js';
import {token} from '../shared/session.js';
import '../shared/session-clock.js';
import {keepAwake} from '../shared/wake-lock.js';
import {Goods} from './goods.js';
import {onAir, sales} from './on-air.js';
import './pick-dialog.js';
import {Steering} from './steering.js';
import {stockWords} from './stock-words.js';
import './token-dialog.js';

const FIELDS = ['totals', 'goal', 'stream', 'products', 'explanations', 'show', 'stock', 'recent'];
const NEWEST = 5;

/** The page of whoever is in front of the camera: what is on air, how it sells, and what comes next. */
class HostPage {
  #stream = pageStream();
  #steering = new Steering(this.#stream);
  #goods = new Goods(this.#stream);
  /** @type {import('../lib/livetally-client.js').Board} */ #source;

  constructor() {
    this.#follow();
    this.#steering.addEventListener('change', () => this.#draw());
    this.#goods.addEventListener('change', () => this.#draw());
    document.body.addEventListener('show', ({detail}) => this.#steering.show(detail));
    document.body.addEventListener('signed-in', () => {
      this.#follow();
      this.#goods.look();
    });
    keepAwake();
  }

  #follow() {
    this.#source?.close();
    this.#source = board(this.#stream, {fields: FIELDS, token: token(), base: whole('/')});
    this.#source.addEventListener('change', () => this.#draw());
    this.#source.addEventListener('status', () => this.#draw());
    this.#draw();
  }

  #draw() {
    render(this.#view(), document.body);
  }

  #view() {
    const source = this.#source;
    const stream = streamOf(source.board);
    document.title = [stream.title, t('hostPage'), 'Livetally'].filter(Boolean).join(' · ');
    const now = {board: source.board, goods: this.#goods, currency: stream.currency};
    return html`<div class="host" data-status=${source.status}>
        ${this.#head(stream)}
        ${
          source.board
            ? html`<main class="dims">
                ${onAir(now)}
                <div class="side">${sales(now)} ${goal(source.board, stream)} ${newest(source.board, stream)}</div>
              </main>`
            : html`<main><p class="empty" role="status">${this.#whyEmpty()}</p></main>`
        }
        ${this.#steer(stream)}
      </div>
      <pick-dialog
        .goods=${this.#goods}
        .products=${this.#goods.products}
        .board=${source.board}
        .currency=${stream.currency}></pick-dialog>
      <token-dialog .steering=${this.#steering}></token-dialog>`;
  }

  #whyEmpty() {
    const {status, missing} = this.#source;
    if (status === 'denied') return t('noFigures');
    return missing ? t('noStream') : `${t('connecting')}…`;
  }

  #head(stream) {
    const source = this.#source;
    return html`<header class="top">
      <span class="title">${stream.title || this.#stream}</span>
      ${
        stream.status
          ? html`<span class="phase" data-status=${stream.status}>${t(stream.status)}</span
              ><session-clock
                .source=${source}
                .stream=${stream}
                .running=${stream.status === 'live' && source.status === 'connected'}></session-clock>`
          : nothing
      }
      <freshness-badge
        small
        .source=${source}
        .status=${source.status}
        .version=${source.version}
        .timezone=${stream.timezone}></freshness-badge>
    </header>`;
  }

  /** What comes next, and how to go there. */
  #steer(stream) {
    const {board} = this.#source;
    const next = this.#goods.next(board?.show?.sku);
    return html`<footer class="steer">
      ${this.#told()}
      ${
        next && board
          ? html`<p class="next" data-sku=${next.sku}>
              <span class="label">${t('nextUp')}</span><span class="name" dir="auto">${next.name}</span
              ><span class="price">${next.price === undefined ? '' : money(stream.currency).exact(next.price)}</span
              >${stockWords(this.#goods.left(next.sku, board))}
            </p>`
          : nothing
      }
      ${isOver(stream.status) ? nothing : this.#buttons(next)}
    </footer>`;
  }

  #buttons(next) {
    if (!this.#steering.may)
      return html`<button type="button" class="plain" data-do="sign-in" @click=${() => open('token-dialog')}>
        ${t('steer')}
      </button>`;
    const {busy} = this.#steering;
    const go = () => this.#steering.show({sku: next.sku});
    return html`<p class="buttons">
      <button type="button" data-do="pick" ?disabled=${busy} @click=${() => open('pick-dialog')}>${t('pick')}</button>
      <button type="button" class="primary" data-do="next" ?disabled=${busy || !next} @click=${go}>
        ${t('goNext')}
      </button>
    </p>`;
  }

  #told() {
    const {busy, refusal, isConnected} = this.#steering;
    if (busy) return html`<p class="told" role="status">${isConnected ? t('sending') : t('sendingOffline')}</p>`;
    return refusal ? html`<p class="told" role="alert">${t('notTaken', {why: explain(refusal)})}</p>` : nothing;
  }
}

function open(dialog) {
  document.querySelector(dialog).open();
}

/** Never less than is really left: what is shortened is rounded down. */
function goal({goal, totals}, {currency, timezone}) {
  if (!goal?.amount) return nothing;
  const left = goal.amount - totals.gmv;
  return html`<section class="goal" data-left=${Math.max(0, left)}>
    <span class="label">${left > 0 ? t('goalLeft') : t('goalOver')}</span>
    <b>${money(currency).exact(left > 0 ? left : totals.gmv)}</b>
    <goal-bar .goal=${goal} .gmv=${totals.gmv} .currency=${currency} .timezone=${timezone}></goal-bar>
  </section>`;
}

function newest({recent, products}, {currency, timezone}) {
  if (recent.length === 0) return nothing;
  return html`<section class="newest">
    <h2>${t('recent')}</h2>
    <newest-orders
      .orders=${recent}
      .products=${products}
      .currency=${currency}
      .timezone=${timezone}
      .limit=${NEWEST}></newest-orders>
  </section>`;
}

new HostPage();
