import {LitElement, css, html, nothing} from 'lit';
import {clock, money, percent} from '../lib/format.js';
import {define, t} from '../lib/i18n.js';

/** How far GMV is on its way to the goal. Past the goal the bar stays full and a notch shows where the goal was. */
class GoalBar extends LitElement {
  static properties = {goal: {attribute: false}, gmv: {type: Number}, currency: {}, timezone: {}};

  static styles = css`
    :host { display: block; }
    .track { position: relative; height: var(--goal-height, .75rem); border-radius: 99px; background: var(--track); overflow: hidden; }
    .fill { height: 100%; border-radius: inherit; background: var(--gold); transform-origin: left; transition: width .5s ease-out; width: calc(var(--fill) * 100%); }
    .notch { position: absolute; inset-block: 0; left: calc(var(--notch) * 100%); width: .25rem; background: var(--night); }
    .words { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; margin-top: .6rem; font-size: var(--size-note); color: var(--quiet); font-variant-numeric: tabular-nums; }
    .share { font-weight: 600; color: var(--gold); }
    .end { margin-left: auto; }
    b { font-weight: 500; color: var(--snow); }
    @media (prefers-reduced-motion: reduce) { .fill { transition: none; } }
  `;

  willUpdate() {
    const {amount, reachedAt, projected} = this.goal;
    Object.assign(this.dataset, {amount, reachedAt: reachedAt ?? '', projected: projected ?? '', value: this.gmv});
  }

  render() {
    const {amount, reachedAt, projected} = this.goal;
    const {exact} = money(this.currency);
    const scale = Math.max(amount, this.gmv, 1);
    return html`
      <div class="track" .style=${`--fill: ${this.gmv / scale}; --notch: ${amount / scale}`}>
        <div class="fill"></div>${this.gmv > amount ? html`<div class="notch"></div>` : nothing}
      </div>
      <div class="words">
        <span class="share">${percent(amount > 0 ? this.gmv / amount : 1)}</span>
        <span title=${define('goal')}>${t('goal')} <b>${exact(amount)}</b></span>
        ${reachedAt ? html`<span>${t('reachedAt', {time: clock(this.timezone).minute(reachedAt)})}</span>` : nothing}
        ${projected === undefined ? nothing : html`
          <span class="end" title=${define('projected')}>${t('projected')} <b>${exact(projected)}</b></span>`}
      </div>`;
  }
}

customElements.define('goal-bar', GoalBar);
