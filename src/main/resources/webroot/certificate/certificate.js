import './words.js';
import {html, render} from 'lit';
import {at, pageParts} from '../shared/address.js';
import {drawn} from '../shared/drawn.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {numberLabel} from '../shared/numbers.js';
import {pageToken} from '../shared/page-token.js';
import {pageStream} from '../shared/screen.js';
import {sheet} from './sheet.js';

const AGAIN_MS = 10_000;
const MAX_HOLDER = 60;

/** The certificates of one order. While it is not paid its numbers are only reserved, and there is nothing to print. */
class CertificatePage {
  #order = pageParts()[2] ?? '';
  #path = `/api/streams/${encodeURIComponent(pageStream())}/certificates/${encodeURIComponent(this.#order)}`;
  /** @type {import('./sheet.js').Certificate | undefined} */ #certificate;
  /** The status of the answer; 0 if there is none. @type {number | undefined} */ #status;
  /** @type {string | undefined} */ #qr;
  #holder = '';

  async look() {
    const answer = await this.#get(this.#path);
    this.#status = answer?.status ?? 0;
    if (answer?.ok) {
      this.#certificate = await answer.json();
      if (this.#qr === undefined) await this.#makeQr();
    } else if (this.#status === 404) {
      this.#certificate = undefined; // cancelled, or all came back
    }
    this.#draw();
    if (this.#isPaid) return;
    setTimeout(() => this.look(), AGAIN_MS);
  }

  get #isPaid() {
    return this.#certificate?.status === 'paid';
  }

  async #makeQr() {
    const answer = await this.#get(
      `${this.#path}/qr?${new URLSearchParams({origin: location.origin, base: at('/')})}`,
    );
    if (answer?.ok) this.#qr = drawn(await answer.text());
  }

  /** Undefined if the server does not answer. */
  #get(path) {
    const token = pageToken();
    return fetch(at(path), {headers: token ? {Authorization: `Bearer ${token}`} : {}, cache: 'no-store'}).catch(
      () => undefined,
    );
  }

  #draw() {
    const certificate = this.#certificate;
    const labels = (certificate?.numbers ?? []).map((item) => numberLabel(item, item.number));
    document.title = [t('certificate'), labels.length === 1 ? labels[0] : this.#order, certificate?.stream.title]
      .filter(Boolean)
      .join(' · ');
    document.body.dataset.status = certificate?.status ?? String(this.#status);
    render(certificate ? this.#known(certificate, labels) : this.#unknown(), document.body);
  }

  #known(certificate, labels) {
    if (!this.#isPaid)
      return html`<main class="told" role="status">
        <h1>${t('reserved')}</h1>
        <ul>
          ${labels.map((label) => html`<li>${label}</li>`)}
        </ul>
        <p>${t('reservedText')}</p>
      </main>`;
    const page = {holder: this.#holder, qr: this.#qr};
    return html`${this.#bar(certificate, labels)}
      <main class="sheets">${certificate.numbers.map((item) => sheet(item, certificate, page))}</main>`;
  }

  #bar({stream, order}, labels) {
    const typed = ({target}) => {
      this.#holder = target.value.trim();
      this.#draw();
    };
    return html`<header class="bar">
      <h1>
        ${labels.length === 1 ? t('certificate') : t('certificates', {n: count(labels.length)})}<small
          ><bdi>${stream.title}</bdi> · ${order}</small
        >
      </h1>
      <label
        >${t('holder')}<input
          id="holder"
          maxlength=${MAX_HOLDER}
          autocomplete="name"
          spellcheck="false"
          @input=${typed}
      /></label>
      <button type="button" data-do="print" @click=${() => print()}>${t('print')}</button>
      <p class="hint">${t('holderHint')}</p>
    </header>`;
  }

  #unknown() {
    if (this.#status === 404)
      return html`<main class="told" role="alert">
        <h1>${t('noCertificate')}</h1>
        <p>${t('noCertificateText')}</p>
      </main>`;
    const isDenied = this.#status === 401 || this.#status === 403;
    return html`<main class="told" role="alert"><p>${isDenied ? t('noAccess') : t('offline')}</p></main>`;
  }
}

new CertificatePage().look();
