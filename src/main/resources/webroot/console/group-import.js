import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {badRows} from './bad-rows.js';
import {decode} from './csv.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const METHODS = {replace: 'PUT', add: 'PATCH'};

/** Read once: what was looked at is what is imported, whatever becomes of the file. */
async function contentOf(file) {
  const bytes = await file.arrayBuffer();
  return /\.xlsx$/i.test(file.name)
    ? {type: XLSX, body: new Blob([bytes])}
    : {type: 'text/csv', body: decode(bytes).text};
}

/** Takes the tree of groups from a file, chosen or dropped: the server says first what would be done, or what is wrong. */
class ConsoleGroupImport extends PageElement {
  static properties = {
    stream: {attribute: false},
    file: {state: true},
    how: {state: true},
    outlook: {state: true},
    over: {state: true},
  };

  constructor() {
    super();
    this.how = 'replace';
  }

  render() {
    const {file, outlook, how} = this;
    return html` <section
      class="card import"
      aria-label=${t('importGroups')}
      ?data-over=${this.over}
      @dragover=${this.#dragged}
      @dragleave=${() => {
        this.over = false;
      }}
      @drop=${this.#dropped}>
      <p class="quiet">${t('importGroupsText')}</p>
      <fieldset class="choice">
        <legend>${t('importHow')}</legend>
        ${Object.keys(METHODS).map(
          (key) =>
            html`<label
              ><input
                type="radio"
                name="group-how"
                value=${key}
                .checked=${key === how}
                @change=${() => this.#choose(key)} />
              ${t(`import_${key}`)}</label
            >`,
        )}
      </fieldset>
      <div class="field">
        <label for="group-file">${t('dropOrChoose')}</label
        ><input
          id="group-file"
          type="file"
          accept=".csv,.xlsx,text/csv,${XLSX}"
          @change=${({target}) => this.#take(target.files[0])} />
      </div>
      ${file ? html`<p class="quiet">${file.name}</p>` : nothing}
      ${
        outlook
          ? html`<p role="status" data-groups=${outlook.groups} data-changed=${outlook.changed}>
              <b>${t('groupOutlook', {groups: count(outlook.groups), changed: count(outlook.changed)})}</b>
            </p>`
          : nothing
      }
      ${this.problem?.errors?.length ? badRows(this.problem) : this.problemView()}
      <footer>
        <button
          class="primary"
          data-do="import-groups"
          ?disabled=${this.busy || !outlook || outlook.changed === 0}
          @click=${this.#import}>
          ${t(how === 'replace' ? 'replaceGroups' : 'changeGroups')}
        </button>
      </footer>
    </section>`;
  }

  #choose(how) {
    this.how = how;
    return this.#look();
  }

  #dragged(event) {
    event.preventDefault();
    this.over = true;
  }

  #dropped(event) {
    event.preventDefault();
    this.over = false;
    return this.#take(event.dataTransfer.files[0]);
  }

  #take(chosen) {
    if (!chosen) return undefined;
    this.file = {name: chosen.name, content: contentOf(chosen)};
    return this.#look();
  }

  /** Nothing is changed yet. */
  #look() {
    this.outlook = undefined;
    const {file, how} = this;
    return (
      file &&
      this.readNewest(
        () => this.#send(file, how, '?dryRun=true'),
        (outlook) => {
          this.outlook = outlook;
        },
      )
    );
  }

  async #send(file, how, query = '') {
    const {type, body} = await file.content;
    return api(METHODS[how], `/api/streams/${this.stream.id}/groups${query}`, body, type);
  }

  async #import() {
    const {
      file,
      how,
      outlook: {groups, changed},
    } = this;
    let answer;
    const work = () =>
      this.attempt(async () => {
        answer = await this.#send(file, how);
      });
    if (how === 'replace')
      await confirmed({
        title: t('replaceGroupsAsk'),
        danger: true,
        confirm: t('replaceDo'),
        text: t('groupOutlook', {groups: count(groups), changed: count(changed)}),
        work,
      });
    else await work();
    if (answer) this.tell('imported', answer);
  }
}

customElements.define('console-group-import', ConsoleGroupImport);
