import {LitElement, html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {define, t} from '../shared/i18n.js';
import '../shared/ranked-bars.js';
import {TALL} from '../shared/screen.js';

const ROWS = 5;
const ROWS_OF_TALL = 3;
/** So many stand beside one another on a wall. */
const BESIDE = 2;
const TURN_MS = 15_000;
const small = matchMedia('(max-width: 899px), (max-height: 599px), (max-width: 1199px) and (max-height: 1399px)');

/**
 * The rankings of a board. A wall has room for two; more of them take turns, unless somebody points at them, and a dot
 * for each turn leads there. A page that scrolls shows all.
 */
class TurningRanks extends LitElement {
  static properties = {
    sections: {attribute: false},
    board: {attribute: false},
    currency: {attribute: false},
    turn: {state: true},
  };

  #timer = 0;
  #pointed = false;
  #resized = () => this.requestUpdate();

  constructor() {
    super();
    this.turn = 0;
    this.addEventListener('pointerenter', () => this.#point(true));
    this.addEventListener('pointerleave', () => this.#point(false));
  }

  /** In the page itself, whose sheets it shares. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#pointed || this.turn++, TURN_MS);
    small.addEventListener('change', this.#resized);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    small.removeEventListener('change', this.#resized);
  }

  #point(pointed) {
    this.#pointed = pointed;
  }

  render() {
    const {sections} = this;
    const turns = small.matches ? 1 : Math.ceil(sections.length / BESIDE);
    const turn = this.turn % turns;
    const shown = small.matches ? sections : this.#ofTurn(turn);
    const dots = turns > 1 ? this.#dots(turns, turn) : nothing;
    return html`${shown.map((section, i) =>
      keyed(section, this.#ranking(section, i === shown.length - 1 ? dots : nothing)),
    )}`;
  }

  /** The last turn begins again rather than leave a place empty. */
  #ofTurn(turn) {
    const {sections} = this;
    const beside = Math.min(BESIDE, sections.length);
    return Array.from({length: beside}, (_, i) => sections[(turn * BESIDE + i) % sections.length]);
  }

  #dots(turns, turn) {
    return html`<nav class="dots">
      ${Array.from(
        {length: turns},
        (_, i) =>
          html`<button
            type="button"
            aria-label=${this.#ofTurn(i)
              .map((section) => t(section))
              .join(' · ')}
            aria-current=${i === turn ? 'true' : nothing}
            @click=${() => {
              this.turn = i;
            }}></button>`,
      )}
    </nav>`;
  }

  #ranking(section, dots) {
    const entries = this.board[section];
    const all = Object.keys(entries).length;
    const rows = TALL.matches ? ROWS_OF_TALL : ROWS;
    return html`<div class="rank">
      <h2 title=${define(section)}>
        ${t(section)}${all > rows ? html`<small>${t('of', {n: rows, all})}</small>` : nothing}${dots}
      </h2>
      <ranked-bars
        data-section=${section}
        .section=${section}
        .entries=${entries}
        .limit=${rows}
        .currency=${this.currency}></ranked-bars>
    </div>`;
  }
}

customElements.define('turning-ranks', TurningRanks);
