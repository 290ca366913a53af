import {html, nothing} from 'lit';
import {createRef, ref} from 'lit/directives/ref.js';
import {text, values} from '../shared/fields.js';
import {count, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {stockWords} from './stock-words.js';

const SHOWN = 60;

/** Any product of the catalogue, and who presents. Fires `show` with what is to be on air. */
class PickDialog extends PageElement {
  static properties = {
    goods: {attribute: false},
    products: {attribute: false},
    board: {attribute: false},
    currency: {attribute: false},
    wanted: {state: true},
  };

  #dialog = createRef();

  constructor() {
    super();
    this.wanted = '';
  }

  open() {
    this.wanted = '';
    this.requestUpdate(); // stock is read meanwhile
    this.#dialog.value.showModal();
    this.querySelector('[type=search]').focus();
  }

  render() {
    return html`<dialog ${ref(this.#dialog)} class="pick" aria-labelledby="pick-title">
      <header>
        <h2 id="pick-title">${t('steerTitle')}</h2>
        <button type="button" class="plain" @click=${() => this.#dialog.value.close()}>${t('close')}</button>
      </header>
      ${this.#host()}
      <input
        type="search"
        aria-label=${t('findProduct')}
        placeholder=${t('findProduct')}
        .value=${this.wanted}
        @input=${({target}) => {
          this.wanted = target.value;
        }} />
      ${this.#products()}
      ${
        this.board?.show?.sku
          ? html`<footer>
              <button type="button" data-do="clear" @click=${() => this.#choose({sku: null})}>${t('clear')}</button>
            </footer>`
          : nothing
      }
    </dialog>`;
  }

  #host() {
    const host = this.board?.show?.host ?? '';
    const change = (event) => {
      event.preventDefault();
      const typed = values(event.target).host;
      if (typed !== host) this.#choose({host: typed || null});
    };
    return html`<form class="presenter" novalidate @submit=${change}>
      ${text('host-name', t('hostName'), {name: 'host', value: host})}
      <button data-do="set-host">${t('setHost')}</button>
    </form>`;
  }

  #products() {
    const all = this.products ?? [];
    const wanted = this.wanted.trim().toLowerCase();
    const found = all.filter(({sku, name}) => `${name} ${sku}`.toLowerCase().includes(wanted));
    if (found.length === 0)
      return html`<p class="quiet" role="status">
        ${all.length === 0 ? t('noProducts') : t('noMatch', {text: this.wanted.trim()})}
      </p>`;
    const rest = found.length - SHOWN;
    return html`<ul>
        ${found.slice(0, SHOWN).map((product) => this.#product(product))}
      </ul>
      ${rest > 0 ? html`<p class="quiet">${t('more', {n: count(rest)})}</p>` : nothing}`;
  }

  #product({sku, name, price}) {
    const isOn = this.board?.show?.sku === sku;
    const left = this.goods.left(sku, this.board);
    return html`<li>
      <button
        type="button"
        data-key=${sku}
        aria-current=${isOn ? 'true' : nothing}
        @click=${() => this.#choose({sku})}>
        <span class="name">${name}</span>
        <span class="price">${price === undefined ? '' : money(this.currency).exact(price)}</span>
        ${stockWords(left)}
      </button>
    </li>`;
  }

  #choose(what) {
    this.#dialog.value.close();
    this.tell('show', what);
  }
}

customElements.define('pick-dialog', PickDialog);
