import {html, nothing} from 'lit';
import {count, currencyOf} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {pager} from './pager.js';
import {FIELDS, PRICES, blame, bodyOf, hasErrors, isChanged, isSame, rowOf} from './catalogue-rows.js';
import './csv-import.js';
import {download} from './download.js';
import {pollWhileVisible} from './poll-while-visible.js';
import './stock-cell.js';

const PAGE = 100;
const STOCK_MS = 2_000;
/** The catalogue as a table. Only what was changed is sent, so that two people can work on it. */
class ConsoleCatalogue extends PageElement {
  static properties = {
    stream: {attribute: false},
    rows: {state: true},
    stock: {state: true, hasChanged: (now, before) => JSON.stringify(now) !== JSON.stringify(before)},
    wanted: {state: true},
    page: {state: true},
    importing: {state: true},
  };

  constructor() {
    super();
    this.wanted = '';
    this.page = 0;
    this.stock = {};
    const poll = pollWhileVisible(this, STOCK_MS, () => this.#readStock());
    this.addEventListener('stock-changed', poll.now);
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  /** Reads it all again; what was not saved is gone. */
  load() {
    return this.attempt(async () => {
      const products = await api('GET', `/api/streams/${this.stream.id}/products`);
      this.rows = Object.entries(products).map(([sku, product]) => rowOf(sku, product, this.#currency));
    });
  }

  /** A server that is away leaves what was known: the figures above say that it is. */
  async #readStock() {
    if (this.checkVisibility?.() === false) return;
    this.stock = await api('GET', `/api/streams/${this.stream.id}/stock`).catch(() => this.stock);
  }

  get #currency() {
    return currencyOf(this.stream);
  }

  render() {
    if (!this.rows) return this.problem ? this.problemView() : html`<p class="empty">${t('loading')}</p>`;
    const changed = this.rows.filter((row) => isChanged(row, this.#currency)).length;
    const wanted = this.wanted.trim().toLowerCase();
    const found = this.rows.filter(
      (row) => !row.was || row.sku.toLowerCase().includes(wanted) || row.name.toLowerCase().includes(wanted),
    );
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(this.page, pages - 1);
    return html` ${this.#tools()} ${this.importing ? this.#import(changed) : nothing} ${this.problemView()}
    ${
      this.rows.length === 0
        ? html`<p class="empty">${t('noRows')}</p>`
        : this.#table(found.slice(page * PAGE, (page + 1) * PAGE))
    }
    ${pager(page, pages, (next) => {
      this.page = next;
    })}
    ${changed === 0 ? nothing : this.#unsaved(changed)}`;
  }

  #tools() {
    return html`<div class="tools">
      <input
        type="search"
        aria-label=${t('filterRows')}
        placeholder=${t('filterRows')}
        @input=${({target}) => Object.assign(this, {wanted: target.value, page: 0})} />
      <span class="quiet" data-count=${this.rows.length}>${t('countRows', {n: count(this.rows.length)})}</span>
      <span class="acts">
        <button data-do="add-row" @click=${this.#add}>${t('addRow')}</button>
        <button
          data-do="import"
          aria-expanded=${this.importing ? 'true' : 'false'}
          @click=${() => {
            this.importing = !this.importing;
          }}>
          ${t('importCsv')}
        </button>
        <button data-do="export-products" ?disabled=${this.busy} @click=${this.#export}>${t('exportCsv')}</button>
      </span>
    </div>`;
  }

  #import(changed) {
    return html`<console-import
      .stream=${this.stream}
      .rows=${this.rows.filter(({was}) => was).length}
      .unsaved=${changed}
      @imported=${this.#imported}></console-import>`;
  }

  #unsaved(changed) {
    return html` <div class="sticky">
      <span class="quiet">${t('changedRows', {n: changed})}</span>
      <button ?disabled=${this.busy} data-do="revert-rows" @click=${() => this.load()}>${t('revert')}</button>
      <button class="primary" ?disabled=${this.busy} data-do="save-rows" @click=${this.#save}>
        ${t('saveRows', {n: changed})}
      </button>
    </div>`;
  }

  #table(rows) {
    return html` <div class="scroll">
      <table class="catalogue">
        <thead>
          <tr>
            <th class="sku" scope="col">${t('sku')}</th>
            <th scope="col">${t('name')}</th>
            <th class="unit" scope="col">${t('unit')}</th>
            ${PRICES.map(
              (name) =>
                html`<th class="price amount" scope="col" title=${t('priceHint', {unit: this.stream.currency})}>
                  ${t(name)} (${this.stream.currency})
                </th>`,
            )}
            <th class="stock amount" scope="col" title=${t('stockHint')}>${t('stock')}</th>
            <th class="do"></th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.#tableRow(row))}
        </tbody>
      </table>
    </div>`;
  }

