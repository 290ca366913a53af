import {LitElement, html, nothing} from 'lit';
import {count} from '../shared/format.js';
import {t, to} from '../shared/i18n.js';
import {asked, whyNot} from './asking.js';

const COUNTING = 202;
const NOT_A_REPORT = 400;

/** A report that somebody drops in: the server counts it anew, and names what differs. */
class ReportCheck extends LitElement {
  static properties = {
    board: {attribute: false},
    name: {state: true},
    answer: {state: true},
    progress: {state: true},
    problem: {state: true},
    over: {state: true},
  };

  /** Of two files only the one that came last counts. */
  #turn;

  /** In the page itself, whose sheets it shares. */
  createRenderRoot() {
    return this;
  }

  render() {
    const over = (isOver) => (event) => {
      event.preventDefault();
      this.over = isOver;
    };
    return html`<section
      class="drop"
      ?data-over=${this.over}
      @dragover=${over(true)}
      @dragleave=${over(false)}
      @drop=${this.#dropped}>
      <h2>${t('dropReport')}</h2>
      <p class="says">${t('dropText')}</p>
      <label class="button">
        <input
          id="report-file"
          type="file"
          accept=".json,application/json"
          @change=${this.#chosen} />${t('chooseReport')}
      </label>
      <span class="says">${this.name ?? t('orDropReport')}</span>
      ${this.progress ? this.#counting(this.progress) : nothing}
      ${this.problem ? html`<p class="trouble" role="alert">${this.problem}</p>` : nothing}
      ${this.answer ? this.#said(this.answer) : nothing}
    </section>`;
  }

  #counting({done, of}) {
    return html`<div role="status">
      <progress max="1" value=${of > 0 ? Math.min(1, done / of) : 0}></progress>
      <p class="says">${t('countingReport', {done: count(done), of: count(of)})}</p>
    </div>`;
  }

  #said({valid, differences = [], changed = []}) {
    return html`<div class="verdict" data-valid=${valid} role="status">
        <h3>${t(valid ? 'valid' : 'notValid')}</h3>
        ${valid ? html`<p>${t('validReport')}</p>` : nothing}
      </div>
      ${differences.length > 0 ? this.#table('differing', differences) : nothing}
      ${
        changed.length > 0
          ? html`${this.#table('changedSince', changed)}
              <p class="says">${t('changedText')}</p>`
          : nothing
      }`;
  }

  #table(title, places) {
    const shown = (value) => (value === undefined ? t('missing') : JSON.stringify(value));
    return html`<h3>${t(title)}</h3>
      <div class="scroll">
        <table data-table=${title}>
          <thead>
            <tr>
              <th scope="col">${t('place')}</th>
              <th scope="col">${t('inReport')}</th>
              <th scope="col">${t('inLedger')}</th>
            </tr>
          </thead>
          <tbody>
            ${places.map(
              ({path, report, ledger, unknown}) =>
                html`<tr data-path=${path}>
                  <th scope="row"><code>${path}</code></th>
                  <td>${shown(report)}</td>
                  <td>${unknown ? t('unknown') : shown(ledger)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #dropped(event) {
    event.preventDefault();
    this.over = false;
    this.#take(event.dataTransfer.files[0]);
  }

  #chosen({target}) {
    const [file] = target.files;
    target.value = ''; // so that the same file can be chosen again
    this.#take(file);
  }

  async #take(file) {
    if (!file) return;
    const turn = Symbol('turn');
    this.#turn = turn;
    this.name = file.name;
    this.answer = this.problem = undefined;
    this.progress = {done: 0, of: 0};
    const text = await file.text().catch(() => '');
    const answer = await this.#counted(text, turn);
    if (this.#turn !== turn) return;
    this.progress = undefined;
    if (answer?.ok) this.answer = await answer.json();
    else this.problem = this.#why(answer?.status);
  }

  /** Asks again while the server counts. */
  async #counted(text, turn) {
    for (;;) {
      const answer = await asked(this.board, '', text);
      if (answer?.status !== COUNTING || this.#turn !== turn) return answer;
      this.progress = await answer.json();
      const seconds = Number(answer.headers.get('Retry-After')) || 1;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  }

  #why(status) {
    if (status === NOT_A_REPORT) return t('notJson');
    if (status !== 401 && status !== 403) return whyNot(status, this.board);
    return html`${t('needsReportToken')} <a href=${to('/console')}>Livetally</a>`;
  }
}

customElements.define('report-check', ReportCheck);
