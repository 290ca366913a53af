import {LitElement, css, html} from 'lit';
import {money, percent} from '../shared/format.js';
import {isolate, t} from '../shared/i18n.js';
import {Flip, paced} from '../shared/motion.js';
import {shares} from './shares.js';

/** As many colours can be told apart. */
const COLOURS = 7;
/** More parts than these stand in two columns, without amounts. */
const FEW = 5;

/** How GMV is divided among the names of a section: one bar that is the whole, and its parts by name. */
class ShareBar extends paced(LitElement, 200) {
  static properties = {
    entries: {attribute: false},
    gmv: {type: Number},
    limit: {type: Number},
    currency: {attribute: false},
  };

  static styles = css`
    :host {
      display: block;
      container-type: inline-size;
    }
    .whole {
      display: flex;
      gap: 0.1875rem;
      height: 2.25rem;
      margin-bottom: var(--row-gap);
      border-radius: 0.5rem;
      overflow: hidden;
    }
    .part {
      flex: var(--part) 1 0;
      min-width: 0.1875rem;
      background: var(--colour);
      transition: flex-grow 0.5s ease-out;
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
      display: grid;
      gap: calc(var(--row-gap) * 0.5);
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto calc(3.8 * var(--size-row));
      gap: 0 0.75rem;
      align-items: baseline;
      font-size: var(--size-row);
      line-height: 1.3;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    @container (min-width: 40rem) {
      ol[data-many] {
        grid-auto-flow: column;
        grid-template: repeat(var(--down), auto) / repeat(2, minmax(0, 1fr));
        column-gap: var(--gap);
      }
      ol[data-many] > li {
        grid-template-columns: auto minmax(0, 1fr) 0 calc(3.1 * var(--size-row));
        column-gap: 0.5rem;
      }
      ol[data-many] .amount {
        display: none;
      }
    }
    i {
      width: 0.75em;
      height: 0.75em;
      border-radius: 0.2em;
      background: var(--colour);
    }
    .name {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .amount {
      font-size: var(--size-note);
      color: var(--quiet);
    }
    .share {
      grid-column: 4;
      font-weight: 600;
      text-align: end;
    }
    [data-colour='1'] {
      --colour: var(--gold);
    }
    [data-colour='2'] {
      --colour: var(--orders);
    }
    [data-colour='3'] {
      --colour: var(--fresh);
    }
    [data-colour='4'] {
      --colour: var(--likes);
    }
    [data-colour='5'] {
      --colour: var(--share-5);
    }
    [data-colour='6'] {
      --colour: var(--share-6);
    }
    [data-colour='7'] {
      --colour: var(--share-7);
    }
    [data-colour='rest'] {
      --colour: var(--share-rest);
    }
    @media (prefers-reduced-motion: reduce) {
      .part {
        transition: none;
      }
    }
  `;

  constructor() {
    super();
    this.entries = {};
    this.limit = COLOURS + 1;
    new Flip(this, 'li');
  }

  render() {
    const parts = shares(this.entries, this.gmv, this.limit);
    const colour = (part, i) => (part.name === undefined ? 'rest' : i + 1);
    return html`<div class="whole" aria-hidden="true">
        ${parts.map(
          (part, i) =>
            html`<span class="part" data-colour=${colour(part, i)} .style=${`--part: ${part.share * 1000}`}></span>`,
        )}
      </div>
      <ol ?data-many=${parts.length > FEW} .style=${`--down: ${Math.ceil(parts.length / 2)}`}>
        ${parts.map((part, i) => this.#row(part, colour(part, i)))}
      </ol>`;
  }

  #row({name, gmv, share}, colour) {
    const {exact, compact} = money(this.currency);
    const title = name ?? t('restOfShares');
    return html`<li
      data-key=${name ?? ''}
      data-value=${gmv}
      data-share=${share}
      data-colour=${colour}
      title="${isolate(title)} · ${exact(gmv)}">
      <i></i><span class="name" dir="auto">${title}</span><span class="amount">${compact(gmv)}</span
      ><span class="share">${share === 0 ? html`&lt;${percent(0.001)}` : percent(share)}</span>
    </li>`;
  }
}

customElements.define('share-bar', ShareBar);
