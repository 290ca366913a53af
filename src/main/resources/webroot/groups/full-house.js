import {LitElement, css, html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import '../shared/confetti-rain.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {still} from '../shared/motion.js';

const SHOWN_MS = 6_000;

/** Says that everybody in a group takes part: one group after the other, confetti only for those who like motion. */
class FullHouse extends LitElement {
  static properties = {shown: {state: true}};

  static styles = css`
    :host {
      position: fixed;
      inset-inline: 0;
      top: 40%;
      z-index: 4;
      pointer-events: none;
    }
    .band {
      display: grid;
      justify-items: center;
      gap: 0.25rem;
      padding: 1.75rem 1.25rem 2rem;
      text-align: center;
      background: var(--band);
      border-block: 0.125rem solid var(--gold);
      animation:
        enter 0.5s cubic-bezier(0.2, 0.8, 0.2, 1),
        leave 0.6s 5.4s ease-in forwards;
    }
    .what {
      font-size: var(--size-title);
      line-height: 1.3;
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .value {
      font-size: var(--size-celebration);
      line-height: 1.15;
      font-weight: 600;
      color: var(--gold);
      font-variant-numeric: tabular-nums;
    }
    @keyframes enter {
      from {
        opacity: 0;
        transform: translateY(1.5rem);
      }
    }
    @keyframes leave {
      to {
        opacity: 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .band {
        animation: none;
      }
    }
  `;

  #waiting = [];
  #timer = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** @param {import('./standings.js').Standing[]} groups that are full now */
  celebrate(groups) {
    this.#waiting.push(...groups);
    if (!this.#timer) this.#next();
  }

  #next() {
    this.shown = this.#waiting.shift();
    this.dataset.group = this.shown?.name ?? '';
    this.#timer = this.shown ? setTimeout(() => this.#next(), SHOWN_MS) : 0;
    if (this.shown && !still() && !document.querySelector('confetti-rain'))
      document.body.append(document.createElement('confetti-rain'));
  }

  render() {
    const {shown} = this;
    return html`<div role="status" aria-live="polite">
      ${
        shown
          ? keyed(
              shown.name,
              html`<div class="band">
                <span class="what">${t('fullHouse', {name: shown.name})}</span>
                <span class="value">${count(shown.total.buyers)} / ${count(shown.total.headCount)}</span>
              </div>`,
            )
          : nothing
      }
    </div>`;
  }
}

customElements.define('full-house', FullHouse);
