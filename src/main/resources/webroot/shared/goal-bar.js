import {LitElement, css, html, nothing} from 'lit';
import {clock, money, percent, shareOf} from './format.js';
import {define, t} from './i18n.js';
import {bareButton, trace} from './trace.js';

/**
 * How far GMV is on its way to the goal. Past the goal the bar stays full and a notch shows where the goal was. The
 * projected end is a quiet stretch ahead.
 */
class GoalBar extends LitElement {
  static properties = {
    goal: {attribute: false},
    gmv: {type: Number},
    currency: {attribute: false},
    timezone: {},
    traceable: {type: Boolean},
  };

  static styles = [
    bareButton,
    css`
      :host {
        display: block;
      }
      .track {
        position: relative;
        height: var(--goal-height, 0.75rem);
        border-radius: 99px;
        background: var(--track);
        overflow: hidden;
      }
      .fill {
        position: relative;
        height: 100%;
        border-radius: inherit;
        background: var(--gold);
        transform-origin: left;
        transition: width 0.5s ease-out;
        width: calc(var(--fill) * 100%);
      }
      .ahead {
        position: absolute;
        inset-block: 0;
        left: 0;
        border-radius: inherit;
        background: var(--bar);
        opacity: 0.45;
        transition: width 0.5s ease-out;
        width: calc(var(--ahead) * 100%);
      }
      .notch {
        position: absolute;
        inset-block: 0;
        left: calc(var(--notch) * 100%);
        width: 0.25rem;
        background: var(--night);
      }
      .words {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 2rem;
        align-items: baseline;
        margin-top: 0.6rem;
        font-size: var(--size-note);
        color: var(--quiet);
        font-variant-numeric: tabular-nums;
      }
      .share {
        font-weight: 600;
        color: var(--gold);
      }
      .end {
        margin-left: auto;
      }
      button:hover b {
        color: var(--gold);
      }
      b {
        font-weight: 500;
        color: var(--snow);
      }
      @media (prefers-reduced-motion: reduce) {
        .fill,
        .ahead {
          transition: none;
        }
      }
    `,
  ];

  willUpdate() {
    const {amount, reachedAt, projected} = this.goal;
    Object.assign(this.dataset, {
      amount,
      reachedAt: reachedAt ?? '',
      projected: projected?.amount ?? '',
      value: this.gmv,
    });
  }

  render() {
    const {amount, reachedAt, projected} = this.goal;
    const expected = projected?.amount ?? 0;
    const scale = Math.max(amount, this.gmv, expected, 1);
    return html` <div
        class="track"
        .style=${`--fill: ${this.gmv / scale}; --notch: ${amount / scale}; --ahead: ${expected / scale}`}>
        ${projected ? html`<div class="ahead"></div>` : nothing}
        <div class="fill"></div>
        ${scale > amount ? html`<div class="notch"></div>` : nothing}
      </div>
      <div class="words">
        <span class="share">${percent(amount > 0 ? shareOf(this.gmv, amount) : 1)}</span>
        ${this.#item('goal', html`${t('goal')} <b>${money(this.currency).exact(amount)}</b>`)}
        ${reachedAt ? html`<span>${t('reachedAt', {time: clock(this.timezone).near(reachedAt)})}</span>` : nothing}
        ${projected ? this.#item('projected', this.#forecast(projected), 'end') : nothing}
      </div>`;
  }

  /** Shortened: more digits would say more than is known. */
  #forecast({amount, low, high, at}) {
    const {compact} = money(this.currency);
    return html`${t('projected')} <b>${compact(amount)}</b>${t('interval', {low: compact(low), high: compact(high)})}${
        at === undefined ? nothing : t('goalAbout', {time: clock(this.timezone).near(at)})
      }`;
  }

  #item(key, words, place = '') {
    return this.traceable
      ? html`<button
          class=${place}
          type="button"
          aria-haspopup="dialog"
          title=${define(key)}
          @click=${(event) => trace(event, {kind: 'figure', key})}>
          ${words}
        </button>`
      : html`<span class=${place} title=${define(key)}>${words}</span>`;
  }
}

customElements.define('goal-bar', GoalBar);
