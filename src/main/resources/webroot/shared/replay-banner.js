import {LitElement, css, html, nothing} from 'lit';
import {clock} from './format.js';
import {t} from './i18n.js';
import {serverTime} from './session-time.js';
import './words/replay.js';

const YEAR = /\d{4}/;

/**
 * Says in plain sight that this is a replay, and which time it shows, in the stream's zone. Both languages stand on it,
 * whichever the page has: nobody may take a picture of it for the present.
 */
class ReplayBanner extends LitElement {
  static properties = {
    /** A board of the client library, or what has its `at`, `receivedAt`, `status`, `speed` and `ended`. */
    source: {attribute: false},
    status: {},
    at: {type: Number},
    timezone: {},
  };

  static styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.7em;
      padding: 0.3em 0.9em;
      border-radius: 99px;
      background: var(--replay);
      color: var(--on-replay);
      font-size: var(--size-note);
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
      text-shadow: none;
    }
    b {
      font-weight: 700;
      letter-spacing: 0.04em;
    }
    time {
      font-weight: 600;
    }
    svg {
      flex: none;
      width: 1em;
      height: 1em;
    }
  `;

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 200);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate() {
    this.dataset.at = this.source.at ?? '';
    this.setAttribute('role', 'status');
    this.title = this.#now() === undefined ? '' : t('replayOf', {time: this.#time()});
  }

  render() {
    return html`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.6" aria-hidden="true">
        <path d="M4.500 12a7.500 7.500 0 1 0 2.600-5.700" stroke-linecap="round" />
        <path d="M8.500 2.500 6.600 6.700l4.300 1.500" stroke-linecap="round" stroke-linejoin="round" /></svg
      ><b>${t('replayMark')}</b>${
        this.#now() === undefined
          ? nothing
          : html`<time>${this.#time()}</time>${this.#pace() ? html`<span>${this.#pace()}</span>` : nothing}`
      }`;
  }

  #pace() {
    const {speed = 1, ended, paused} = this.source;
    if (ended) return t('replayEnded');
    if (paused) return t('replayPaused');
    return speed === 1 ? '' : `${speed}×`;
  }

  #time() {
    const at = this.#now();
    const {date, dayOfMonth, second} = clock(this.timezone);
    const isOfThisYear = date(at).match(YEAR)?.[0] === date(Date.now()).match(YEAR)?.[0];
    return `${isOfThisYear ? dayOfMonth(at) : date(at)} ${second(at)}`;
  }

  #now() {
    return serverTime(this.source, this.source.status === 'connected');
  }
}

customElements.define('replay-banner', ReplayBanner);