  #tableRow(row) {
    const sku = row.was
      ? html`<input readonly .value=${row.sku} aria-label=${t('sku')} />`
      : this.#cell(row, 'sku', t('newSku'));
    return html` <tr data-sku=${row.sku} class=${row.removed ? 'removed' : row.was ? '' : 'new'}>
      <td data-name=${t('sku')}>${sku}</td>
      ${FIELDS.map((name) => html`<td data-name=${t(name)}>${this.#cell(row, name)}</td>`)}
      <td class="stock" data-name=${t('stock')}>
        <console-stock
          .stream=${this.stream}
          .sku=${row.sku}
          .name=${row.name || row.sku}
          .left=${Object.hasOwn(this.stock, row.sku) ? this.stock[row.sku] : undefined}></console-stock>
      </td>
      <td>
        <button class="plain" data-do="remove-row" ?disabled=${this.busy} @click=${() => this.#remove(row)}>
          ${row.removed ? t('keep') : t('remove')}
        </button>
      </td>
    </tr>`;
  }

  #cell(row, name, placeholder = '') {
    const error = row.errors[name] ?? '';
    const told = `cell-${this.rows.indexOf(row)}-${name}`;
    return html` <input
        data-cell=${name}
        aria-label=${`${t(name)} ${row.sku}`}
        placeholder=${placeholder}
        .value=${row[name]}
        ?disabled=${row.removed}
        ?readonly=${this.busy}
        inputmode=${PRICES.includes(name) ? 'decimal' : nothing}
        autocomplete="off"
        spellcheck="false"
        ?data-changed=${row.was && !isSame(row, name, this.#currency)}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? told : nothing}
        @input=${({target}) => this.#typed(row, name, target.value)} />
      ${error ? html`<small class="error" id=${told}>${error}</small>` : nothing}`;
  }

  #typed(row, name, value) {
    row[name] = value;
    delete row.errors[name];
    this.requestUpdate();
  }

  async #add() {
    this.rows = [rowOf('', undefined, this.#currency), ...this.rows];
    this.page = 0;
    await this.updateComplete;
    this.querySelector('tr.new input').focus();
  }

  #remove(row) {
    if (row.was) row.removed = !row.removed;
    else this.rows = this.rows.filter((other) => other !== row);
    row.errors = {};
    this.requestUpdate();
  }

  async #save() {
    const changed = this.rows.filter((row) => isChanged(row, this.#currency));
    const body = bodyOf(changed, this.rows, this.#currency);
    if (!body) {
      await this.#showErrors();
      return;
    }
    const done = await this.attempt(() => api('PATCH', `/api/streams/${this.stream.id}`, {products: body}));
    if (!done) {
      if (blame(changed, this.problem)) this.problem = undefined;
      await this.#showErrors();
      return;
    }
    if (await this.load()) this.tell('said', t('rowsSaved', {n: changed.length}));
  }

  async #showErrors() {
    const bad = this.rows.findIndex(hasErrors);
    if (bad >= 0 && !this.wanted) this.page = Math.floor(bad / PAGE);
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('[aria-invalid="true"]')?.focus();
  }

  #export() {
    const name = `${this.stream.id}-products.csv`;
    return this.attempt(async () => {
      await download(`/api/streams/${this.stream.id}/products.csv`, name);
      this.tell('said', t('exported', {name}));
    });
  }

  async #imported({detail}) {
    this.importing = false;
    if (await this.load()) this.tell('said', t('replaced', {n: count(detail)}));
  }
}

customElements.define('console-catalogue', ConsoleCatalogue);
