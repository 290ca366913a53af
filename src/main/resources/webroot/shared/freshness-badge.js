import {LitElement, css, html, nothing} from 'lit';
import {clock, count} from './format.js';
import {define, t} from './i18n.js';
import {why} from './reasons.js';

/** What passes sooner is not worth a word on a stream. */
const PASSES_MS = 3_000;

/**
 * How fresh the numbers are: said quietly while all is well, and in plain sight, with the reason, when not. The small
 * one is on a stream, whose audience the reason does not concern: there it is the tooltip of a calm word, which is
 * there only while something is amiss; before there is such a stream, nothing is.
 */
class FreshnessBadge extends LitElement {
  static properties = {
    source: {attribute: false},
    status: {},
    version: {type: Number},
    timezone: {},
    small: {type: Boolean},
  };

  static styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.6em;
      white-space: nowrap;
      font-size: var(--size-note);
      color: var(--quiet);
      font-variant-numeric: tabular-nums;
    }
    i {
      flex: none;
      width: 0.6em;
      height: 0.6em;
      border-radius: 50%;
      background: var(--fresh);
    }
    b {
      font-weight: 600;
    }
    .why {
      font-weight: 400;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .why::before {
      content: '· ';
    }
    :host([data-state='stale']),
    :host([data-state='reconnecting']),
    :host([data-state='denied']) {
      padding: 0.45em 0.9em;
      border-radius: 0.35em;
      background: var(--alarm);
      color: var(--night);
    }
    :host([data-state='stale']) i,
    :host([data-state='reconnecting']) i,
    :host([data-state='denied']) i {
      background: var(--night);
    }
    :host([data-silent]) {
      display: none;
    }
  `;

  #timer = 0;
  #amissSince = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate(changed) {
    const before = changed.get('status') ?? 'connected';
    if (changed.has('status') && before === 'connected') this.#amissSince = performance.now();
    this.toggleAttribute('data-silent', Boolean(this.small) && this.#isCalm());
    this.dataset.state = this.status;
    this.dataset.version = this.version ?? '';
    this.dataset.age = this.#age() ?? '';
    this.title = (this.small && this.#why()) || define('freshness');
  }

  render() {
    return html`<i></i
      ><span role="status"
        ><b>${this.#words()}</b>${
          this.small || !this.#why() ? nothing : html` <span class="why">${this.#why()}</span>`
        }</span
      >${this.small ? nothing : this.#details()}`;
  }

  #isCalm() {
    const {missing, board} = this.source;
    const isComing = missing && board === undefined;
    return this.status === 'connected' || isComing || performance.now() - this.#amissSince < PASSES_MS;
  }

  #why() {
    const {reason, rule, params} = this.source;
    return reason && why({rule, params}, reason);
  }

  #words() {
    const {receivedAt, staleSince} = this.source;
    if (this.status === 'stale' && this.small) return t('delayed');
    if (this.status === 'stale')
      return [t('stale'), ' ', staleSince && t('since', {time: clock(this.timezone).second(staleSince)})];
    const words = t(this.status === 'reconnecting' && receivedAt === undefined ? 'connecting' : this.status);
    return this.small ? words.split(/[：:]/)[0] : words;
  }

  #details() {
    const age = this.#age();
    return html`${
      age === undefined || this.status === 'stale' ? nothing : html`<span>${t('ago', {n: count(age)})}</span>`
    }
    ${this.version === undefined ? nothing : html`<span>${t('version', {n: count(this.version)})}</span>`}`;
  }

  #age() {
    const {receivedAt} = this.source;
    return receivedAt === undefined ? undefined : Math.floor((performance.now() - receivedAt) / 1000);
  }
}

customElements.define('freshness-badge', FreshnessBadge);
