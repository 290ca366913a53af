import {html, nothing} from 'lit';
import {text, values} from '../shared/fields.js';
import {FieldError} from '../shared/field-error.js';
import {t, to} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {productName, stockText} from '../shared/products.js';
import {isOver} from '../shared/session-time.js';
import {api} from '../shared/session.js';
import {stockOf, stockState} from '../shared/stock.js';
import {productOf, skuOf} from './order-draft.js';
import {Sending} from './sending.js';
import {when} from './time.js';

/** Who and what is on air, and how to say so. */
class ConsoleOnAir extends PageElement {
  static properties = {
    stream: {attribute: false},
    board: {attribute: false},
    products: {state: true},
  };

  #sending = new Sending();

  constructor() {
    super();
    this.products = {};
  }

  willUpdate(changed) {
    if (changed.has('stream') && changed.get('stream')?.id !== this.stream.id) this.#load();
  }

  /** The catalogue may have been changed on another tab meanwhile. */
  #load() {
    return this.readNewest(
      () => api('GET', `/api/streams/${this.stream.id}/products`),
      (products) => {
        this.products = products;
      },
    );
  }

  get #show() {
    return this.board?.show ?? {};
  }

  render() {
    const {host, sku, since} = this.#show;
    return html`<p class="air" data-host=${host ?? ''} data-sku=${sku ?? ''}>
        ${
          sku
            ? html`<b>${productName(this.products, sku)}</b>${this.#left(sku)}
                <small>${t('onAirSince', {time: when(since, this.stream.timezone)})}</small>`
            : html`<span class="quiet">${this.board ? t('nothingIsOnAir') : '—'}</span>`
        }
        ${host ? html`<span class="host">${t('hostIs', {host})}</span>` : nothing}
      </p>
      ${isOver(this.stream.status) ? nothing : this.#form(host, sku)} ${this.problemView(['host', 'sku'])}`;
  }

  #left(sku) {
    const left = stockOf(sku, this.board);
    if (left === undefined) return nothing;
    const state = stockState(left);
    return html`<span class="stock" data-state=${state ?? nothing}>${stockText(left)}</span>`;
  }

  #form(host, sku) {
    return html`<form novalidate class="on-air" @submit=${this.#submit} @focusin=${this.#fresh}>
      ${text('air-host', t('airHost'), {
        name: 'host',
        value: host ?? '',
        placeholder: t('optional'),
        error: this.errorOf('host'),
      })}
      ${text('air-sku', t('airProduct'), {
        name: 'sku',
        list: 'air-skus',
        placeholder: t('pickHint'),
        error: this.errorOf('sku'),
        hint: this.#hint(),
        oninput: () => this.requestUpdate(),
      })}
      <datalist id="air-skus">
        ${Object.entries(this.products).map(([key, {name}]) => html`<option value=${key}>${name}</option>`)}
      </datalist>
      <span class="acts">
        <button class="primary" ?disabled=${this.busy} data-do="put-on-air">${t('putOnAir')}</button>
        ${
          sku
            ? html`<button type="button" ?disabled=${this.busy} data-do="off-air" @click=${this.#clear}>
                ${t('offAir')}
              </button>`
            : nothing
        }
        <a class="button" href=${to(`/host/${this.stream.id}`)} target="_blank" rel="opener" data-link="host"
          >${t('hostPage')}</a
        >
      </span>
    </form>`;
  }

  /** What the product is called whose sku is typed. */
  #hint() {
    const typed = this.querySelector('#air-sku')?.value ?? '';
    return productOf(this.products, skuOf(typed, this.products))?.name ?? nothing;
  }

  #read = 0;

  #fresh() {
    if (Date.now() - this.#read < 10_000) return;
    this.#read = Date.now();
    this.#load();
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const {host, sku: typed} = values(form);
    const sku = skuOf(typed, this.products);
    const {host: before = ''} = this.#show;
    const change = {...(host === before ? {} : {host: host || null}), ...(sku ? {sku} : {})};
    if (Object.keys(change).length === 0) {
      this.problem = new FieldError('sku', 'needed');
      this.focusError();
      return;
    }
    const said = sku ? t('onAirNow', {name: productName(this.products, sku)}) : t('hostNow');
    if (await this.#send(change, said)) form.elements.sku.value = '';
    this.requestUpdate();
  }

  #clear() {
    return this.#send({sku: null}, t('offAirNow'));
  }

  async #send(change, said) {
    const message = {type: 'show', stream: this.stream.id, ...change};
    // Another product is another message: of two that were recorded the later one counts.
    const done = await this.attempt(() => this.#sending.send(JSON.stringify(message), message));
    if (done) this.tell('said', said);
    return done;
  }
}

customElements.define('console-on-air', ConsoleOnAir);
