import {html, nothing} from 'lit';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {actWords, detailWords, isToken, whoWords} from './act-words.js';
import {download} from './download.js';
import {when} from './time.js';

const LIMIT = 50;

/** Who did what on this server, newest first. It does not move by itself. */
class ConsoleActs extends PageElement {
  static properties = {
    acts: {state: true},
    next: {state: true},
  };

  connectedCallback() {
    super.connectedCallback();
    this.#first();
  }

  render() {
    const {acts} = this;
    return html`<header class="head">
        <h1>${t('acts')}</h1>
        <span class="acts">
          <button ?disabled=${this.busy} data-do="refresh-acts" @click=${() => this.#first()}>${t('refresh')}</button>
          <button
            ?disabled=${this.busy}
            data-do="export-acts"
            @click=${() => this.attempt(() => download('/api/acts.csv', 'livetally-acts.csv'))}>
            ${t('exportActs')}
          </button>
        </span>
      </header>
      <p class="quiet lead">${t('actsText')}</p>
      ${this.problemView()}
      ${acts ? this.#table(acts) : html`<p class="quiet">${this.problem ? '' : t('loading')}</p>`}
      ${
        this.next
          ? html`<button ?disabled=${this.busy} data-do="more-acts" @click=${() => this.#more()}>${t('more')}</button>`
          : nothing
      }`;
  }

  #table(acts) {
    if (acts.length === 0) return html`<p class="quiet">${t('noActs')}</p>`;
    return html`<div class="scroll">
      <table class="entries">
        <thead>
          <tr>
            <th scope="col">${t('time')}</th>
            <th scope="col">${t('actOutcome')}</th>
            <th scope="col">${t('what')}</th>
            <th scope="col">${t('actWho')}</th>
            <th scope="col" class="amount">${t('actTimes')}</th>
          </tr>
        </thead>
        <tbody>
          ${acts.map((act) => this.#row(act))}
        </tbody>
      </table>
    </div>`;
  }

  #row({id, at, who, from, what, outcome, detail, times}) {
    const words = actWords(what);
    return html`<tr data-act=${id} data-outcome=${outcome}>
      <td title=${new Date(at).toISOString()}>${when(at)}</td>
      <td>${t(`act-${outcome}`)}</td>
      <td>
        ${words ?? nothing}
        <small>${what}</small>
        ${detail ? html`<span class="reason">${detailWords(detail)}</span>` : nothing}
      </td>
      <td>
        ${isToken(who) ? html`${t('actToken')} <code title=${who}>${who.slice(0, 8)}</code>` : whoWords(who)} · ${from}
      </td>
      <td class="amount">${times === 1 ? '' : `× ${count(times)}`}</td>
    </tr>`;
  }

  #first() {
    return this.readNewest(
      () => this.#page({}),
      ({acts, next}) => Object.assign(this, {acts, next}),
    );
  }

  #more() {
    const {acts: shown} = this;
    return this.attempt(async () => {
      const {acts, next} = await this.#page({before: this.next});
      if (shown === this.acts) Object.assign(this, {acts: [...shown, ...acts], next});
    });
  }

  #page(from) {
    return api('GET', `/api/acts?${new URLSearchParams({limit: LIMIT, ...from})}`);
  }
}

customElements.define('console-acts', ConsoleActs);
