import {html, nothing} from 'lit';
import {count, currencyOf, money, percent} from '../shared/format.js';
import {t, to} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {pager} from './pager.js';
import {download} from './download.js';
import './group-import.js';
import {inTreeOrder} from './group-rows.js';

const PAGE = 100;
/** What can be saved: the end of its path, and of the file's name. */
const FILES = ['groups.csv', 'groups.xlsx', 'groups.xlsx?figures=true', 'deliveries.csv', 'deliveries.xlsx'];

/** The groups of buyers as a tree, with what each has bought: seen, imported, exported. */
class ConsoleGroups extends PageElement {
  static properties = {
    stream: {attribute: false},
    groups: {state: true},
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

  load() {
    return this.readNewest(
      () => api('GET', `/api/streams/${this.stream.id}/groups?figures=true`),
      (groups) => {
        this.groups = inTreeOrder(groups);
      },
    );
  }

  render() {
    if (!this.groups) return this.problem ? this.problemView() : html`<p class="empty">${t('loading')}</p>`;
    const wanted = this.wanted.trim().toLowerCase();
    const found = this.groups.filter(({name}) => name.toLowerCase().includes(wanted));
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(this.page, pages - 1);
    return html` ${this.#tools()}
    ${
      this.importing
        ? html`<console-group-import .stream=${this.stream} @imported=${this.#imported}></console-group-import>`
        : nothing
    }
    ${this.problemView()}
    ${
      this.groups.length === 0
        ? html`<p class="empty">${t('noGroupRows')}</p>`
        : this.#table(found.slice(page * PAGE, (page + 1) * PAGE))
    }
    ${pager(page, pages, (next) => {
      this.page = next;
    })}`;
  }

  #tools() {
    return html`<div class="tools">
      <input
        type="search"
        aria-label=${t('filterGroups')}
        placeholder=${t('filterGroups')}
        @input=${({target}) => Object.assign(this, {wanted: target.value, page: 0})} />
      <span class="quiet" data-count=${this.groups.length}>${t('countGroups', {n: count(this.groups.length)})}</span>
      <a href=${to(`/board/${this.stream.id}`, {view: 'groups'})} target="_blank">${t('groupWall')}</a>
      <span class="acts">
        <button data-do="reload-groups" ?disabled=${this.busy} @click=${() => this.load()}>${t('readAgain')}</button>
        <button
          data-do="open-group-import"
          aria-expanded=${this.importing ? 'true' : 'false'}
          @click=${() => {
            this.importing = !this.importing;
          }}>
          ${t('importGroups')}
        </button>
        ${FILES.map(
          (file) =>
            html`<button data-do="export" data-file=${file} ?disabled=${this.busy} @click=${() => this.#export(file)}>
              ${t(`file_${file.replace(/\W/g, '_')}`)}
            </button>`,
        )}
      </span>
    </div>`;
  }

  #table(groups) {
    const {exact} = money(currencyOf(this.stream));
    return html` <div class="scroll">
      <table class="groups">
        <thead>
          <tr>
            <th scope="col">${t('group')}</th>
            ${['headCount', 'joinedPeople', 'participation', 'orders', 'gmv'].map(
              (key) => html`<th class="amount" scope="col">${t(key)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${groups.map(
            ({name, depth, headCount, total}) =>
              html`<tr data-group=${name} data-depth=${depth}>
                <th scope="row" .style=${`--depth: ${depth}`}>${name}</th>
                <td class="amount" data-name=${t('headCount')}>
                  ${headCount === undefined && total.headCount !== undefined ? html`<span class="quiet">Σ</span> ` : nothing}${
                    total.headCount === undefined ? '—' : count(total.headCount)
                  }
                </td>
                <td class="amount" data-name=${t('joinedPeople')}>${count(total.buyers)}</td>
                <td class="amount" data-name=${t('participation')}>
                  ${total.participation === undefined ? '—' : percent(Math.floor(total.participation * 1000) / 1000)}
                </td>
                <td class="amount" data-name=${t('orders')}>${count(total.orders)}</td>
                <td class="amount" data-name=${t('gmv')}>${exact(total.gmv)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #export(file) {
    const name = `${this.stream.id}-${file.replace('groups.xlsx?figures=true', 'group-figures.xlsx')}`;
    return this.attempt(async () => {
      await download(`/api/streams/${this.stream.id}/${file}`, name);
      this.tell('said', t('exported', {name}));
    });
  }

  async #imported({detail}) {
    this.importing = false;
    if (await this.load())
      this.tell('said', t('groupsImported', {n: count(detail.groups), changed: count(detail.changed)}));
  }
}

customElements.define('console-groups', ConsoleGroups);
