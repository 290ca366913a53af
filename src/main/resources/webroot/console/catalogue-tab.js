import {html, nothing} from 'lit';
import {explain} from '../shared/explain.js';
import {count, currencyOf} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {major, minor} from './amount.js';
import './csv-import.js';
import {download} from './download.js';

const PAGE = 100;
const FIELDS = ['name', 'unit', 'retailPrice', 'price'];
const PRICES = ['retailPrice', 'price'];

/**
 * A row as it is edited: texts, as typed. `was` is what the server has of it; missing, if the row is new.
 *
 * @typedef {{sku: string, was?: object, removed: boolean, errors: Record<string, string>} & Record<string, string>}
 *   Row
 */

/** The catalogue as a table. Only what was changed is sent, so that two people can work on it. */
class ConsoleCatalogue extends PageElement {
  static properties = {
    stream: {attribute: false},
    rows: {state: true},
    wanted: {state: true},
    page: {state: true},
    importing: {state: true},
  };

  constructor() {
    super();
    this.wanted = '';
    this.page = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  /** Reads it all again; what was not saved is gone. */
  load() {
    return this.attempt(async () => {
      const products = await api('GET', `/api/streams/${this.stream.id}/products`);
      this.rows = Object.entries(products).map(([sku, product]) => this.#row(sku, product));
    });
  }

  #row(sku, was) {
    const price = (name) => (was?.[name] === undefined ? '' : major(was[name], currencyOf(this.stream)));
    return {
      sku,
      was,
      removed: false,
      errors: {},
      name: was?.name ?? '',
      unit: was?.unit ?? '',
      retailPrice: price('retailPrice'),
      price: price('price'),
    };
  }

  render() {
    if (!this.rows) return this.problem ? this.trouble() : html`<p class="empty">${t('loading')}</p>`;
    const changed = this.rows.filter((row) => this.#changed(row)).length;
    const wanted = this.wanted.trim().toLowerCase();
    const found = this.rows.filter(
      (row) => !row.was || row.sku.toLowerCase().includes(wanted) || row.name.toLowerCase().includes(wanted),
    );
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(this.page, pages - 1);
    return html` <div class="tools">
        <input
          type="search"
          aria-label=${t('filterRows')}
          placeholder=${t('filterRows')}
          @input=${({target}) => {
            this.wanted = target.value;
            this.page = 0;
          }} />
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
      </div>
      ${
        this.importing
          ? html`<console-import
              .stream=${this.stream}
              .rows=${this.rows.filter(({was}) => was).length}
              .unsaved=${changed}
              @imported=${this.#imported}></console-import>`
          : nothing
      }
      ${this.trouble()}
      ${
        this.rows.length === 0
          ? html`<p class="empty">${t('noRows')}</p>`
          : this.#table(found.slice(page * PAGE, (page + 1) * PAGE))
      }
      ${
        pages === 1
          ? nothing
          : html` <div class="pager">
              <button
                ?disabled=${page === 0}
                @click=${() => {
                  this.page = page - 1;
                }}>
                ${t('previous')}
              </button>
              <span>${t('page', {n: page + 1, all: pages})}</span>
              <button
                ?disabled=${page === pages - 1}
                @click=${() => {
                  this.page = page + 1;
                }}>
                ${t('next')}
              </button>
            </div>`
      }
      ${
        changed === 0
          ? nothing
          : html` <div class="sticky">
              <span class="quiet">${t('changedRows', {n: changed})}</span>
              <button ?disabled=${this.busy} data-do="revert-rows" @click=${() => this.load()}>${t('revert')}</button>
              <button class="primary" ?disabled=${this.busy} data-do="save-rows" @click=${this.#save}>
                ${t('saveRows', {n: changed})}
              </button>
            </div>`
      }`;
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
            <th class="do"></th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html` <tr data-sku=${row.sku} class=${row.removed ? 'removed' : row.was ? '' : 'new'}>
                <td data-name=${t('sku')}>
                  ${
                    row.was
                      ? html`<input readonly .value=${row.sku} aria-label=${t('sku')} />`
                      : this.#cell(row, 'sku', t('newSku'))
                  }
                </td>
                ${FIELDS.map((name) => html`<td data-name=${t(name)}>${this.#cell(row, name)}</td>`)}
                <td>
                  <button class="plain" data-do="remove-row" ?disabled=${this.busy} @click=${() => this.#remove(row)}>
                    ${row.removed ? t('keep') : t('remove')}
                  </button>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
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
        ?data-changed=${row.was && !this.#same(row, name)}
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

  #same(row, name) {
    const was = this.#row(row.sku, row.was)[name];
    return PRICES.includes(name) ? row[name].trim() === was : row[name].trim() === was.trim();
  }

  #changed(row) {
    return row.removed || !row.was || FIELDS.some((name) => !this.#same(row, name));
  }

  async #add() {
    this.rows = [this.#row(''), ...this.rows];
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
    const changed = this.rows.filter((row) => this.#changed(row));
    const body = this.#body(changed);
    if (!body) {
      await this.#showWrong();
      return;
    }
    const done = await this.attempt(() => api('PATCH', `/api/streams/${this.stream.id}`, {products: body}));
    if (!done) {
      this.#blame(changed);
      await this.#showWrong();
      return;
    }
    if (await this.load()) this.tell('said', t('rowsSaved', {n: changed.length}));
  }

  /** What to send; undefined if a row is wrong, and then it says where. */
  #body(changed) {
    const skus = new Map();
    for (const row of this.rows) skus.set(row.sku.trim(), (skus.get(row.sku.trim()) ?? 0) + 1);
    const entries = changed.map((row) => {
      row.errors = {};
      const sku = row.sku.trim();
      if (row.removed) return [sku, null];
      if (!row.was && !sku) row.errors.sku = t('skuMissing');
      else if (!row.was && skus.get(sku) > 1) row.errors.sku = t('duplicateSku');
      if (!row.name.trim()) row.errors.name = t('nameMissing');
      const product = {name: row.name.trim(), unit: row.unit.trim()};
      for (const name of PRICES) {
        if (!row[name].trim()) continue;
        try {
          product[name] = minor(row[name], currencyOf(this.stream), name);
        } catch (wrong) {
          row.errors[name] = explain(wrong);
        }
      }
      return [sku, product];
    });
    this.requestUpdate();
    return changed.some(({errors}) => Object.keys(errors).length > 0) ? undefined : Object.fromEntries(entries);
  }

  /** The server names the first bad cell as `products.{sku}.{field}`. A sku may hold dots itself. */
  #blame(changed) {
    const named = this.problem?.field ?? '';
    if (!named.startsWith('products')) return;
    for (const row of changed) {
      for (const name of FIELDS) {
        if (named === `products.${row.sku.trim()}.${name}`) row.errors[name] = explain(this.problem);
      }
    }
    if (named === 'products') {
      const news = changed.filter(({was}) => !was);
      if (news.length === 1) news[0].errors.sku = explain(this.problem);
    }
    if (changed.some(({errors}) => Object.keys(errors).length > 0)) this.problem = undefined;
  }

  async #showWrong() {
    const bad = this.rows.findIndex(({errors}) => Object.keys(errors).length > 0);
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
