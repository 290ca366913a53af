import {LitElement, css, html, nothing} from 'lit';
import {t} from './i18n.js';
import './like-parts.js';
import {bareButton} from './trace.js';
import './words/likes.js';

/**
 * The figure of likes, which says who counted them when it is pressed. The dialog is the browser's own: Esc closes it, and
 * the focus goes back. Fires `opened`.
 */
class LikesButton extends LitElement {
  static properties = {
    audience: {attribute: false},
    source: {attribute: false},
    live: {type: Boolean},
    timezone: {},
    open: {state: true},
  };

  static styles = [
    bareButton,
    css`
      :host {
        display: block;
        position: relative; /* above what else takes taps here */
        z-index: 1;
      }
      button {
        display: block;
        width: 100%;
        text-align: inherit;
      }
      dialog {
        box-sizing: border-box;
        width: min(24em, 100vw - 2rem);
        max-height: calc(100vh - 2rem);
        max-height: calc(100dvh - 2rem);
        padding: 1.25rem 1.5rem 1.5rem;
        overflow-y: auto;
        overscroll-behavior: contain;
        border: 0.0625rem solid var(--line);
        border-radius: 0.75rem;
        background: var(--raised);
        color: var(--snow);
        font-size: var(--parts-size, 1rem);
        line-height: 1.4;
        text-align: start;
        text-shadow: none;
      }
      dialog::backdrop {
        background: var(--backdrop);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        margin-bottom: 1rem;
      }
      h2 {
        margin: 0;
        font-size: 1.125em;
        font-weight: 600;
      }
      header .close {
        flex: none;
        outline-offset: 0;
        width: 2.75rem;
        height: 2.75rem;
        font-size: 1.5em;
        line-height: 1;
        margin: -0.5rem -0.75rem -0.5rem 0;
        text-align: center;
        color: var(--quiet);
      }
    `,
  ];

  render() {
    return html`<button type="button" aria-haspopup="dialog" title=${t('likesBy')} @click=${this.#show}>
        <slot></slot>
      </button>
      <dialog
        aria-labelledby="title"
        @click=${this.#outside}
        @close=${() => {
          this.open = false;
        }}>
        ${this.open ? this.#parts() : nothing}
      </dialog>`;
  }

  #parts() {
    return html`<header>
        <h2 id="title">${t('likesBy')}</h2>
        <button class="close" type="button" aria-label=${t('close')} title=${t('close')} @click=${this.#close}>
          ×
        </button>
      </header>
      <like-parts
        .audience=${this.audience}
        .source=${this.source}
        .timezone=${this.timezone}
        ?live=${this.live}></like-parts>`;
  }

  async #show() {
    this.open = true;
    this.dispatchEvent(new Event('opened'));
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  #close() {
    this.renderRoot.querySelector('dialog').close();
  }

  /** A click beside the dialog closes it. */
  #outside({target, currentTarget}) {
    if (target === currentTarget) this.#close();
  }
}

customElements.define('likes-button', LikesButton);
