import {html, nothing} from 'lit';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {choiceCards} from './choice-cards.js';
import {save} from './download.js';
import {receive} from './export-file.js';

const TABLES = ['ledger', 'products', 'groups', 'days', 'deals'];
const FORMS = ['xlsx', 'csv', 'ndjson'];
const MEGA = 1_000_000;

/** Whole tables of a stream as files, however long, with how far they are and a way to stop. */
class ConsoleExports extends PageElement {
  static properties = {
    stream: {attribute: false},
    table: {state: true},
    form: {state: true},
    progress: {state: true},
    stopped: {state: true},
  };

  #underway = new AbortController();

  constructor() {
    super();
    Object.assign(this, {table: 'ledger', form: 'xlsx', progress: undefined, stopped: false});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#underway.abort();
  }

  render() {
    const {table, form, progress} = this;
    return html`<section class="card exports">
      <h2>${t('exportTitle')}</h2>
      <p class="quiet">${t('exportText')}</p>
      <form novalidate class="sheet" ?inert=${progress !== undefined} @submit=${this.#export}>
        ${choiceCards(this, {
          name: 'export-table',
          label: t('exportTable'),
          choices: choices(TABLES, 'table'),
          chosen: table,
          choose: (chosen) => {
            this.table = chosen;
          },
        })}
        ${choiceCards(this, {
          name: 'export-form',
          label: t('exportForm'),
          choices: choices(FORMS, 'form', table === 'ledger'),
          chosen: form,
          choose: (chosen) => {
            this.form = chosen;
          },
        })}
        <footer>
          <button class="primary" data-do="export" ?disabled=${this.busy}>
            ${t('exportDo', {name: this.#name()})}
          </button>
        </footer>
      </form>
      ${progress ? this.#progress(progress) : nothing}
      ${this.stopped ? html`<p class="quiet" role="status">${t('exportStopped')}</p>` : this.problemView()}
    </section>`;
  }

  #progress({done, of, bytes}) {
    return html`<div class="under-way">
      <progress max=${of ?? 1} value=${of ? done : nothing} aria-label=${t('exporting')}></progress>
      <p role="status" data-done=${done} data-of=${of ?? nothing}>
        <b>${of ? t('doneOf', {done: count(done), of: count(of)}) : count(done)}</b>
        <span class="quiet">${t('exportBytes', {n: (bytes / MEGA).toFixed(1)})}</span>
        <button type="button" data-do="stop-export" @click=${() => this.#stop()}>${t('exportStop')}</button>
      </p>
    </div>`;
  }

  #name() {
    return `${this.stream.id}-${this.table}.${this.form}`;
  }

  #stop() {
    this.stopped = true;
    this.#underway.abort();
  }

  async #export(event) {
    event.preventDefault();
    this.stopped = false;
    this.#underway = new AbortController();
    this.progress = {done: 0, of: undefined, bytes: 0};
    const name = this.#name();
    await this.attempt(async () => {
      const path = `/api/streams/${this.stream.id}/exports/${this.table}.${this.form}`;
      const file = await receive(path, this.form, {
        signal: this.#underway.signal,
        tell: (progress) => {
          this.progress = progress;
        },
      });
      save(file, name);
      this.tell('said', t('exported', {name}));
    });
    this.progress = undefined;
  }
}

function choices(values, of, isLedger = false) {
  return values.map((value) => ({
    value,
    title: t(`${of}-${value}`),
    text: t(`${of}Text-${value}${isLedger && value === 'ndjson' ? '-ledger' : ''}`),
  }));
}

customElements.define('console-exports', ConsoleExports);
