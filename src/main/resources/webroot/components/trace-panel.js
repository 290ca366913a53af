import {LitElement, html, nothing} from 'lit';
import {FIGURES, figuresOf} from '../lib/figures.js';
import {clock, count, money, percent} from '../lib/format.js';
import {define, t, to} from '../lib/i18n.js';
import {behind, entries, isDenied} from '../lib/ledger-entries.js';
import {styles} from './trace-panel.css.js';

/** The filter's name of each ranked section. */
const FILTERS = {products: 'sku', channels: 'channel', groups: 'group', cities: 'city'};
/** So many entries a panel holds: it may stay open for the whole show. */
const MOST = 1_000;

/**
 * What a number means, how it comes about, and the entries of the ledger behind it. A dialog of the browser's own: Esc
 * closes it, and the focus goes back to the number.
 */
class TracePanel extends LitElement {
  static properties = {
    board: {attribute: false}, version: {type: Number}, stream: {}, currency: {}, timezone: {},
    subject: {state: true}, page: {state: true},
  };

  static styles = styles;

  /** Which request is the newest: an answer to an older subject comes too late. */
  #asked = 0;

  /** @param {import('../lib/trace.js').Subject} subject */
  async open(subject) {
    this.subject = subject;
    this.page = undefined;
    this.#load();
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    const {subject} = this;
    const about = subject && this.#about(subject);
    return html`
      <dialog aria-labelledby="title" @close=${this.#closed} @click=${this.#outside}>${about ? html`
        <header>
          <h2 id="title">${about.title}</h2>
          <button class="close" type="button" aria-label=${t('close')} title=${t('close')} @click=${this.#close}>×</button>
        </header>
        <p class="value" data-value=${about.raw ?? nothing}>${about.value}</p>
        ${about.definition ? html`<p class="definition">${about.definition}</p>` : nothing}
        ${about.facts?.length ? html`<dl>${about.facts.map(([name, fact]) => html`<div><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>` : nothing}
        <p class="as-of">${t('asOf', {n: count(this.version ?? 0)})}</p>
        ${about.set ? nothing : html`<h3>${t('behind')}</h3>${this.#entries()}`}` : nothing}
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
    const shown = (name) => (values[name] === undefined ? '–'
      : `${FIGURES[name].about ? '≈ ' : ''}${FIGURES[name].write(this.currency)(values[name])}`);
    const formula = (part) => of.map(part).join(` ${sign} `) + (times ? ` × ${count(times)}` : '');
    return {
      title: t(key), raw: values[key], definition: key === 'unpaid' ? formula((part) => t(part)) : define(key),
      value: `${about ? '≈ ' : ''}${values[key] === undefined ? '–' : write(this.currency)(values[key])}`,
      facts: of && [[t('formula'), `${formula(shown)} = ${shown(key)}`]],
    };
  }

  /** What somebody set, or the server forecasts: no entries make it up. */
  #aboutGoal(key) {
    const value = (key === 'goal' ? this.board.goal?.amount : this.board.goal?.projected);
    return {title: t(key), raw: value, value: value === undefined ? '–' : money(this.currency).exact(value), definition: define(key), set: true};
  }

  #aboutRow({section, key}) {
    const tally = this.board[section]?.[key] ?? {};
    const {gmv = 0, orders = 0, units, name, unit = ''} = tally;
    const all = figuresOf(this.board).gmv;
    return {
      title: name || key, raw: gmv, value: money(this.currency).exact(gmv), definition: define(section),
      facts: [
        [t('rowOrders'), count(orders)],
        ...(units === undefined ? [] : [[t('rowUnits'), `${count(units)} ${unit}`]]),
        ...(all > 0 ? [[t('share'), `${money(this.currency).exact(gmv)} ÷ ${money(this.currency).exact(all)} = ${percent(gmv / all)}`]] : []),
      ],
    };
  }

  #aboutOrder({at, amount, buyer, city}) {
    return {
      title: `${t('order')} ${clock(this.timezone).second(at)}`, raw: amount, value: money(this.currency).exact(amount),
      definition: define('recent'),
      facts: buyer || city ? [[t('boughtBy'), [city, buyer].filter(Boolean).join(' ')]] : [],
    };
  }

