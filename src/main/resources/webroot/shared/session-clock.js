import {LitElement, css, html} from 'lit';
import {duration} from './format.js';
import {define} from './i18n.js';
import {elapsedOf, serverTime} from './session-time.js';

/** How long the stream has been on, by the server's clock. */
class SessionClock extends LitElement {
  static properties = {source: {attribute: false}, stream: {attribute: false}, running: {type: Boolean}};

  static styles = css`
    :host {
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
  `;

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 250);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate() {
    this.dataset.value = this.#elapsed() ?? '';
    this.title = define('elapsed');
  }

  render() {
    const elapsed = this.#elapsed();
    return html`<span role="timer">${elapsed === undefined ? '--:--:--' : duration(elapsed)}</span>`;
  }

  #elapsed() {
    return elapsedOf(this.stream, serverTime(this.source, this.running));
  }
}

customElements.define('session-clock', SessionClock);
