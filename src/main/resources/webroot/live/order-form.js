import {LitElement, html, nothing} from 'lit';
import {BUYER_DIMENSIONS} from '../shared/dimensions.js';
import {currencyOf, money} from '../shared/format.js';
import {isolate, lang, spelled, t} from '../shared/i18n.js';
import {MAX_NAME, MAX_SHOP_QTY, MAX_SHOP_VALUE} from '../shared/limits.js';
import {given, ofBuyer, priceOf} from '../shared/order.js';
import {styles} from './order-form.css.js';
import {fieldName, whyRefused} from './words.js';

/**
 * The sheet in which a viewer orders, unless `closed` is the word that says why nobody can. Fires `place` with `{sku,
 * qty, buyer}`; shows in `order` what became of it, in the word of `waiting` until that is known, and fires `again`
 * when there is to be another one.
 */
class OrderForm extends LitElement {
  static properties = {
    products: {attribute: false},
    currency: {attribute: false},
    order: {attribute: false},
    left: {attribute: false},
    closed: {},
    waiting: {},
    sku: {state: true},
    qty: {state: true},
  };

  static styles = styles;

  #buyer = ofBuyer(() => '');

  constructor() {
    super();
    this.products = [];
    /** Units left of a product, by sku. @type {(sku: string) => number | undefined} */
    this.left = () => undefined;
    this.qty = 1;
  }

  /** Opens with one of this product. */
  open(sku) {
    this.sku = sku;
    this.qty = 1;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    const outcome = this.order && this.order.state !== 'refused';
    return html` <dialog aria-labelledby="title" @close=${this.#again} @click=${this.#backdrop}>
      <header>
        <h2 id="title">${t('orderTitle')}</h2>
        <button type="button" class="x" aria-label=${t('close')} @click=${this.#close}>×</button>
      </header>
      ${outcome ? this.#outcome(this.order) : this.#form()}
    </dialog>`;
  }

  /** Options that a viewer once picked no longer follow their attribute `selected`. */
  updated() {
    const select = this.renderRoot.querySelector('select');
    if (select) select.value = this.products.some(({sku}) => sku === this.sku) ? this.sku : '';
  }

  #outcome({id, state, name, unit, lines: [{qty, amount}], ...order}) {
    const words = t(state === 'placed' ? 'placedOrder' : this.waiting);
    return html` <div class="outcome" data-state=${state}>
      <p class="state" role="status">${words}</p>
      <p><bdi>${name}</bdi> × ${qty}${unit ? ` ${unit}` : nothing}</p>
      <p class="total"><span>${t('total')}</span><b>${money(currencyOf(order)).exact(amount)}</b></p>
      <p class="id">${t('orderId')} <code>${id}</code></p>
      <button type="button" class="main" @click=${this.#close}>${t('done')}</button>
    </div>`;
  }

  #form() {
    const chosen = this.products.find(({sku}) => sku === this.sku);
    const amount = chosen ? Number(priceOf(chosen.price, this.qty)) : 0;
    const refusal = this.order?.refusal;
    const bad = refusal && fieldName(refusal.field);
    const trouble = this.#trouble(chosen, amount, refusal);
    return html` <form @submit=${this.#submit}>
      ${trouble ? html`<p class="alert" role="alert">${trouble}</p>` : nothing} ${this.#product(chosen, bad)}
      ${this.#quantity(bad)}
      <div class="pair">${BUYER_DIMENSIONS.map((dimension) => this.#buyerField(dimension, bad))}</div>
      <p class="total" aria-live="polite">
        <span>${t('total')}</span><b data-value=${amount}>${money(this.currency).exact(amount)}</b>
      </p>
      <button
        class="main"
        ?disabled=${this.closed || !chosen || this.left(chosen.sku) === 0 || amount > MAX_SHOP_VALUE}>
        ${t('submit')}
      </button>
    </form>`;
  }

  /** Why the order cannot be placed, in words, if so. */
  #trouble(chosen, amount, refusal) {
    if (this.closed) return t(this.closed);
    if (!chosen) return t('gone');
    if (this.left(chosen.sku) === 0) return t('soldOut');
    if (amount > MAX_SHOP_VALUE) return t('tooMuch', {amount: money(this.currency).exact(MAX_SHOP_VALUE)});
    return refusal && whyRefused(refusal);
  }

  #product(chosen, bad) {
    const {exact} = money(this.currency);
    return html`<label
      >${t('product')}
      <select
        name="sku"
        aria-invalid=${bad === 'sku'}
        @change=${(event) => {
          this.sku = event.target.value;
        }}>
        ${chosen ? nothing : html`<option value="" selected></option>`}
        ${this.products.map(
          ({sku, name, unit, price}) =>
            html` <option value=${sku} ?selected=${sku === this.sku}>
              ${isolate(name)} · ${exact(price)}${unit ? ` ${t('perUnit', {unit})}` : nothing}
            </option>`,
        )}
      </select></label
    >`;
  }

  #quantity(bad) {
    return html`<div class="field">
      <span id="quantity">${t('quantity')}</span>
      <div class="stepper">
        <button type="button" aria-label=${t('fewer')} ?disabled=${this.qty <= 1} @click=${() => this.#step(-1)}>
          −
        </button>
        <input
          name="qty"
          type="number"
          inputmode="numeric"
          min="1"
          max=${MAX_SHOP_QTY}
          required
          aria-labelledby="quantity"
          aria-invalid=${bad === 'qty'}
          .value=${String(this.qty)}
          @change=${this.#typed} />
        <button
          type="button"
          aria-label=${t('oneMore')}
          ?disabled=${this.qty >= MAX_SHOP_QTY}
          @click=${() => this.#step(1)}>
          +
        </button>
      </div>
    </div>`;
  }

  #buyerField({field, autocomplete, words}, bad) {
    return html`<label
      >${t('optional', {field: t(field)})}<input
        name=${field}
        maxlength=${MAX_NAME}
        autocomplete=${autocomplete}
        placeholder=${words[lang].hint ? spelled(words[lang].hint) : nothing}
        aria-invalid=${bad === field}
        .value=${this.#buyer[field]}
        @input=${(event) => {
          this.#buyer[field] = event.target.value;
        }}
    /></label>`;
  }

  #step(by) {
    this.qty = Math.min(MAX_SHOP_QTY, Math.max(1, this.qty + by));
  }

  #typed({target}) {
    this.qty = Math.min(MAX_SHOP_QTY, Math.max(1, Math.round(Number(target.value)) || 1));
    target.value = String(this.qty);
  }

  #submit(event) {
    event.preventDefault();
    if (this.closed) return;
    const detail = {sku: this.sku, qty: this.qty, buyer: given(this.#buyer)};
    this.dispatchEvent(new CustomEvent('place', {detail}));
  }

  #backdrop({target, currentTarget, clientX, clientY}) {
    const {left, right, top, bottom} = currentTarget.getBoundingClientRect();
    const inside = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
    if (target === currentTarget && !inside) this.#close();
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
  }

  #again() {
    this.dispatchEvent(new Event('again'));
  }
}

customElements.define('order-form', OrderForm);
