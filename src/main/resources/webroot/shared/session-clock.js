import {LitElement, css, html} from 'lit';
import {duration} from './format.js';
import {define} from './i18n.js';

/**
 * How long the stream has been on, by the server's clock: the last message's time, and from there on by this machine's
 * stopwatch while numbers keep coming. Without a connection it stops with the numbers it belongs to.
 */
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
    const {startedAt, endedAt, status} = this.stream;
    if (startedAt === undefined || status === 'scheduled') return undefined;
    const now = endedAt ?? this.#now();
    return now === undefined ? undefined : Math.max(0, now - startedAt);
  }

  #now() {
    const {at, receivedAt} = this.source;
    return this.running ? at + Math.floor(performance.now() - receivedAt) : at;
  }
}

customElements.define('session-clock', SessionClock);
