import {html, nothing} from 'lit';
import {copy} from '../shared/copy.js';
import {drawn} from '../shared/drawn.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import '../shared/words/codes.js';
import './token-panel.js';

const MASK = '••••••••';
const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/**
 * The overlay's address, to be copied or scanned; a token in it is masked until somebody wants to see it. Fires
 * `tried` with the problem, if any.
 */
class OverlayAddress extends PageElement {
  static properties = {
    address: {},
    complete: {type: Boolean},
    token: {attribute: false},
    copied: {state: true},
    revealed: {state: true},
    qr: {state: true},
  };

  /** The code is of the address it was made for, and so is what was said. */
  willUpdate(changed) {
    if (changed.has('address')) this.qr = this.copied = undefined;
    if (changed.has('token') && changed.get('token')?.key !== this.token.key) this.revealed = false;
  }

  get #text() {
    return this.token.text;
  }

  render() {
    const usable = this.complete && this.token.usable;
    return html` <section class="address">
      <h2>${t('address')}</h2>
      <token-panel .token=${this.token} @working=${this.#forget}></token-panel>
      ${this.complete ? html`<code id="address">${this.#shown()}</code>` : nothing}
      <p class="row">
        <button class="primary" id="copy" ?disabled=${!usable} @click=${this.#copy}>${t('copy')}</button>
        ${this.#text === undefined ? nothing : this.#revealButton()}
        <button id="qr" ?disabled=${!usable} aria-expanded=${this.qr !== undefined} @click=${this.#toggleQr}>
          ${t(this.qr ? 'hideQr' : 'showQr')}
        </button>
        <span role="status" id="copied">${this.copied ?? ''}</span>
      </p>
      ${this.qr ? this.#code() : nothing}
      ${isLocal ? html`<p class="note">${t('localOnly', {host: location.host})}</p>` : nothing}
    </section>`;
  }

  #shown() {
    const text = this.#text;
    return text === undefined || this.revealed ? this.address : this.address.replace(encodeURIComponent(text), MASK);
  }

  #revealButton() {
    const toggle = () => {
      this.revealed = !this.revealed;
    };
    return html`<button id="reveal" aria-pressed=${this.revealed} @click=${toggle}>
      ${t(this.revealed ? 'conceal' : 'reveal')}
    </button>`;
  }

  #code() {
    return html`<figure>
      <img src=${this.qr} alt=${t('qrOf')} />${
        this.#text === undefined ? nothing : html`<figcaption>${t('qrSecret')}</figcaption>`
      }
    </figure>`;
  }

  async #copy() {
    this.copied = t((await copy(this.address)) ? 'copied' : 'revealAndCopy');
  }

  async #toggleQr() {
    if (this.qr) {
      this.qr = undefined;
      return;
    }
    const {address} = this;
    await this.readNewest(
      () => api('POST', '/api/qr', {text: address}),
      (svg) => {
        if (address === this.address) this.qr = drawn(svg);
      },
    );
    this.tell('tried', this.problem);
  }

  /** While a token is made or ended. */
  #forget() {
    Object.assign(this, {qr: undefined, copied: undefined, revealed: false});
  }
}

customElements.define('overlay-address', OverlayAddress);
