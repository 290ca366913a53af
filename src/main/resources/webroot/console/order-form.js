import {html, nothing} from 'lit';
import {createRef, ref} from 'lit/directives/ref.js';
import {newId} from '../lib/livetally-client.js';
import {BUYER_DIMENSIONS} from '../shared/dimensions.js';
import {FieldError} from '../shared/field-error.js';
import {field, text} from '../shared/fields.js';
import {currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {MAX_QTY} from '../shared/limits.js';
import {store, stored} from '../shared/local-setting.js';
import {PageElement} from '../shared/page-element.js';
import {major, minor, minorOrNothing} from './amount.js';
import {record} from './record.js';
import {address} from './route.js';

const QTY = /^[1-9]\d{0,6}$/;
const CHANNEL = 'offline-store';

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

  #form = createRef();

  willUpdate(changed) {
    if (changed.has('stream') && changed.get('stream')?.id !== this.stream.id) {
      this.draft = {...blank(), ...stored(this.#key, {}, () => sessionStorage)};
      this.ack = undefined;
    }
    // Somebody types faster than the catalogue comes. What was sent already stays as it was.
    if (changed.has('products') && this.draft.id === undefined) {
      const lines = this.draft.lines.map((line) => this.#priced(line));
      if (lines.some(({sku, amount}, i) => sku !== this.draft.lines[i].sku || amount !== this.draft.lines[i].amount)) {
        this.#keep({lines});
      }
    }
  }

  get #key() {
    return `livetally.order.${this.stream.id}`;
  }

  /** What is typed is kept in the tab: a reload, a lapsed token or another stream in between loses nothing. */
  #keep(change) {
    this.draft = {...this.draft, ...change};
    store(this.#key, this.draft, () => sessionStorage);
  }

  render() {
    const {draft, stream} = this;
    const total = this.#total();
    const names = draft.lines.flatMap((_, i) => ['sku', 'qty', 'amount'].map((name) => `lines[${i}].${name}`));
    return html` <form novalidate ${ref(this.#form)} class="card-form" @submit=${this.#submit}>
      ${stream.status === 'live' ? nothing : html`<p class="quiet">${t('notLive')}</p>`}
      ${draft.lines.map((line, i) => this.#line(line, i))}
      <datalist id="skus">
        ${Object.entries(this.products).map(
          ([sku, {name, price}]) =>
            html` <option value=${sku}>
              ${name}${price === undefined ? '' : ` · ${money(currencyOf(stream)).exact(price)}`}
            </option>`,
        )}
      </datalist>
      <button type="button" data-do="add-line" @click=${this.#add}>${t('addLine')}</button>
      <div class="pair">
        ${this.#text('channel', {label: t('channel'), list: 'channels'})}
        ${field(
          'order-paid',
          t('status'),
          ({id}) =>
            html`<span class="radios" id=${id} role="radiogroup" aria-label=${t('status')}>
              ${[
                ['paid', t('paid')],
                ['placed', t('placedNow')],
              ].map(
                ([value, label]) =>
                  html` <label
                    ><input
                      type="radio"
                      name="status"
                      value=${value}
                      .checked=${draft.status === value}
                      @change=${() => this.#keep({status: value})} />${label}</label
                  >`,
              )}</span
            >`,
        )}
        ${this.#text('buyer', {label: t('buyer'), wrong: 'buyer.id', placeholder: t('optional')})}
        ${BUYER_DIMENSIONS.map(({field}) =>
          this.#text(field, {label: t(field), wrong: `buyer.${field}`, placeholder: t('optional')}),
        )}
      </div>
      <datalist id="channels">
        ${[...new Set([CHANNEL, ...this.channels])].map((one) => html`<option value=${one}></option>`)}
      </datalist>
      ${
        draft.id && !this.busy && this.problem?.code !== 'conflict'
          ? html`<p class="quiet" data-pending=${draft.id}>${t('sameId')}</p>`
          : nothing
      }
      ${
        this.problem?.code === 'conflict'
          ? html`<p class="trouble" role="alert">
              ${t('conflictText')} <a href=${address(stream.id, 'orders', draft.id)}>${t('openIt')}</a>
            </p>`
          : this.trouble([...names, 'channel', 'buyer.id', ...BUYER_DIMENSIONS.map(({field}) => `buyer.${field}`)])
      }
      <footer>
        ${
          total === undefined
            ? nothing
            : html`<span class="total">${t('total', {amount: money(currencyOf(stream)).exact(total)})}</span>`
        }
        ${
          draft.id
            ? html`<button type="button" ?disabled=${this.busy} data-do="new-order" @click=${() => this.#reset()}>
                ${t('newOrder')}
              </button>`
            : nothing
        }
        <button class="primary" ?disabled=${this.busy} data-do="record">${t('record')}</button>
      </footer>
      ${
        this.ack
          ? html`<p class="ack" role="status" data-ack=${this.ack.id} data-seq=${this.ack.seq}>
              ${this.ack.result === 'duplicate' ? t('duplicateAck') : t('ack')} · ${t('seq')} ${this.ack.seq} ·
              <a href=${address(stream.id, 'orders', this.ack.id)}>${this.ack.id}</a>
            </p>`
          : nothing
      }
    </form>`;
  }

  #text(name, {label, wrong = name, ...more}) {
    return text(`order-${name}`, label, {
      value: '',
      error: this.wrong(wrong),
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

  #line(line, i) {
    const at = (name) => `lines[${i}].${name}`;
    const known = this.#product(line.sku);
    const hint = !line.sku.trim() ? t('pickHint') : known ? known.name : t('unknownSku');
    const input = (name, label, more) =>
      text(`line-${i}-${name}`, label, {
        error: this.wrong(at(name)),
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

  #product(sku) {
    return Object.hasOwn(this.products, sku.trim()) ? this.products[sku.trim()] : undefined;
  }

  /** The price fills in the amount until somebody types another. A name, whole, is as good as its sku. */
  #typed(i, name, value) {
    const line = {...this.draft.lines[i], [name]: value};
    const typed = name === 'amount' ? {...line, own: value.trim() !== ''} : this.#priced(line);
    this.#keep({lines: this.draft.lines.with(i, typed)});
  }

  #priced(line) {
    const sku = this.#named(line.sku) ?? line.sku;
    if (line.own) return {...line, sku};
    const price = this.#product(sku)?.price;
    const known = price !== undefined && QTY.test(line.qty.trim());
    return {
      ...line,
      sku,
      amount: known ? major(BigInt(price) * BigInt(line.qty.trim()), currencyOf(this.stream)) : '',
    };
  }

  /** The sku of a product whose name was typed in its place. */
  #named(text) {
    if (this.#product(text)) return undefined;
    return Object.entries(this.products).find(([, {name}]) => name === text.trim())?.[0];
  }

  async #add() {
    this.#keep({lines: [...this.draft.lines, emptyLine()]});
    await this.updateComplete;
    this.querySelector(`#line-${this.draft.lines.length - 1}-sku`).focus();
  }

  #drop(i) {
    this.#keep({lines: this.draft.lines.filter((_, at) => at !== i)});
  }

  #total() {
    const amounts = this.draft.lines.map(({amount}) => minorOrNothing(amount, currencyOf(this.stream)));
    return amounts.includes(undefined) ? undefined : amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
  }

  async #submit(event) {
    event.preventDefault();
    this.ack = undefined;
    const done = await this.attempt(async () => {
      const message = this.#message();
      this.#keep({id: message.id});
      try {
        this.ack = await record(message);
      } catch (problem) {
        // Refused for certain: what is sent next may be another order, and needs no memory of this one.
        if (!problem.unsure && problem.code !== 'conflict') this.#keep({id: undefined});
        throw problem;
      }
    });
    if (!done) return;
    this.#reset(this.ack);
    this.tell('recorded', this.ack);
    await this.updateComplete;
    this.querySelector('#line-0-sku').focus();
  }

  #message() {
    const {draft, stream} = this;
    const lines = draft.lines.map(({sku, qty, amount}, i) => {
      if (!sku.trim()) throw new FieldError(`lines[${i}].sku`, 'needed');
      if (!QTY.test(qty.trim()) || Number(qty) > MAX_QTY) throw new FieldError(`lines[${i}].qty`, 'badQty');
      if (!amount.trim()) throw new FieldError(`lines[${i}].amount`, 'needed');
      return {sku: sku.trim(), qty: Number(qty), amount: minor(amount, currencyOf(stream), `lines[${i}].amount`)};
    });
    const buyer = given({id: draft.buyer, ...ofBuyer(({field}) => draft[field])});
    return {
      type: 'order',
      id: draft.id ?? newId('offline-'),
      stream: stream.id,
      ...given({channel: draft.channel}),
      ...(Object.keys(buyer).length ? {buyer} : {}),
      lines,
      status: draft.status,
    };
  }

  /** For the next one at the same counter: its channel and whether people pay there stay. */
  #reset(ack) {
    const {channel, status} = this.draft;
    this.draft = {...blank(), channel, status};
    sessionStorage.removeItem(this.#key);
    this.problem = undefined;
    this.ack = ack;
  }
}

function emptyLine() {
  return {sku: '', qty: '1', amount: '', own: false};
}

function blank() {
  return {lines: [emptyLine()], channel: CHANNEL, status: 'paid', buyer: '', ...ofBuyer(() => '')};
}

/** Something of each field of a buyer. */
function ofBuyer(make) {
  return Object.fromEntries(BUYER_DIMENSIONS.map((dimension) => [dimension.field, make(dimension)]));
}

function given(fields) {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value),
  );
}

customElements.define('console-order-form', ConsoleOrderForm);
