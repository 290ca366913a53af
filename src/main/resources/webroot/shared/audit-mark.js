import {LitElement, css, html, nothing, svg} from 'lit';
import {auditWords} from './audit.js';
import {serverTime} from './session-time.js';

const tick = svg`<path d="M2.500 8.500l3.500 4 7.500-9" />`;
const mark = svg`<path d="M8 2v7M8 13v.100" />`;

/** When the figures were compared with the ledger: quiet as long as nothing differs, and in plain sight if something does. */
class AuditMark extends LitElement {
  static properties = {ledger: {attribute: false}, source: {attribute: false}, running: {type: Boolean}};

  static styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.5em;
      white-space: nowrap;
      font-size: var(--size-note);
      color: var(--quiet);
      font-variant-numeric: tabular-nums;
    }
    :host([data-differences='']) {
      display: none;
    }
    svg {
      flex: none;
      width: 0.9em;
      height: 0.9em;
      fill: none;
      stroke: var(--fresh);
      stroke-width: 2.5;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    :host([data-wrong]) {
      padding: 0.45em 0.9em;
      border-radius: 0.35em;
      background: var(--alarm);
      color: var(--night);
      text-shadow: none;
      font-weight: 600;
    }
    :host([data-wrong]) svg {
      stroke: var(--night);
    }
  `;

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate() {
    const words = this.#words();
    this.dataset.differences = this.ledger?.sealed?.differences ?? '';
    this.toggleAttribute('data-wrong', Boolean(words?.wrong));
    this.title = words?.more ?? '';
  }

  render() {
    const words = this.#words();
    if (!words) return nothing;
    return html`<svg viewBox="0 0 16 16" aria-hidden="true">${words.wrong ? mark : tick}</svg
      ><span>${words.text}</span>`;
  }

  #words() {
    const sealed = this.ledger?.sealed;
    const now = serverTime(this.source, this.running);
    return sealed && now !== undefined ? auditWords(sealed, now) : undefined;
  }
}

customElements.define('audit-mark', AuditMark);
