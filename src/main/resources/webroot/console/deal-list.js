import {html, nothing} from 'lit';
import {count, currencyOf, money} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {askCallOff, askDelivery} from './deal-acts.js';
import {Sending} from './sending.js';
import {when} from './time.js';

const LIMIT = 50;
/** The server's, for one page. */
const MAX_LIMIT = 1000;

/** The deals of a stream, newest first, each with what has become of it. It follows the board's figures of deals. */
class ConsoleDealList extends PageElement {
  static properties = {
    stream: {attribute: false},
    tally: {attribute: false, hasChanged: (now, before) => JSON.stringify(now) !== JSON.stringify(before)},
    version: {type: Number},
    deals: {state: true},
    next: {state: true},
  };

  #sending = new Sending();

  willUpdate(changed) {
    if (changed.has('version') || changed.has('tally')) this.#read();
  }

  /** As many as are shown already. */
  #read() {
    const limit = Math.min(MAX_LIMIT, Math.max(LIMIT, this.deals?.length ?? 0));
    return this.readNewest(
      () => this.#page({limit}),
      ({deals, next}) => Object.assign(this, {deals, next}),
    );
  }

  #more() {
    const {deals: shown} = this;
    return this.attempt(async () => {
      const {deals, next} = await this.#page({limit: LIMIT, before: this.next});
      if (shown === this.deals) Object.assign(this, {deals: [...shown, ...deals], next});
    });
  }

  #page(from) {
    return api('GET', `/api/streams/${this.stream.id}/deals?${new URLSearchParams(from)}`);
  }

  render() {
    const {deals} = this;
    if (!deals) return this.problem ? this.problemView() : html`<p class="quiet">${t('loading')}</p>`;
    return html`${this.problemView()}
    ${deals.length === 0 ? html`<p class="quiet">${t('noDeals')}</p>` : this.#table(deals)}
    ${this.next ? html`<button ?disabled=${this.busy} data-do="more-deals" @click=${this.#more}>${t('more')}</button>` : nothing}`;
  }

  #table(deals) {
    return html`<div class="scroll">
      <table class="deal-list">
        <thead>
          <tr>
            <th scope="col">${t('counterparty')}</th>
            <th scope="col" class="amount">${t('amount', {unit: this.stream.currency})}</th>
            <th scope="col" class="amount">${t('delivered')}</th>
            <th scope="col" class="amount">${t('income')}</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${deals.map((deal) => this.#row(deal))}
        </tbody>
      </table>
    </div>`;
  }

  #row(deal) {
    const {id, status, amount, delivered, qty, unit = '', deliveredQty = 0, income} = deal;
    const {exact} = money(currencyOf(this.stream));
    const goods = (units) => html`<small>${count(units)} ${unit}</small>`;
    return html`<tr data-deal=${id} data-status=${status} data-delivered=${delivered}>
      <th scope="row">${this.#about(deal)}</th>
      <td class="amount" data-name=${t('amount', {unit: this.stream.currency})}>
        ${exact(amount)} ${qty === undefined ? nothing : goods(qty)}
      </td>
      <td class="amount" data-name=${t('delivered')}>
        ${status === 'agreement' ? exact(delivered) : '—'} ${deliveredQty ? goods(deliveredQty) : nothing}
      </td>
      <td class="amount" data-name=${t('income')}>${income === undefined ? '—' : exact(income)}</td>
      <td>${this.#acts(deal)}</td>
    </tr>`;
  }

  #about({id, seq, counterparty, status, highest, product, maker, at}) {
    const facts = [product, maker, when(at, this.stream.timezone), `${t('seq')} ${seq}`, id].filter(Boolean);
    return html`<b>${counterparty}</b>
      <span class="state" data-status=${status}>${t(status === 'deal_cancelled' ? 'cancelledStatus' : status)}</span>
      ${highest ? html`<span class="state" data-highest>${t('highestSoFar')}</span>` : nothing}
      <small>${beside(facts)}</small>`;
  }

  #acts(deal) {
    const {status, amount, delivered, qty = 0, deliveredQty = 0} = deal;
    const open = status === 'agreement' && (delivered < amount || deliveredQty < qty);
    const untouched = status !== 'deal_cancelled' && delivered === 0 && deliveredQty === 0;
    return html`<span class="acts"
      >${open ? html`<button data-do="deliver" @click=${() => this.#ask(askDelivery, deal)}>${t('deliver')}</button>` : nothing}
      ${
        untouched
          ? html`<button data-do="call-off" @click=${() => this.#ask(askCallOff, deal)}>${t('callOff')}</button>`
          : nothing
      }</span
    >`;
  }

  async #ask(act, deal) {
    const {stream} = this;
    /** The next such act on this deal goes out under the same id, until there is an answer. */
    const send = (message) =>
      this.#sending.send(JSON.stringify([message.type, message.deal]), {...message, stream: stream.id});
    const said = await act(deal, {stream, send});
    if (said === undefined) return;
    this.tell('recorded');
    this.tell('said', said);
  }
}

customElements.define('console-deal-list', ConsoleDealList);
