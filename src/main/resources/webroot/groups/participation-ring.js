import {LitElement, css, html, svg} from 'lit';
import {percent} from '../shared/format.js';

/** How many of a group take part, as a ring that closes: gold once it is whole. */
class ParticipationRing extends LitElement {
  static properties = {share: {type: Number}};

  static styles = css`
    :host {
      display: block;
      position: relative;
      width: var(--ring, 3.5rem);
      aspect-ratio: 1;
      flex: none;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
      transform: rotate(-90deg);
      overflow: visible;
    }
    circle {
      fill: none;
      stroke-width: 3.6;
      stroke: var(--track);
    }
    .part {
      stroke: var(--fresh);
      stroke-linecap: round;
      stroke-dashoffset: calc(100 - 100 * var(--share));
      transition: stroke-dashoffset 0.8s cubic-bezier(0.2, 0.8, 0.2, 1);
    }
    :host([data-full]) .part {
      stroke: var(--gold);
    }
    .none {
      visibility: hidden;
    }
    span {
      position: absolute;
      inset: 0;
      display: grid;
      place-items: center;
      font-size: max(calc(var(--ring, 3.5rem) * 0.27), var(--least));
      font-weight: 600;
      font-variant-numeric: tabular-nums;
    }
    :host([data-full]) span {
      color: var(--gold);
    }
    @media (prefers-reduced-motion: reduce) {
      .part {
        transition: none;
      }
    }
  `;

  willUpdate() {
    this.dataset.share = this.share;
    this.toggleAttribute('data-full', this.share >= 1);
  }

  render() {
    const part = Math.min(1, this.share);
    return html`<svg viewBox="0 0 36 36" aria-hidden="true" .style=${`--share: ${part}`}>
        <circle cx="18" cy="18" r="16"></circle>
        ${svg`<circle class=${part > 0 ? 'part' : 'part none'} cx="18" cy="18" r="16" pathLength="100" stroke-dasharray="100"></circle>`}
      </svg>
      <span>${whole(this.share)}</span>`;
  }
}

/** Without decimals, of which a ring has no room: rounded down, so that 100 % is only shown of a whole. */
function whole(share) {
  return percent(Math.floor(share * 100) / 100).replace(/[.,]0/, '');
}

customElements.define('participation-ring', ParticipationRing);
