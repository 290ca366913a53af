import './words.js';
import {html, nothing, render} from 'lit';
import {figure} from '../shared/figure.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {hasSources} from '../shared/like-sources.js';
import {pageToken} from '../shared/page-token.js';
import {pageStream, streamOf} from '../shared/screen.js';
import {isOver} from '../shared/session-time.js';
import {stockOf} from '../shared/stock.js';
import {Catalogue} from './catalogue.js';
import {HeartsOfOthers} from './hearts-of-others.js';
import './like-button.js';
import {MyOrders} from './my-orders.js';
import './order-form.js';
import {ViewerSession} from './viewer-session.js';

/** The page of one viewer: hearts, the catalogue, an order. */
class LivePage {
  #id = pageStream();
  #session = new ViewerSession(this.#id, pageToken());
  #catalogue = new Catalogue(this.#session, () => this.draw());
  #myOrders = new MyOrders(this.#session, () => this.draw());
  #hearts = new HeartsOfOthers();
  /** The order that the form is about. @type {string | undefined} */
  #placing;
  #due = false;

  constructor() {
    this.#session.addEventListener('change', () => this.draw());
  }

  /** Once a turn, however much changes. */
  draw() {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      render(this.#view(), document.body);
      const hearts = this.#hearts.next(this.#session.pulse?.likes, this.#session.mine);
      if (hearts > 0) document.querySelector('like-button')?.float(hearts);
    });
  }

  #view() {
    const stream = streamOf({stream: this.#session.stream});
    document.title = [stream.title, 'Livetally'].filter(Boolean).join(' · ');
    return html` <div class="live" data-status=${this.#session.status} data-phase=${stream.status ?? ''}>
      ${this.#head(stream)} ${this.#content(stream)}
    </div>`;
  }

  #head({title, status}) {
    const isOffline = this.#session.stream && this.#session.status === 'reconnecting';
    const offline = isOffline ? t(this.#session.hasNoSockets ? 'noSockets' : 'offline') : nothing;
    return html` <header class="top">
      <h1>${title || this.#id}</h1>
      ${status ? html`<span class="phase" data-status=${status}>${t(status)}</span>` : nothing}
      <p class="offline" role="status">${offline}</p>
    </header>`;
  }

  #content(stream) {
    const {problem} = this.#session;
    if (problem) return html`<p class="empty" role="alert">${t(problem === 'missing' ? 'noStream' : 'denied')}</p>`;
    if (!this.#session.stream) return html`<p class="empty">${t('loading')}</p>`;
    const open = (sku) => this.#open(sku);
    return html`${this.#likes()}
      <main>
        ${notice(stream)}${this.#catalogue.onAir(stream, open)}${this.#myOrders.view(stream)}
        ${this.#catalogue.view(stream, open)}
      </main>
      ${this.#form(stream)}`;
  }

  #likes() {
    const {mine, likesWaiting, pulse} = this.#session;
    const {likes, viewers} = pulse ?? {};
    const waiting = likesWaiting ? t('likesWaiting', {n: count(likesWaiting)}) : '';
    const words = mine || waiting ? [t('myLikes', {n: count(mine)}), waiting] : nothing;
    const given = figure('audience.likes', likes, count, html`<span class="mine" data-value=${mine}>${words}</span>`);
    return html` <like-button class="dims" @like=${() => this.#session.like()}>
      <div class="figures">
        ${figure('audience.viewers', viewers, count)}
        ${hasSources(this.#session.likes?.audience) ? this.#parts(given) : given}
      </div>
    </like-button>`;
  }

  /** Says who counted the likes, where others than the viewers here do: most streams have none. */
  #parts(given) {
    const {likes, stream, status} = this.#session;
    import('../shared/likes-button.js');
    return html`<likes-button
      .audience=${likes.audience}
      .source=${{...likes, status}}
      .timezone=${stream.timezone || undefined}
      ?live=${stream.status === 'live'}
      @opened=${() => this.#session.look()}
      >${given}</likes-button
    >`;
  }

  #form({currency, status}) {
    const session = this.#session;
    return html` <order-form
      .products=${this.#catalogue.orderable}
      .currency=${currency}
      .order=${session.order(this.#placing)}
      .left=${(sku) => stockOf(sku, undefined, session.stock)}
      .closed=${session.takesOrders ? '' : isOver(status) ? 'streamEnded' : 'forbidden'}
      .waiting=${session.waiting}
      @place=${({detail}) => this.#about(session.place(detail))}
      @again=${() => this.#about(undefined)}></order-form>`;
  }

  #open(sku) {
    document.querySelector('order-form').open(sku);
  }

  #about(order) {
    this.#placing = order;
    this.draw();
  }
}

function notice({status, openOrders}) {
  const words = isOver(status)
    ? t('over')
    : status === 'scheduled'
      ? t('notYet')
      : openOrders
        ? undefined
        : t('noBuying');
  return words ? html`<p class="notice" role="status">${words}</p>` : nothing;
}

new LivePage().draw();
