import {LitElement, html, nothing} from 'lit';
import {clock, count} from '../shared/format.js';
import {t, to} from '../shared/i18n.js';
import {behind, entries, isDenied, orderNow} from '../shared/ledger-entries.js';
import '../shared/like-parts.js';
import {entryView} from './trace-entry.js';
import {styles} from './trace-panel.css.js';
import {about, entriesBehind} from './trace-subject.js';

/** So many entries a panel holds: it may stay open for the whole show. */
const MAX_ENTRIES = 1_000;
/** However fast the board changes, what is read here changes twice a second at most. */
const PACE_MS = 500;

/**
 * What a number means, how it comes about, and the entries of the ledger behind it. A dialog of the browser's own: Esc
 * closes it, and the focus goes back to the number.
 */
class TracePanel extends LitElement {
  static properties = {
    board: {attribute: false},
    source: {attribute: false},
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
    const told = subject && about(subject, this);
    return html` <dialog aria-labelledby="title" @close=${this.#closed} @click=${this.#outside}>
      ${
        told
          ? html` <header>
                <h2 id="title">${told.title}</h2>
                <button class="close" type="button" aria-label=${t('close')} title=${t('close')} @click=${this.#close}>
                  ×
                </button>
              </header>
              <p class="value" data-value=${told.raw ?? nothing}>${told.value}</p>
              ${told.definition ? html`<p class="definition">${told.definition}</p>` : nothing}
              ${told.facts?.length ? this.#facts(told.facts) : nothing}
              ${told.likes ? this.#likes(told.likes) : nothing}
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

  async #load(before) {
    const asked = ++this.#asked;
    const filter = entriesBehind(this.subject);
    if (!filter) return;
    const earlier = before === undefined ? [] : this.page.messages;
    const read = before === undefined ? {at: Date.now(), version: this.version ?? 0} : this.page.read;
    this.page = {messages: earlier, loading: true, read};
    const {order} = this.subject;
    const place = order ? {before: behind(order.seq), limit: 1} : {before: before ?? this.#shown()};
    const {http, body: {messages = [], next} = {}} = await entries(this.stream, filter, place);
    if (asked !== this.#asked) return;
    const held = [...earlier, ...messages];
    this.page = {
      http,
      messages: held,
      next: order || held.length >= MAX_ENTRIES ? undefined : next,
      from: before,
      read,
    };
  }

  /** Of a replay, only entries up to the time that it shows are in its numbers. */
  #shown() {
    const {replay, at} = this.source;
    return replay ? `${Math.floor(at) + 1}-0` : undefined;
  }

  async #look(id) {
    const {subject} = this;
    const answer = await orderNow(this.stream, id);
    if (subject === this.subject) this.orders = new Map(this.orders).set(id, answer);
  }

  #likes(audience) {
    return html`<like-parts
      .audience=${audience}
      .source=${this.source}
      .timezone=${this.timezone}
      ?live=${this.board.stream?.status === 'live'}></like-parts>`;
  }

  #facts(facts) {
    return html`<dl>
      ${facts.map(
        ([name, fact]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${fact}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #entries() {
    if (!entriesBehind(this.subject)) return html`<p class="note">${t('notOrders')}</p>`;
    const {http, messages = [], loading, from} = this.page ?? {loading: true};
    const list = messages.length ? this.#list(messages) : nothing;
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
    return html`${list} ${this.#end()}`;
  }

  #list(messages) {
    const {loading, read} = this.page;
    const {subject, board, orders, currency, timezone} = this;
    const context = {subject, products: board.products, orders, currency, timezone, look: (id) => this.#look(id)};
    return html` ${
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
        ${messages.map((message) => entryView(message, context))}
      </ol>`;
  }

  /** What comes after the entries that were read. */
  #end() {
    const {messages, next} = this.page;
    if (next !== undefined)
      return html`<button class="more" type="button" @click=${() => this.#load(next)}>${t('more')}</button>`;
    if (messages.length === 0) return html`<p class="note" role="status">${t('noEntries')}</p>`;
    return this.subject.kind === 'order' ? nothing : html`<p class="note end">${t('noMoreEntries')}</p>`;
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
