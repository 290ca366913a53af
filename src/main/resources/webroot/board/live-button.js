import {LitElement, css, html, nothing} from 'lit';
import {t} from '../shared/i18n.js';
import '../shared/live-code.js';
import {bareButton} from '../shared/trace.js';

/**
 * Shows the QR code of the viewers' page as large as the screen allows, for everybody in the room. The dialog is the
 * browser's own: Esc closes it.
 */
class LiveButton extends LitElement {
  static properties = {stream: {}, open: {state: true}};

  static styles = [
    bareButton,
    css`
      :host {
        display: inline-block;
        font-size: var(--size-note);
        color: var(--quiet);
      }
      button {
        display: block;
      }
      button:is(:hover, :focus-visible) {
        color: var(--gold);
      }
      svg {
        display: block;
        width: 1.3em;
        height: 1.3em;
      }
      dialog {
        box-sizing: border-box;
        width: min(92vw, 78vh);
        padding: 3vh 3vh 2vh;
        border: 0.0625rem solid var(--line);
        border-radius: 1rem;
        background: var(--raised);
        color: var(--snow);
        font-size: min(4.5vh, 5.5vw);
        line-height: 1.4;
      }
      dialog::backdrop {
        background: var(--backdrop);
      }
    `,
  ];

  render() {
    return html`<button
        type="button"
        aria-haspopup="dialog"
        aria-label=${t('liveCode')}
        title=${t('liveCode')}
        @click=${this.#show}>
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.200" aria-hidden="true">
          <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2" />
        </svg>
      </button>
      <dialog aria-label=${t('liveCode')} @click=${this.#close} @close=${this.#closed}>
        ${
          this.open
            ? html`<live-code .stream=${this.stream}><span slot="closed">${t('liveCodeClosed')}</span></live-code>`
            : nothing
        }
      </dialog>`;
  }

  async #show() {
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  /** There is nothing else to press. */
  #close() {
    this.renderRoot.querySelector('dialog').close();
  }

  #closed() {
    this.open = false;
  }
}

customElements.define('live-button', LiveButton);
