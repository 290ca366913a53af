import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {download} from './download.js';
import './ledger-list.js';
import './one-order.js';
import './order-form.js';

/** Orders: enter one, find one, and what the ledger recorded last. */
class ConsoleOrders extends PageElement {
  static properties = {
    stream: {attribute: false},
    board: {attribute: false},
    order: {},
    products: {state: true},
    version: {state: true},
  };

  constructor() {
    super();
    this.products = {};
    this.version = 0;
  }

  /** Prices may have been changed on another tab meanwhile. */
  willUpdate(changed) {
    if (changed.has('stream') && changed.get('stream')?.id !== this.stream.id) this.#load();
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('recorded', () => {
      this.version++;
    });
  }

  #load() {
    return this.readNewest(
      () => api('GET', `/api/streams/${this.stream.id}/products`),
      (products) => {
        this.products = products;
      },
    );
  }

  render() {
    const {stream, products, board} = this;
    return html` ${this.problemView()}
      <div class="selling">
        <div>
          <section class="card" @focusin=${this.#fresh}>
            <h2>${t('offline')}</h2>
            <console-order-form
              .stream=${stream}
              .products=${products}
              .channels=${Object.keys(board?.channels ?? {})}></console-order-form>
          </section>
        </div>
        <div>
          <section class="card">
            <h2>${t('find')}</h2>
            <console-order
              .stream=${stream}
              .products=${products}
              .order=${this.order}
              .version=${this.version}></console-order>
          </section>
          <section class="card">
            <h2>
              ${t('ledger')}<span class="acts"
                ><button ?disabled=${this.busy} data-do="export-orders" @click=${this.#export}>
                  ${t('exportOrders')}
                </button></span
              >
            </h2>
            <console-ledger
              .stream=${stream}
              .products=${products}
              .board=${board}
              .version=${this.version}></console-ledger>
          </section>
        </div>
      </div>`;
  }

  #read = 0;

  #fresh() {
    if (Date.now() - this.#read < 10_000) return;
    this.#read = Date.now();
    this.#load();
  }

  #export() {
    const name = `${this.stream.id}-orders.csv`;
    return this.attempt(async () => {
      await download(`/api/streams/${this.stream.id}/orders.csv`, name);
      this.tell('said', t('exported', {name}));
    });
  }
}

customElements.define('console-orders', ConsoleOrders);
