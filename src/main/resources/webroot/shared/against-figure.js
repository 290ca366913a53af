import {LitElement, css, html} from 'lit';
import {curveOf, differs, gmvAt} from './curve.js';
import {currencyOf, duration, money} from './format.js';
import {growth, growthText} from './growth.js';
import {t} from './i18n.js';
import {elapsedOf, serverTime} from './session-time.js';
import './words/times.js';

/**
 * GMV now against that of an earlier board at the same time since its start: `+12% at 00:37`. Where they cannot be
 * compared it says why.
 */
class AgainstFigure extends LitElement {
  static properties = {
    source: {attribute: false},
    board: {attribute: false},
    earlier: {attribute: false},
    running: {type: Boolean},
    /** What the earlier one has: another object whenever it was asked again. */
    told: {attribute: false},
    problem: {attribute: false},
  };

  static styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.6em;
      align-items: baseline;
      min-width: 0;
      font-variant-numeric: tabular-nums;
    }
    b {
      font-size: 1.2em;
      line-height: 1;
      font-weight: 600;
      color: var(--snow);
    }
    :host([data-sign='+']) b {
      color: var(--gold);
    }
    .whom {
      min-width: 0;
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-size: var(--against-whom, 0.72em);
      color: var(--quiet);
    }
  `;

  #timer = 0;
  #curve;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate(changed) {
    if (changed.has('told')) this.#curve = this.told && curveOf(this.told);
    const {elapsed = '', then = '', percent = ''} = this.#compared();
    Object.assign(this.dataset, {board: this.earlier.id, elapsed, then, percent, why: this.#why() ?? ''});
    this.dataset.sign = percent > 0 ? '+' : percent < 0 ? '-' : '';
    this.title = t('againstSays');
  }

  #compared() {
    const stream = this.board?.stream ?? {};
    const elapsed = elapsedOf(stream, serverTime(this.source, this.running));
    if (elapsed === undefined || !this.#curve || this.#why()) return {elapsed};
    const then = gmvAt(this.#curve, elapsed);
    return {elapsed, then, percent: growth(this.board.totals?.gmv ?? 0, then)};
  }

  /** Why the two cannot be compared, if so. */
  #why() {
    if (this.problem) return this.problem;
    return differs(this.board, this.told) ? 'currency' : undefined;
  }

  render() {
    const why = this.#why();
    if (why) return html`<span class="whom">${this.#reason(why)}</span>`;
    const {elapsed, then, percent} = this.#compared();
    const {title, id, currency, currencyDigits} = this.told?.stream ?? {};
    const amount = then === undefined ? '' : money(currencyOf({currency, currencyDigits})).exact(then);
    return html`<b>${growthText(percent, t('notComparable'))}</b>
      <span>${elapsed === undefined ? '' : t('atElapsed', {time: duration(elapsed).slice(0, -3)})}</span>
      <span class="whom"><bdi>${t('againstBoard', {title: title || id || this.earlier.id})}</bdi> ${amount}</span>`;
  }

  #reason(why) {
    const {id} = this.earlier;
    if (why !== 'currency') return t(why === 'denied' ? 'againstDenied' : 'againstMissing', {id});
    return t('againstCurrency', {id, theirs: this.told.stream.currency, ours: this.board.stream.currency});
  }
}

customElements.define('against-figure', AgainstFigure);
