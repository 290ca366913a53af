import {html, nothing} from 'lit';
import {FILTERS, buyerNames} from '../shared/dimensions.js';
import {contentOf, kindWord} from '../shared/entry-content.js';
import {text, values} from '../shared/fields.js';
import {currencyOf, money} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {TYPES, worth} from '../shared/ledger-entries.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {address} from './route.js';
import {when} from './time.js';

const LIMIT = 50;
/** Those of the order form, on the same page. */
const DATALISTS = {sku: 'skus', channel: 'channels'};

/** What the ledger recorded last. It does not move by itself under the pointer: it says that there is more. */
class ConsoleLedger extends PageElement {
  static properties = {
    stream: {attribute: false},
    products: {attribute: false},
    board: {attribute: false},
    version: {type: Number},
    messages: {state: true},
    next: {state: true},
    newer: {state: true},
  };

  #filter = {};
  #totals;

  willUpdate(changed) {
    if (changed.has('version')) this.#first();
    if (changed.has('board') && this.board) {
      const totals = JSON.stringify(this.board.totals);
      if (this.#totals !== undefined && totals !== this.#totals) this.newer = true;
      this.#totals = totals;
    }
  }

  render() {
    const {messages} = this;
    return html` ${this.#filters()} ${this.problemView()}
    ${
      messages === undefined
        ? html`<p class="quiet">${this.problem ? '' : t('loading')}</p>`
        : messages.length === 0
          ? html`<p class="quiet">${Object.keys(this.#filter).length ? t('noEntriesFor') : t('noEntries')}</p>`
          : this.#table(messages)
    }
    ${
      this.next
        ? html`<button ?disabled=${this.busy} data-do="more" @click=${this.#more}>
            ${messages.length % LIMIT ? t('lookOn') : t('more')}
          </button>`
        : nothing
    }`;
  }

  #filters() {
    return html`<form novalidate class="filters" @submit=${this.#search}>
      <div class="field">
        <label for="filter-type">${t('type')}</label>
        <select id="filter-type" name="type">
          <option value="">${t('any')}</option>
          ${TYPES.map((type) => html`<option value=${type}>${t(kindWord(type))}</option>`)}
        </select>
      </div>
      ${FILTERS.map((name) => text(`filter-${name}`, t(name), {name, list: DATALISTS[name], placeholder: t('any')}))}
      <span class="acts"
        ><button ?disabled=${this.busy} data-do="filter">${t('filter')}</button>
        <button
          type="button"
          class=${this.newer ? 'newer' : ''}
          ?disabled=${this.busy}
          data-do="refresh"
          @click=${this.#first}>
          ${this.newer ? t('newer') : t('refresh')}
        </button></span
      >
    </form>`;
  }

  #table(messages) {
    const {exact} = money(currencyOf(this.stream));
    return html` <div class="scroll">
      <table class="entries">
        <thead>
          <tr>
            <th scope="col">${t('time')}</th>
            <th scope="col">${t('type')}</th>
            <th scope="col">${t('what')}</th>
            <th scope="col">${t('who')}</th>
            <th scope="col" class="amount">${t('amount', {unit: this.stream.currency})}</th>
          </tr>
        </thead>
        <tbody>
          ${messages.map((message) => this.#row(message, exact))}
        </tbody>
      </table>
    </div>`;
  }

  #row(entry, exact) {
    const {seq, type, id, order, reason, at, status, channel, host, buyer = {}} = entry;
    const value = worth(entry);
    const about = order ?? id;
    const content = contentOf(entry, this.products).map(({text}) => text);
    const who = [buyer.id, ...buyerNames(buyer), channel, type === 'order' && host && t('hostIs', {host})];
    return html` <tr data-seq=${seq} data-type=${type} data-id=${id}>
      <td>${when(at, this.stream.timezone)}</td>
      <td>${t(status === 'placed' ? 'placedEntry' : kindWord(type))}</td>
      <td>
        <a
          href=${address(this.stream.id, 'orders', about)}
          title=${t(order || type === 'order' ? 'showOrder' : 'openEntry', {id: about})}
          >${about}</a
        >
        <small>${beside(content, ', ')}</small>
        ${reason ? html`<span class="reason">${t('reason')}: ${reason}</span>` : nothing}
      </td>
      <td>${beside(who)}</td>
      <td class="amount">${value === undefined ? '' : exact(type === 'refund' ? -value : value)}</td>
    </tr>`;
  }

  #search(event) {
    event.preventDefault();
    this.#filter = Object.fromEntries(Object.entries(values(event.target)).filter(([, value]) => value));
    return this.#first();
  }

  #first() {
    return this.readNewest(
      () => this.#page({newest: true}),
      ({messages, next}) => Object.assign(this, {messages, next, newer: false}),
    );
  }

  #more() {
    const {messages: shown} = this;
    return this.attempt(async () => {
      const {messages, next} = await this.#page({before: this.next});
      if (shown === this.messages) Object.assign(this, {messages: [...shown, ...messages], next});
    });
  }

  #page(from) {
    return api(
      'GET',
      `/api/streams/${this.stream.id}/orders?${new URLSearchParams({...from, limit: LIMIT, ...this.#filter})}`,
    );
  }
}

customElements.define('console-ledger', ConsoleLedger);
