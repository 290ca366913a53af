import {LitElement, html, nothing} from 'lit';
import {buyerNames, filterOf} from '../shared/dimensions.js';
import {clock, count, money, percent, shareOf} from '../shared/format.js';
import {define, t, to} from '../shared/i18n.js';
import {behind, entries, isDenied, orderNow, worth} from '../shared/ledger-entries.js';
import {productName} from '../shared/products.js';
import {FIGURES, figuresOf} from './figures.js';
import {styles} from './trace-panel.css.js';

/** So many entries a panel holds: it may stay open for the whole show. */
const MOST = 1_000;
/** However fast the board changes, what is read here changes twice a second at most. */
const PACE_MS = 500;

/**
 * What a number means, how it comes about, and the entries of the ledger behind it. A dialog of the browser's own: Esc
 * closes it, and the focus goes back to the number.
 */
class TracePanel extends LitElement {
  static properties = {
    board: {attribute: false},
    version: {type: Number},
    stream: {},
    currency: {attribute: false},
    timezone: {},
    subject: {state: true},
    page: {state: true},
    orders: {state: true},
  };

  static styles = styles;

  /** Which request is the newest: an answer to an older subject comes too late. */
  #asked = 0;
  #drawn = 0;
  #timer = 0;

  shouldUpdate(changed) {
    if (!this.subject && !changed.has('subject')) return false;
    const wait = this.#drawn + PACE_MS - performance.now();
    clearTimeout(this.#timer);
    if (wait > 0 && !['subject', 'page', 'orders'].some((name) => changed.has(name))) {
      this.#timer = setTimeout(() => this.requestUpdate(), wait);
      return false;
    }
    this.#drawn = performance.now();
    return true;
  }

  /** @param {import('../shared/trace.js').Subject} subject */
  async open(subject) {
    this.subject = subject;
    this.page = undefined;
    this.orders = new Map();
    this.#load();
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    const {subject} = this;
    const about = subject && this.#about(subject);
    return html` <dialog aria-labelledby="title" @close=${this.#closed} @click=${this.#outside}>
      ${
        about
          ? html` <header>
                <h2 id="title">${about.title}</h2>
                <button class="close" type="button" aria-label=${t('close')} title=${t('close')} @click=${this.#close}>
                  ×
                </button>
              </header>
              <p class="value" data-value=${about.raw ?? nothing}>${about.value}</p>
              ${about.definition ? html`<p class="definition">${about.definition}</p>` : nothing}
              ${
                about.facts?.length
                  ? html`<dl>
                      ${about.facts.map(
                        ([name, fact]) =>
                          html`<div>
                            <dt>${name}</dt>
                            <dd>${fact}</dd>
                          </div>`,
                      )}
                    </dl>`
                  : nothing
              }
              <p class="as-of">${t('asOf', {n: count(this.version ?? 0)})}</p>
              ${
                about.set
                  ? nothing
                  : html`<h3>${t('behind')}</h3>
                      ${this.#entries()}`
              }`
          : nothing
      }
    </dialog>`;
  }

  #about(subject) {
    if (subject.kind === 'row') return this.#aboutRow(subject);
    if (subject.kind === 'order') return this.#aboutOrder(subject.order);
    return subject.key in FIGURES ? this.#aboutFigure(subject.key) : this.#aboutGoal(subject.key);
  }

  #aboutFigure(key) {
    const {write, of, sign, times, about} = FIGURES[key];
    const values = figuresOf(this.board);
    const shown = (name) =>
      values[name] === undefined
        ? '–'
        : `${FIGURES[name].about ? '≈ ' : ''}${FIGURES[name].write(this.currency)(values[name])}`;
    const formula = (part) => of.map(part).join(` ${sign} `) + (times ? ` × ${count(times)}` : '');
    return {
      title: t(key),
      raw: values[key],
      definition: key === 'unpaid' ? formula((part) => t(part)) : define(key),
      value: `${about ? '≈ ' : ''}${values[key] === undefined ? '–' : write(this.currency)(values[key])}`,
      facts: of && [[t('formula'), `${formula(shown)} = ${shown(key)}`]],
    };
  }

