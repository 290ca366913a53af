import {LitElement, css, html, nothing} from 'lit';
import {at} from './address.js';
import {drawn} from './drawn.js';
import {t} from './i18n.js';
import './words/codes.js';

const AGAIN_MS = 10_000;

/**
 * The QR code of the page of a stream's viewers, under the address by which this page was reached. It is asked for as a
 * stranger would, since whoever scans it has no token: `data-state` is `shown` or, of a stream that is not public,
 * `closed`.
 */
class LiveCode extends LitElement {
  static properties = {stream: {}, state: {reflect: true, attribute: 'data-state'}, svg: {state: true}};

  static styles = css`
    :host {
      display: block;
      text-align: center;
    }
    :host(:not([data-state])) {
      visibility: hidden;
    }
    img {
      display: block;
      width: 100%;
      aspect-ratio: 1;
      border-radius: 0.5em;
    }
    p {
      margin: 0.4em 0 0;
      overflow-wrap: anywhere;
    }
  `;

  #again = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#ask();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#again);
  }

  render() {
    if (this.state === 'closed') return html`<p><slot name="closed"></slot></p>`;
    return this.svg
      ? html`<img src=${this.svg} alt=${t('liveCode')} />
          <p>${t('scanLive')}</p>`
      : nothing;
  }

  async #ask() {
    const search = new URLSearchParams({origin: location.origin, base: at('/')});
    const path = `/api/streams/${encodeURIComponent(this.stream)}/live/qr?${search}`;
    const answer = await fetch(at(path)).catch(() => undefined);
    if (answer?.ok) {
      this.svg = drawn(await answer.text());
      this.state = 'shown';
    } else if ([401, 403].includes(answer?.status)) {
      this.state = 'closed';
    } else if (this.isConnected) {
      this.#again = setTimeout(() => this.#ask(), AGAIN_MS);
    }
  }
}

customElements.define('live-code', LiveCode);
