import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {copy} from '../shared/copy.js';
import {download} from './download.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {when} from './time.js';

const EVERY_MS = 5_000;

/** What Redis lacks of a stream's ledger, if anything, and the way on without it. Also of a stream that is no more. */
class ConsoleLoss extends PageElement {
  static properties = {stream: {}, timezone: {}, status: {}, loss: {state: true}};

  #poll = pollWhileVisible(this, EVERY_MS, () => this.#read());

  /** With its status the board says when this has begun or ended. */
  willUpdate(changed) {
    if (!changed.has('stream') && !changed.has('status')) return;
    if (changed.has('stream')) this.loss = undefined;
    if (this.hasUpdated) this.#poll.now();
  }

  async #read() {
    // It stays so, and the list may be long.
    if (this.loss?.state === 'accepted' && this.status === 'connected') return;
    const {stream, loss: before} = this;
    try {
      const loss = await api('GET', this.#path('lost'));
      if (stream === this.stream && before === this.loss) this.loss = loss;
    } catch (problem) {
      if (problem.signedOut) this.tell('signed-out', problem); // else the next time tells
    }
  }

  #path(what) {
    return `/api/streams/${encodeURIComponent(this.stream)}/${what}`;
  }

  render() {
    const {loss} = this;
    if (!loss || loss.state === 'whole') return nothing;
    return loss.state === 'accepted'
      ? html`<section class="loss card" data-state="accepted">
          <p role="status">${t('lossAccepted', {n: this.#count, time: when(loss.acceptedAt, this.timezone)})}</p>
          ${this.#list()}
        </section>`
      : html`<section class="loss card" data-state="went_back" role="alert">
          <h2>${t('lossTitle')}<small>${t('lossNoted', {time: when(loss.detectedAt, this.timezone)})}</small></h2>
          <p>${t('lossText', {n: this.#count})}</p>
          ${this.#list()}
          <span class="acts">
            <button class="danger" data-do="accept-loss" @click=${this.#accept}>${t('lossDo')}</button></span
          >
        </section>`;
  }

  get #count() {
    const n = count(this.loss.count);
    return this.loss.exact ? n : t('lossAtLeast', {n});
  }

  #list() {
    const lines = this.loss.messages.map(({id, seq}) => `${id}\t${seq}\n`).join('');
    return html` <details>
        <summary>${t('lossList')}</summary>
        <textarea readonly rows="6" aria-label=${t('lossList')} .value=${lines}></textarea>
        <span class="acts">
          <button data-do="copy-lost" @click=${this.#copy}>${t('copy')}</button>
          <button ?disabled=${this.busy} data-do="download-lost" @click=${this.#download}>${t('lossDownload')}</button>
        </span>
      </details>
      ${this.problemView()}`;
  }

  async #copy() {
    this.tell('said', t((await copy(this.querySelector('textarea').value)) ? 'copied' : 'copyFailed'));
  }

  #download() {
    const name = `${this.stream}-lost.json`;
    return this.attempt(async () => {
      await download(this.#path('lost'), name);
      this.tell('said', t('exported', {name}));
    });
  }

  async #accept() {
    const {stream, loss} = this;
    const asked = await confirmed({
      title: t('lossAsk', {n: this.#count, stream}),
      confirm: t('lossConfirm'),
      danger: true,
      text: [t('lossWarn'), loss.found ? '' : t('lossAll')].filter(Boolean).join(' '),
      work: async () => {
        this.loss = await api('POST', this.#path('accept-loss'));
      },
    });
    if (!asked) return;
    this.tell('streams-changed');
    if (this.loss.state === 'accepted') this.tell('said', t('lossDone')); // else this shows what is lost still
  }
}

customElements.define('console-loss', ConsoleLoss);