  /** The filter of the entries behind the subject; undefined if it is not made of orders. */
  #filter() {
    const {kind, section, key} = this.subject;
    if (kind === 'row') return {[FILTERS[section]]: key};
    return kind === 'order' ? {} : FIGURES[key]?.entries;
  }

  async #load(before) {
    const asked = ++this.#asked;
    const filter = this.#filter();
    if (!filter) return;
    const earlier = before === undefined ? [] : this.page.messages;
    this.page = {messages: earlier, loading: true};
    const {order} = this.subject;
    const place = order ? {before: behind(order.seq), limit: 1} : {before};
    const {status, messages = [], next} = await entries(this.stream, filter, place);
    if (asked !== this.#asked) return;
    const made = (this.subject.kind === 'figure' ? FIGURES[this.subject.key]?.made : undefined) ?? (() => true);
    const held = [...earlier, ...messages.filter(made)];
    this.page = {status, messages: held, next: order || held.length >= MOST ? undefined : next, from: before};
  }

  #entries() {
    if (!this.#filter()) return html`<p class="note">${t('notOrders')}</p>`;
    const {status, messages = [], next, loading, from} = this.page ?? {loading: true};
    const list = messages.length ? html`<ol>${messages.map((message) => this.#entry(message))}</ol>` : nothing;
    if (loading) return html`${list}<p class="note" role="status">${t('loadingEntries')}</p>`;
    if (isDenied(status)) return html`<p class="note denied" role="status">${t('entriesDenied')} <a href=${to('/console')}>${t('toConsole')}</a></p>`;
    if (status !== 200) {
      return html`${list}<p class="note" role="status">${t('entriesFailed', {status})}</p>
        <button class="more" type="button" @click=${() => this.#load(from)}>${t('retry')}</button>`;
    }
    return html`${list}
      ${next !== undefined ? html`<button class="more" type="button" @click=${() => this.#load(next)}>${t('more')}</button>`
        : messages.length === 0 ? html`<p class="note" role="status">${t('noEntries')}</p>`
          : this.subject.kind === 'order' ? nothing : html`<p class="note end">${t('noMoreEntries')}</p>`}`;
  }

  #entry(message) {
    const {seq, type, id, order, status, at, channel, buyer = {}, lines = [], amount, reason} = message;
    const kind = type === 'order' && status === 'placed' ? 'placedOrder' : type;
    const value = type === 'order' ? lines.reduce((sum, line) => sum + line.amount, 0) : amount;
    return html`
      <li data-seq=${seq} data-type=${type}>
        <time title=${seq}>${clock(this.timezone).second(at ?? Number(seq.split('-')[0]))}</time>
        <span class="kind ${kind}">${t(kind)}</span>
        <span class="id">${id}${order ? html` <small>${t('about', {id: order})}</small>` : nothing}</span>
        <span class="amount">${value === undefined ? '' : `${type === 'refund' ? '−' : ''}${money(this.currency).exact(value)}`}</span>
        <span class="more-of">${[channel, buyer.group, buyer.city, buyer.id, reason].filter(Boolean).join(' · ')}</span>
        ${lines.map(({sku, qty, amount}) => html`<span class="line"><span>${this.#product(sku)} × ${count(qty)}</span><span>${money(this.currency).exact(amount)}</span></span>`)}
      </li>`;
  }

  #product(sku) {
    const {products = {}} = this.board;
    return Object.hasOwn(products, sku) ? products[sku].name || sku : sku;
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
    this.subject = undefined;
    this.page = undefined;
  }
}

customElements.define('trace-panel', TracePanel);
