import {LitElement, css, html, nothing} from 'lit';
import {count, money} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {Flip, paced} from '../shared/motion.js';
import './participation-ring.js';

/**
 * Groups in the order of their rank: bars grow against the first, a group that overtakes another glides past it, and a
 * ring closes as more of its people take part.
 */
class GroupRace extends paced(LitElement, 200) {
  static properties = {
    groups: {attribute: false},
    of: {attribute: false},
    rank: {},
    limit: {type: Number},
    currency: {attribute: false},
    numbered: {type: Boolean, reflect: true},
  };

  static styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      grid-template-rows: var(--race-rows, none);
      grid-auto-flow: var(--race-flow, row);
      grid-auto-columns: minmax(0, 1fr);
      gap: var(--row-gap) var(--gap);
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) var(--value, 10rem) var(--ring, 3.5rem);
      column-gap: 1rem;
      align-items: center;
      min-width: 0;
    }
    :host([numbered]) li {
      grid-template-columns: calc(1.2 * var(--size-row)) minmax(0, 1fr) var(--value, 10rem) var(--ring, 3.5rem);
    }
    :host([ringless]) {
      --ring: 0rem;
    }
    .place {
      text-align: end;
      font-size: var(--size-row);
      font-weight: 300;
      font-variant-numeric: tabular-nums;
      color: var(--quiet);
    }
    li:first-child .place {
      color: var(--gold);
      font-weight: 600;
    }
    .line {
      display: flex;
      align-items: baseline;
      gap: 0.75rem;
      min-width: 0;
      line-height: 1.3;
    }
    .name {
      font-size: var(--size-row);
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .above {
      flex: none;
      max-width: 45%;
      font-size: var(--size-note);
      color: var(--quiet);
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .bar {
      display: block;
      height: var(--bar-height, 0.6rem);
      margin-top: 0.3rem;
      border-radius: 99px;
      background: var(--track);
      overflow: hidden;
    }
    .bar > span {
      display: block;
      height: 100%;
      border-radius: inherit;
      background: var(--bar);
      width: calc(var(--share) * 100%);
      transition: width 0.8s cubic-bezier(0.2, 0.8, 0.2, 1);
    }
    li:first-child .bar > span {
      background: var(--gold);
    }
    .value {
      text-align: end;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
      line-height: 1.25;
    }
    .value b {
      display: block;
      font-size: var(--size-row);
      font-weight: 500;
    }
    .value small {
      font-size: var(--size-note);
      color: var(--quiet);
    }
    li[data-full] .value small {
      color: var(--gold);
    }
    @media (max-width: 480px) {
      .above {
        display: none;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .bar > span {
        transition: none;
      }
    }
  `;

  constructor() {
    super();
    this.groups = [];
    this.limit = 10;
    new Flip(this, 'li', {yielding: true});
  }

  render() {
    const shown = this.groups.slice(0, this.limit);
    this.toggleAttribute(
      'ringless',
      shown.every((group) => this.of(group).participation === undefined),
    );
    const most = Math.max(1, shown.length ? this.of(shown[0])[this.rank] : 0);
    return html`<ol>
      ${shown.map((group, i) => this.#row(group, i + 1, most))}
    </ol>`;
  }

  #row(group, place, most) {
    const {gmv, orders, buyers, headCount, participation} = this.of(group);
    const value = this.of(group)[this.rank];
    const people =
      headCount === undefined
        ? t('joinedUnknown', {buyers: count(buyers)})
        : t('joined', {buyers: count(buyers), heads: count(headCount)});
    return html`<li
      data-key=${group.name}
      data-value=${value}
      data-gmv=${gmv}
      data-orders=${orders}
      data-buyers=${buyers}
      ?data-full=${participation >= 1}>
      ${this.numbered ? html`<span class="place">${place}</span>` : nothing}
      <span>
        <span class="line"
          ><span class="name" dir="auto" title=${group.name}>${group.name}</span>${
            this.numbered && group.parents.length
              ? html`<span class="above" title=${beside(group.parents)}>${group.parents[0]}</span>`
              : nothing
          }</span
        >
        <span class="bar"><span .style=${`--share: ${value / most}`}></span></span>
      </span>
      <span class="value"
        ><b>${this.rank === 'buyers' ? people : this.#written(value)}</b
        ><small>${this.rank === 'buyers' ? money(this.currency).compact(gmv) : people}</small></span
      >
      ${
        participation === undefined
          ? nothing
          : html`<participation-ring
              .share=${participation}
              title=${t('joinedOf', {buyers: count(buyers), heads: count(headCount)})}></participation-ring>`
      }
    </li>`;
  }

  #written(value) {
    return this.rank === 'gmv' ? money(this.currency).compact(value) : t('ordersOf', {n: count(value)});
  }
}

customElements.define('group-race', GroupRace);
