import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {count, currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {typeWord} from './shop-messages.js';
import {isLate} from './shop-state.js';
import {ago} from './time.js';

/** What came of a shop before the order that it is about: it is recorded once the order is there. */
class ConsoleParked extends PageElement {
  static properties = {
    stream: {attribute: false},
    shop: {},
    /** How many: when it changes, they are read. */
    parked: {type: Number},
    active: {type: Boolean},
    messages: {state: true},
  };

  willUpdate(changed) {
    if (['shop', 'parked', 'active'].some((name) => changed.has(name)) && this.active) this.#read();
  }

  #read() {
    return this.readNewest(
      () => api('GET', `/api/connectors/${this.shop}/parked`),
      ({parked}) => {
        this.messages = parked;
      },
    );
  }

  render() {
    const {messages = []} = this;
    const late = messages.filter(({since}) => isLate(since));
    return html`<section class="card" data-parked=${this.parked}>
      <h2>${t('parkedTitle')}<small>${t('waitNow', {n: count(this.parked)})}</small></h2>
      <p class="quiet">${t('parkedText')}</p>
      ${late.length ? html`<p class="trouble" role="status">${t('parkedLate', {n: count(late.length)})}</p>` : nothing}
      ${this.problemView()}
      <ul class="rows">
        ${messages.map((message) => this.#row(message))}
      </ul>
    </section>`;
  }

  #row({id, type, order, since, amount}) {
    return html`<li data-parked-id=${id} ?data-late=${isLate(since)}>
      <span class="message">
        <b>${typeWord(type)}</b><span>${id}</span>
        ${amount === undefined ? nothing : html`<span>${money(currencyOf(this.stream)).exact(amount)}</span>`}
        <small>${t('waitsFor', {order, time: ago(since)})}</small>
      </span>
      <button data-do="drop-parked" @click=${() => this.#drop(id)}>${t('dropParked')}</button>
    </li>`;
  }

  async #drop(id) {
    const done = await confirmed({
      title: t('dropParkedAsk', {id}),
      text: t('dropParkedText'),
      confirm: t('dropParked'),
      danger: true,
      work: () => api('DELETE', `/api/connectors/${this.shop}/parked/${encodeURIComponent(id)}`),
    });
    if (!done) return;
    this.tell('shop-changed');
    this.tell('said', t('parkedDropped'));
  }
}

customElements.define('console-parked', ConsoleParked);
