import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {badRows} from './bad-rows.js';
import {decode, rows} from './csv.js';

const SHOWN = 5;

/**
 * Replaces the catalogue by a file, or by what is pasted: shown first, then asked for, and refused as a whole with
 * every bad row named.
 */
class ConsoleImport extends PageElement {
  static properties = {
    stream: {attribute: false},
    rows: {type: Number},
    unsaved: {type: Number},
    text: {state: true},
    encoding: {state: true},
    name: {state: true},
  };

  constructor() {
    super();
    this.text = '';
    this.encoding = 'utf-8';
  }

  render() {
    const [header = [], ...products] = rows(this.text);
    return html` <section class="card import" aria-label=${t('importCsv')}>
      <p class="quiet">${t('importText')}</p>
      <div class="field">
        <label for="csv-file">${t('chooseFile')}</label
        ><input id="csv-file" type="file" accept=".csv,.txt,text/csv" @change=${this.#chosen} />
      </div>
      ${this.encoding === 'gb18030' ? html`<p class="quiet">${t('readAsGb')}</p>` : nothing}
      ${this.encoding === '' ? html`<p class="trouble" role="alert">${t('unreadable')}</p>` : nothing}
      <div class="field">
        <label for="csv-text">${t('paste')}</label>
        <textarea
          id="csv-text"
          spellcheck="false"
          .value=${this.text}
          @input=${({target}) => this.#typed(target.value)}></textarea>
      </div>
      <p data-rows=${products.length}>
        ${products.length ? html`<b>${t('preview', {n: count(products.length)})}</b>` : t('emptyFile')}
        <span class="quiet">· ${t('previewNow', {n: count(this.rows)})}</span>
      </p>
      ${products.length === 0 ? nothing : this.#preview(header, products)} ${this.#refused()}
      <footer>
        <button
          class="danger"
          ?disabled=${this.busy || !this.text.trim()}
          data-do="replace"
          @click=${() => this.#replace(products.length)}>
          ${t('replace')}
        </button>
      </footer>
    </section>`;
  }

  #preview(header, products) {
    return html` <div class="scroll preview">
      <table>
        <thead>
          <tr>
            ${header.map((cell) => html`<th scope="col">${cell}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${products.slice(0, SHOWN).map(
            (cells) =>
              html`<tr>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        products.length > SHOWN
          ? html`<p class="quiet">${t('andMore', {n: count(products.length - SHOWN)})}</p>`
          : nothing
      }
    </div>`;
  }

  #refused() {
    return this.problem?.errors?.length ? badRows(this.problem) : this.problemView();
  }

  async #chosen({target}) {
    const [file] = target.files;
    if (!file) return;
    const {text, encoding} = decode(await file.arrayBuffer());
    if (target.files[0] !== file) return; // another was chosen meanwhile
    this.#typed(text);
    this.encoding = encoding;
  }

  #typed(text) {
    this.text = text;
    this.encoding = 'utf-8';
    this.problem = undefined;
  }

  /**
   * What is wrong with the file is shown beside it, not in the dialog: the list may be long, and one looks at both.
   */
  async #replace(n) {
    const {stream, unsaved, text} = this;
    let answer;
    const said = t('replaceText', {title: stream.title, old: count(this.rows), n: count(n)});
    const sent = await confirmed({
      title: t('replaceAsk'),
      danger: true,
      confirm: t('replaceDo'),
      text: unsaved ? `${said} ${t('unsavedLost', {n: unsaved})}` : said,
      work: () =>
        this.attempt(async () => {
          answer = await api('PUT', `/api/streams/${stream.id}/products`, text, 'text/csv');
        }),
    });
    if (sent && answer) this.tell('imported', answer.products);
  }
}

customElements.define('console-import', ConsoleImport);