  /** What somebody set, or the server forecasts: no entries make it up. */
  #aboutGoal(key) {
    const value = key === 'goal' ? this.board.goal?.amount : this.board.goal?.projected;
    return {
      title: t(key),
      raw: value,
      value: value === undefined ? '–' : money(this.currency).exact(value),
      definition: define(key),
      set: true,
    };
  }

  #aboutRow({section, key}) {
    const tally = this.board[section]?.[key] ?? {};
    const {gmv = 0, orders = 0, units, name, unit = ''} = tally;
    const all = figuresOf(this.board).gmv;
    return {
      title: name || key,
      raw: gmv,
      value: money(this.currency).exact(gmv),
      definition: define(section),
      facts: [
        [t('rowOrders'), count(orders)],
        ...(units === undefined ? [] : [[t('rowUnits'), `${count(units)} ${unit}`]]),
        ...(all > 0
          ? [
              [
                t('share'),
                `${money(this.currency).exact(
                  gmv,
                )} ÷ ${money(this.currency).exact(all)} = ${percent(shareOf(gmv, all))}`,
              ],
            ]
          : []),
      ],
    };
  }

  #aboutOrder({at, amount, buyer, city}) {
    return {
      title: `${t('order')} ${clock(this.timezone).second(at)}`,
      raw: amount,
      value: money(this.currency).exact(amount),
      definition: define('recent'),
      facts: buyer || city ? [[t('boughtBy'), [city, buyer].filter(Boolean).join(' ')]] : [],
    };
  }

  /** The filter of the entries behind the subject; undefined if it is not made of orders. */
  #filter() {
    const {kind, section, key} = this.subject;
    if (kind === 'row') return filterOf(section, key);
    return kind === 'order' ? {} : FIGURES[key]?.entries;
  }

  async #load(before) {
    const asked = ++this.#asked;
    const filter = this.#filter();
    if (!filter) return;
    const earlier = before === undefined ? [] : this.page.messages;
    const read = before === undefined ? {at: Date.now(), version: this.version ?? 0} : this.page.read;
    this.page = {messages: earlier, loading: true, read};
    const {order} = this.subject;
    const place = order ? {before: behind(order.seq), limit: 1} : {before};
    const {http, body: {messages = [], next} = {}} = await entries(this.stream, filter, place);
    if (asked !== this.#asked) return;
    const held = [...earlier, ...messages];
    this.page = {http, messages: held, next: order || held.length >= MOST ? undefined : next, from: before, read};
  }

  /**
   * Whether an entry moves the number: undefined as long as only the order itself can tell. A row's payments are not
   * among its entries, so that an order of it that came unpaid may have been paid since.
   */
  #counts(entry) {
    const {kind, key} = this.subject;
    if (kind === 'figure') return FIGURES[key].made?.(entry) ?? true;
    if (kind === 'order' || entry.status !== 'placed') return true;
    const now = this.orders.get(entry.id)?.body?.status;
    return now === undefined || now === 'placed' ? undefined : now === 'paid';
  }

  async #look(id) {
    const {subject} = this;
    const answer = await orderNow(this.stream, id);
    if (subject === this.subject) this.orders = new Map(this.orders).set(id, answer);
  }

  #entries() {
    if (!this.#filter()) return html`<p class="note">${t('notOrders')}</p>`;
    const {http, messages = [], next, loading, from, read} = this.page ?? {loading: true};
    const list = messages.length
      ? html` ${
            this.subject.kind === 'order'
              ? nothing
              : html` <p class="read">
                  ${t('readAt', {time: clock(this.timezone).second(read.at), n: count(read.version)})}
                  <button class="refresh" type="button" ?disabled=${loading} @click=${() => this.#load()}>
                    ${t('refresh')}
                  </button>
                </p>`
          }
          <ol>
            ${messages.map((message) => this.#entry(message))}
          </ol>`
      : nothing;
    if (loading)
      return html`${list}
        <p class="note" role="status">${t('loadingEntries')}</p>`;
    if (isDenied(http))
      return html`<p class="note denied" role="status">
        ${t('entriesDenied')} <a href=${to('/console')}>${t('toConsole')}</a>
      </p>`;
    if (http !== 200) {
      return html`${list}
        <p class="note" role="status">${t('entriesFailed', {status: http})}</p>
        <button class="more" type="button" @click=${() => this.#load(from)}>${t('retry')}</button>`;
    }
    return html`${list}
    ${
      next !== undefined
        ? html`<button class="more" type="button" @click=${() => this.#load(next)}>${t('more')}</button>`
        : messages.length === 0
          ? html`<p class="note" role="status">${t('noEntries')}</p>`
          : this.subject.kind === 'order'
            ? nothing
            : html`<p class="note end">${t('noMoreEntries')}</p>`
    }`;
  }

  #entry(message) {
    const {seq, type, id, order, status, at, channel, buyer = {}, lines = [], reason} = message;
    const kind = type === 'order' && status === 'placed' ? 'placedOrder' : type;
    const counts = this.#counts(message);
    const about = type === 'order' ? id : order;
    const {body: now} = this.orders.get(about) ?? {};
    const value = worth(message) ?? now?.amount;
    return html` <li data-seq=${seq} data-type=${type} data-counts=${counts ?? 'unknown'}>
      <time title=${seq}>${clock(this.timezone).second(at ?? Number(seq.split('-')[0]))}</time>
      <span class="kind ${kind}">${t(kind)}</span>
      <span class="id">${id}${order ? html` <small>${t('about', {id: order})}</small>` : nothing}</span>
      <span class="amount"
        >${value === undefined ? '' : `${type === 'refund' ? '−' : ''}${money(this.currency).exact(value)}`}</span
      >
      <span class="standing"
        >${this.#mark(message, counts, now)}
        ${
          value === undefined || (counts === undefined && now === undefined)
            ? this.#asking(about, type === 'order')
            : nothing
        }</span
      >
      <span class="more-of">${[channel, ...buyerNames(buyer), buyer.id, reason].filter(Boolean).join(' · ')}</span>
      ${[...lines, ...(type === 'order' || type === 'refund' ? [] : (now?.order.lines ?? []))].map(
        ({sku, qty, amount}) =>
          html` <span class="line"
            ><span>${productName(this.board.products, sku)} × ${count(qty)}</span
            ><span>${money(this.currency).exact(amount)}</span></span
          >`,
      )}
    </li>`;
  }

  #mark({type, status}, counts, now) {
    if (counts === false) return html`<span class="mark">${t('notInFigure')}</span>`;
    if (counts === undefined) return html`<span class="mark">${t('oncePaid')}</span>`;
    return this.subject.kind === 'row' && type === 'order' && status === 'placed' && now
      ? html`<span class="mark">${t('paidSince')}</span>`
      : nothing;
  }

  #asking(id, isOrder) {
    const failed = this.orders.get(id);
    return html`${failed ? html`<small role="status">${t('entriesFailed', {status: failed.http})}</small>` : nothing}
      <button class="look" type="button" @click=${() => this.#look(id)}>
        ${t(isOrder ? 'checkOrder' : 'showOrder')}
      </button>`;
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
  }

  /** A click beside the panel closes it. */
  #outside({target, currentTarget, clientX}) {
    if (target === currentTarget && clientX < currentTarget.getBoundingClientRect().left) this.#close();
  }

  #closed() {
    this.#asked++;
    clearTimeout(this.#timer);
    this.subject = undefined;
    this.page = undefined;
  }
}

customElements.define('trace-panel', TracePanel);
