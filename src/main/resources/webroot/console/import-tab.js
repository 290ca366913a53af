import {html, nothing} from 'lit';
import {text} from '../shared/fields.js';
import {count, currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {badRows} from './bad-rows.js';
import {dropZone} from './drop-zone.js';
import {readMapping} from './import-draft.js';
import {mappingFields} from './import-mapping.js';
import {factsOf, findings, firstMessages, readings, totals} from './import-preview.js';
import {look, record} from './import-request.js';
import {importResult, progressBar} from './import-result.js';

const ACCEPT = '.csv,.txt,.xlsx,.ndjson,.jsonl,.json,text/csv';

/**
 * Orders from a file of a till or a shop. The server reads all of it and says what is in it, a person looks at that and
 * confirms its sum, and only then it is recorded.
 */
class ConsoleFileImport extends PageElement {
  static properties = {
    stream: {attribute: false},
    file: {state: true},
    encoding: {state: true},
    channel: {state: true},
    preview: {state: true},
    looking: {state: true},
    progress: {state: true},
    result: {state: true},
    over: {state: true},
  };

  #mapping = {};
  /** Ends the look, or the import, that is under way. */
  #underway = new AbortController();

  constructor() {
    super();
    this.#forget();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (!this.progress) this.#underway.abort();
  }

  #forget() {
    this.#mapping = {};
    Object.assign(this, {
      file: undefined,
      encoding: '',
      channel: '',
      preview: undefined,
      looking: false,
      progress: undefined,
      result: undefined,
      over: false,
    });
  }

  render() {
    const {file, preview, progress, result, stream, looking} = this;
    if (progress) return progressBar(progress, () => this.#underway.abort());
    if (result) return importResult(result, stream, () => this.#forget());
    return html`${dropZone(this, {
      label: t('importTitle'),
      about: t('importOrdersText'),
      accept: ACCEPT,
      file,
      facts: preview ? factsOf(preview) : [],
      take: (chosen) => this.#take(chosen),
    })}
    ${this.#problems()} ${looking ? html`<p class="awaits" role="status">${t('looking')}</p>` : nothing}
    ${preview ? this.#looked(preview) : nothing}`;
  }

  #problems() {
    return this.problem?.errors?.length ? badRows(this.problem) : this.problemView(['idPrefix', 'time', 'unit']);
  }

  #looked(preview) {
    const {stream} = this;
    const {format, encoding, errors = []} = preview;
    const unread = format !== 'xlsx' && !encoding;
    return html`${readings(preview, (name) => this.#readAs(name))}
    ${
      unread
        ? nothing
        : html`<div class="columns import-columns" ?data-wrong=${errors.length > 0}>
            <div>
              <section class="card confirm">
                ${totals(preview, stream)}
                <footer>${this.#recordButton(preview)}</footer>
              </section>
              ${findings(preview)} ${firstMessages(preview, stream)}
            </div>
            <div>
              <section class="card">
                <h2>${t('howRead')}</h2>
                <form novalidate class="sheet" @change=${this.#changed} @submit=${(event) => event.preventDefault()}>
                  ${mappingFields(this, preview)}
                  ${text('import-channel', t('importChannel'), {
                    name: 'orders-channel',
                    value: this.channel,
                    placeholder: t('optional'),
                    hint: t('importChannelHint'),
                  })}
                </form>
              </section>
            </div>
          </div>`
    }`;
  }

  #recordButton({orders = 0, messages = 0, sum = 0, errors = []}) {
    const amount = money(currencyOf(this.stream)).exact(sum);
    return html`<button
      class="primary"
      data-do="record-file"
      ?disabled=${this.busy || this.looking || this.problem || messages === 0 || errors.length > 0}
      @click=${() => this.#record(sum)}>
      ${t('recordOrders', {orders: count(orders), sum: amount})}
    </button>`;
  }

  get #asked() {
    const {stream, file, encoding, channel} = this;
    return {stream: stream.id, file, encoding, channel, mapping: this.#mapping};
  }

  #take(file) {
    if (!file) return undefined;
    this.#forget();
    this.file = file;
    return this.#look();
  }

  /** Another encoding has other headers. */
  #readAs(encoding) {
    this.encoding = encoding;
    this.#mapping = {};
    return this.#look();
  }

  #changed({currentTarget}) {
    this.#mapping = readMapping(new FormData(currentTarget));
    this.channel = currentTarget.elements['orders-channel'].value.trim();
    return this.#look();
  }

  /** What is shown is of this file and of this reading: an answer about an earlier one is dropped. */
  async #look() {
    this.#underway.abort();
    const underway = new AbortController();
    this.#underway = underway;
    this.looking = true;
    await this.readNewest(
      () => look(this.#asked, underway.signal),
      (preview) => {
        this.preview = preview;
      },
    );
    if (underway === this.#underway) this.looking = false;
  }

  async #record(sum) {
    const underway = new AbortController();
    this.#underway = underway;
    let last = {};
    const began = await this.attempt(async () => {
      for await (const line of record(this.#asked, sum, underway.signal)) {
        last = line;
        this.progress = line;
      }
    });
    const {problem} = this;
    this.progress = undefined;
    // Before the first line nothing was recorded: the page says what is wrong, beside the file.
    if (!began && last.of === undefined && !underway.signal.aborted) return;
    const stopped = underway.signal.aborted && last.finished === undefined;
    this.problem = undefined;
    this.result = {...last, stopped, cut: !began && !stopped ? problem : undefined};
    this.tell('said', t(last.finished ? 'importDone' : 'importEnded'));
  }
}

customElements.define('console-file-import', ConsoleFileImport);
