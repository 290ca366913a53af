import {LitElement, css, html, nothing} from 'lit';
import {BUYER_DIMENSIONS} from '../shared/dimensions.js';
import {currencyOf, money} from '../shared/format.js';
import {lang, t} from '../shared/i18n.js';
import {MAX_NAME, MAX_SHOP_QTY, MAX_SHOP_VALUE} from '../shared/limits.js';
import {fieldName, whyRefused} from './words.js';

/**
 * The sheet in which a viewer orders, unless `closed` is the word that says why nobody can. Fires `place` with `{sku,
 * qty, buyer}`; shows in `order` what became of it, and fires `again` when there is to be another one.
 */
class OrderForm extends LitElement {
  static properties = {
    products: {attribute: false},
    currency: {attribute: false},
    order: {attribute: false},
    closed: {},
    offline: {type: Boolean},
    sku: {state: true},
    qty: {state: true},
  };

  static styles = css`
    dialog {
      width: min(100vw, 28rem);
      max-width: none;
      max-height: 92dvh;
      overflow: auto;
      box-sizing: border-box;
      padding: 1.25rem;
      border: 1px solid var(--line);
      border-radius: 1rem;
      background: var(--raised);
      color: var(--snow);
      font-size: 1rem;
    }
    dialog::backdrop {
      background: var(--backdrop);
    }
    @media (max-width: 899px) {
      dialog {
        width: 100%;
        margin: auto 0 0;
        border-radius: 1rem 1rem 0 0;
        border-width: 1px 0 0;
        padding-bottom: calc(1.25rem + env(safe-area-inset-bottom));
      }
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      margin-bottom: 1rem;
    }
    h2 {
      margin: 0;
      font-size: 1.25rem;
      font-weight: 600;
    }
    form,
    .outcome {
      display: grid;
      gap: 1rem;
    }
    label,
    .field {
      display: grid;
      gap: 0.35rem;
      font-size: 0.9375rem;
      color: var(--quiet);
    }
    input,
    select,
    button {
      box-sizing: border-box;
      min-height: 2.875rem;
      font: inherit;
      font-size: 1rem;
      color: var(--snow);
      background: var(--night);
      border: 1px solid var(--control);
      border-radius: 0.5rem;
    }
    input,
    select {
      width: 100%;
      padding: 0 0.75rem;
    }
    ::placeholder {
      color: var(--quiet);
      opacity: 1;
    }
    button {
      padding: 0 1rem;
      cursor: pointer;
    }
    :is(input, select, button):focus-visible {
      outline: 2px solid var(--gold);
      outline-offset: 2px;
    }
    [aria-invalid='true'] {
      border-color: var(--alarm);
    }
    .x {
      min-height: 2.75rem;
      width: 2.75rem;
      padding: 0;
      border: 0;
      background: none;
      font-size: 1.5rem;
      line-height: 1;
    }
    .stepper {
      display: grid;
      grid-template-columns: 3rem minmax(0, 1fr) 3rem;
      gap: 0.5rem;
    }
    .stepper input {
      text-align: center;
      font-variant-numeric: tabular-nums;
      appearance: textfield;
      -moz-appearance: textfield;
    }
    .stepper input::-webkit-inner-spin-button {
      appearance: none;
      margin: 0;
    }
    .stepper button {
      padding: 0;
      font-size: 1.25rem;
    }
    .pair {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0.75rem;
    }
    .total {
      display: flex;
      align-items: baseline;
      justify-content: space-between;
      margin: 0;
      color: var(--quiet);
    }
    .total b {
      font-size: 1.625rem;
      font-weight: 600;
      color: var(--gold);
      font-variant-numeric: tabular-nums;
    }
    .main {
      background: var(--gold);
      border-color: var(--gold);
      color: var(--night);
      font-weight: 600;
      font-size: 1.0625rem;
      min-height: 3.125rem;
    }
    button:disabled {
      opacity: 0.5;
      cursor: default;
    }
    .alert {
      margin: 0;
      padding: 0.7rem 0.875rem;
      border-radius: 0.5rem;
      background: var(--alarm);
      color: var(--night);
      font-weight: 500;
    }
    .outcome p {
      margin: 0;
    }
    .state {
      font-size: 1.25rem;
      font-weight: 600;
    }
    .outcome[data-state='placed'] .state {
      color: var(--fresh);
    }
    .id {
      color: var(--quiet);
      overflow-wrap: anywhere;
      font-size: 0.9375rem;
    }
    .id code {
      font: inherit;
      color: var(--snow);
      user-select: all;
    }
  `;

  /** By field. */ #buyer = {};

  constructor() {
    super();
    this.products = [];
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
    const words = state === 'placed' ? t('placedOrder') : t(this.offline ? 'sentOffline' : 'sent');
    return html` <div class="outcome" data-state=${state}>
      <p class="state" role="status">${words}</p>
      <p>${name} × ${qty}${unit ? ` ${unit}` : nothing}</p>
      <p class="total"><span>${t('total')}</span><b>${money(currencyOf(order)).exact(amount)}</b></p>
      <p class="id">${t('orderId')} <code>${id}</code></p>
      <button type="button" class="main" @click=${this.#close}>${t('done')}</button>
    </div>`;
  }

  #form() {
    const chosen = this.products.find(({sku}) => sku === this.sku);
    const amount = chosen ? chosen.price * this.qty : 0;
    const {exact} = money(this.currency);
    const refusal = this.order?.refusal;
    const bad = refusal && fieldName(refusal.field);
    const trouble = this.closed
      ? t(this.closed)
      : !chosen
        ? t('gone')
        : amount > MAX_SHOP_VALUE
          ? t('tooMuch', {amount: exact(MAX_SHOP_VALUE)})
          : refusal && whyRefused(refusal);
    return html` <form @submit=${this.#submit}>
      ${trouble ? html`<p class="alert" role="alert">${trouble}</p>` : nothing}
      <label
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
                ${name} · ${exact(price)}${unit ? ` ${t('perUnit', {unit})}` : nothing}
              </option>`,
          )}
        </select></label
      >
      <div class="field">
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
      </div>
      <div class="pair">${BUYER_DIMENSIONS.map((dimension) => this.#buyerField(dimension, bad))}</div>
      <p class="total" aria-live="polite"><span>${t('total')}</span><b data-value=${amount}>${exact(amount)}</b></p>
      <button class="main" ?disabled=${this.closed || !chosen || amount > MAX_SHOP_VALUE}>${t('submit')}</button>
    </form>`;
  }

  #buyerField({field, autocomplete, words}, bad) {
    return html`<label
      >${t('optional', {field: t(field)})}<input
        name=${field}
        maxlength=${MAX_NAME}
        autocomplete=${autocomplete}
        placeholder=${words[lang].hint ?? nothing}
        aria-invalid=${bad === field}
        .value=${this.#buyer[field] ?? ''}
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
    const typed = Object.entries(this.#buyer).map(([field, name]) => [field, name.trim()]);
    const buyer = Object.fromEntries(typed.filter(([, name]) => name));
    const detail = {sku: this.sku, qty: this.qty, buyer};
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
