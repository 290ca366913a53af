import {LitElement, html, nothing} from 'lit';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {timed} from '../shared/zone.js';
import {asked, whyNot} from './asking.js';

const SEAL = /^[0-9a-f]{64}@\d+-\d+$/i;
const time = timed(undefined, {dateStyle: 'medium', timeStyle: 'medium'});

/** A seal that somebody types in, or that the address names. */
class SealCheck extends LitElement {
  static properties = {board: {attribute: false}, answer: {state: true}, busy: {state: true}, problem: {state: true}};

  #named = new URLSearchParams(location.search).get('seal') ?? '';

  /** In the page itself, whose sheets it shares. */
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    if (this.#named) this.#check(this.#named);
  }

  render() {
    return html`<section>
      <h2>${t('typeSeal')}</h2>
      <form novalidate @submit=${this.#submit}>
        <label for="seal">${t('sealLabel')}</label>
        <textarea
          id="seal"
          rows="3"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          aria-describedby="seal-hint"
          aria-invalid=${this.problem ? 'true' : 'false'}
          @keydown=${this.#key}
          .value=${this.#named}></textarea>
        <p class="says" id="seal-hint">${t('sealHint')}</p>
        <button ?disabled=${this.busy} data-do="check-seal">${this.busy ? t('checking') : t('check')}</button>
      </form>
      ${this.problem ? html`<p class="trouble" role="alert">${this.problem}</p>` : nothing}
      ${this.answer ? this.#said(this.answer) : nothing}
    </section>`;
  }

  #said({valid, seq, reason, from, erased, stream, sealed}) {
    const text = valid
      ? t('validText', {seq})
      : reason === 'no_entry'
        ? t('noEntry', {seq})
        : t('otherContent', {seq});
    return html`<div class="verdict" data-valid=${valid} data-reason=${reason ?? ''} role="status">
      <h3>${t(valid ? 'valid' : 'notValid')}</h3>
      <p>
        ${text} ${erased ? t('erasedSince', {seq: erased}) : nothing}
        ${!valid && from ? t('otherContentSince', {from}) : nothing} ${stream ? t('ofStream', {stream}) : nothing}
      </p>
      ${
        sealed
          ? html`<p class="says">
              ${t('sealedNow', {seq: sealed.seq, time: time(sealed.at), n: count(sealed.differences)})}
            </p>`
          : nothing
      }
    </div>`;
  }

  /** A seal is one line, however it wraps. */
  #key(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.querySelector('form').requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    this.#check(this.querySelector('#seal').value);
  }

  /** What is copied from paper has spaces and line breaks in it. */
  async #check(typed) {
    const seal = typed.replace(/\s/g, '').toLowerCase();
    this.answer = undefined;
    this.problem = SEAL.test(seal) ? undefined : t('sealForm');
    if (this.problem) return;
    this.busy = true;
    const answer = await asked(this.board, `?seal=${encodeURIComponent(seal)}`);
    this.busy = false;
    if (answer?.ok) this.answer = await answer.json();
    else this.problem = whyNot(answer?.status, this.board);
  }
}

customElements.define('seal-check', SealCheck);
