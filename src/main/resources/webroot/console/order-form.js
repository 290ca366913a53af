import {html, nothing} from 'lit';
import {BUYER_DIMENSIONS} from '../shared/dimensions.js';
import {field, text} from '../shared/fields.js';
import {currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {inTab} from '../shared/storage.js';
import {
  CHANNEL,
  blankDraft,
  emptyLine,
  messageOf,
  placedAt,
  pricedLine,
  productOf,
  totalOf,
  typedLine,
} from './order-draft.js';
import {record} from './record.js';
import {address} from './route.js';
import {when} from './time.js';

/** What a form says of a stream that is not live. */
const NOTES = {scheduled: 'notLive', ended: 'lateOrder', closed: 'closedOrder'};

/**
 * Enters an order by hand. Its id is made when it is first sent, and stays, also over a reload, until there is an ack:
 * sent again, it is counted once.
 */
class ConsoleOrderForm extends PageElement {
  static properties = {
    stream: {attribute: false},
    products: {attribute: false},
    channels: {attribute: false, hasChanged: (now, before) => String(now) !== String(before)},
    draft: {state: true},
    ack: {state: true},
  };

  willUpdate(changed) {
    if (changed.has('stream') && changed.get('stream')?.id !== this.stream.id) {
      this.draft = {...blankDraft(), ...inTab.read(this.#key, {})};
      this.ack = undefined;
    }
    // Somebody types faster than the catalogue comes. What was sent already stays as it was.
    if (changed.has('products') && this.draft.id === undefined) {
      const lines = this.draft.lines.map((line) => pricedLine(line, this.products, this.#currency));
      if (lines.some(({sku, amount}, i) => sku !== this.draft.lines[i].sku || amount !== this.draft.lines[i].amount)) {
        this.#keep({lines});
      }
    }
  }

  get #key() {
    return `livetally.order.${this.stream.id}`;
  }

  get #currency() {
    return currencyOf(this.stream);
  }

  /** What is typed is kept in the tab: a reload, a lapsed token or another stream in between loses nothing. */
  #keep(change) {
    this.draft = {...this.draft, ...change};
    inTab.write(this.#key, this.draft);
  }

  render() {
    return html` <form novalidate class="card-form" @submit=${this.#submit}>
      ${this.#note()} ${this.#lines()}
      <button type="button" data-do="add-line" @click=${this.#add}>${t('addLine')}</button>
      ${this.#about()} ${this.#refusal()} ${this.#footer()} ${this.ack ? this.#recorded(this.ack) : nothing}
    </form>`;
  }

  #note() {
    const {status} = this.stream;
    return status === 'live' ? nothing : html`<p class="quiet">${t(NOTES[status])}</p>`;
  }

  #lines() {
    const {exact} = money(this.#currency);
    return html`${this.draft.lines.map((line, i) => this.#line(line, i))}
      <datalist id="skus">
        ${Object.entries(this.products).map(
          ([sku, {name, price}]) =>
            html` <option value=${sku}>${name}${price === undefined ? '' : ` · ${exact(price)}`}</option>`,
        )}
      </datalist>`;
  }

  #line(line, i) {
    const known = productOf(this.products, line.sku);
    const hint = !line.sku.trim() ? t('pickHint') : known ? known.name : t('unknownSku');
    const input = (name, label, more) =>
      text(`line-${i}-${name}`, label, {
        error: this.errorOf(`lines[${i}].${name}`),
        oninput: ({target}) => this.#typed(i, name, target.value),
        ...more,
        ...this.#shown(`line-${i}-${name}`, line[name]),
      });
    return html` <div class="order-line" data-line=${i}>
      <div class="product">${input('sku', t('product'), {list: 'skus', hint})}</div>
      ${input('amount', t('amount', {unit: this.stream.currency}), {inputmode: 'decimal'})}
      ${input('qty', t('qty'), {inputmode: 'numeric'})}
      ${
        this.draft.lines.length > 1
          ? html`<button type="button" class="plain" data-do="remove-line" @click=${() => this.#drop(i)}>
              ${t('removeLine')}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Its channel, whether it is paid, and its buyer. */
  #about() {
    return html`<div class="pair">
        ${this.#text('channel', {label: t('channel'), list: 'channels'})} ${this.#status()} ${this.#time()}
        ${this.#text('buyer', {label: t('buyer'), wrong: 'buyer.id', placeholder: t('optional')})}
        ${BUYER_DIMENSIONS.map(({field}) =>
          this.#text(field, {label: t(field), wrong: `buyer.${field}`, placeholder: t('optional')}),
        )}
      </div>
      <datalist id="channels">
        ${[...new Set([CHANNEL, ...this.channels])].map((one) => html`<option value=${one}></option>`)}
      </datalist>`;
  }

  #status() {
    const radio = (value, label) =>
      html` <label
        ><input
          type="radio"
          name="status"
          value=${value}
          .checked=${this.draft.status === value}
          @change=${() => this.#keep({status: value})} />${label}</label
      >`;
    return field(
      'order-paid',
      t('status'),
      ({id}) =>
        html`<span class="radios" id=${id} role="radiogroup" aria-label=${t('status')}>
          ${radio('paid', t('paid'))} ${radio('placed', t('placedNow'))}</span
        >`,
    );
  }

  /** After the end a stream takes orders of its time only. */
  #time() {
    const {status, startedAt, endedAt, timezone} = this.stream;
    if (status !== 'ended') return nothing;
    const hint = t('lateAtHint', {from: when(startedAt, timezone), to: when(endedAt, timezone)});
    return this.#text('at', {label: t('lateAt'), type: 'datetime-local', step: 1, hint});
  }

  #text(name, {label, wrong = name, ...more}) {
    return text(`order-${name}`, label, {
      value: '',
      error: this.errorOf(wrong),
      oninput: ({target}) => this.#keep({[name]: target.value}),
      ...more,
      ...this.#shown(`order-${name}`, this.draft[name]),
    });
  }

  /** What a field shows follows the draft: `defaultValue` alone does not, once something was typed. */
  #shown(id, value) {
    const input = this.querySelector(`#${id}`);
    if (input && input.value !== value) input.value = value;
    return {value};
  }

  #refusal() {
    const {draft} = this;
    if (this.problem?.code === 'conflict') {
      return html`<p class="trouble" role="alert">
        ${t('conflictText')} <a href=${address(this.stream.id, 'orders', draft.id)}>${t('openIt')}</a>
      </p>`;
    }
    const lines = draft.lines.flatMap((_, i) => ['sku', 'qty', 'amount'].map((name) => `lines[${i}].${name}`));
    const buyer = BUYER_DIMENSIONS.map(({field}) => `buyer.${field}`);
    return html`${
      draft.id && !this.busy ? html`<p class="quiet" data-pending=${draft.id}>${t('sameId')}</p>` : nothing
    }
    ${this.problemView([...lines, 'channel', 'at', 'buyer.id', ...buyer])}`;
  }

  #footer() {
    const total = totalOf(this.draft.lines, this.#currency);
    return html`<footer>
      ${
        total === undefined
          ? nothing
          : html`<span class="total">${t('total', {amount: money(this.#currency).exact(total)})}</span>`
      }
      ${
        this.draft.id
          ? html`<button type="button" ?disabled=${this.busy} data-do="new-order" @click=${() => this.#reset()}>
              ${t('newOrder')}
            </button>`
          : nothing
      }
      <button class="primary" ?disabled=${this.busy} data-do="record">${t('record')}</button>
    </footer>`;
  }

  #recorded({id, seq, result}) {
    return html`<p class="ack" role="status" data-ack=${id} data-seq=${seq}>
      ${result === 'duplicate' ? t('duplicateAck') : t('ack')} · ${t('seq')} ${seq} ·
      <a href=${address(this.stream.id, 'orders', id)}>${id}</a>
    </p>`;
  }

  #typed(i, name, value) {
    const typed = typedLine(this.draft.lines[i], name, value, this.products, this.#currency);
    this.#keep({lines: this.draft.lines.map((line, j) => (j === i ? typed : line))});
  }

  async #add() {
    this.#keep({lines: [...this.draft.lines, emptyLine()]});
    await this.updateComplete;
    this.querySelector(`#line-${this.draft.lines.length - 1}-sku`).focus();
  }

  #drop(i) {
    this.#keep({lines: this.draft.lines.filter((_, at) => at !== i)});
  }

  async #submit(event) {
    event.preventDefault();
    this.ack = undefined;
    if (!(await this.attempt(() => this.#record()))) return;
    this.#reset(this.ack);
    this.tell('recorded', this.ack);
    await this.updateComplete;
    this.querySelector('#line-0-sku').focus();
  }

  async #record() {
    const message = messageOf(this.draft, this.stream.id, this.#currency);
    if (this.stream.status === 'ended') message.at = placedAt(this.draft, this.stream);
    this.#keep({id: message.id});
    try {
      this.ack = await record(message);
    } catch (problem) {
      // Refused for certain: what is sent next may be another order, and needs no memory of this one.
      if (!problem.unsure && problem.code !== 'conflict') this.#keep({id: undefined});
      throw problem;
    }
  }

  /** For the next one at the same counter: its channel, its time, and whether people pay there stay. */
  #reset(ack) {
    const {channel, status, at} = this.draft;
    this.draft = {...blankDraft(), channel, status, at};
    inTab.removeItem(this.#key);
    this.problem = undefined;
    this.ack = ack;
  }
}

customElements.define('console-order-form', ConsoleOrderForm);
