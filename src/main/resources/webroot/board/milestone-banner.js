import {LitElement, css, html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import '../shared/confetti-rain.js';
import {minorUnits, money, quotient} from '../shared/format.js';
import {milestoneName, Milestones, outranks} from '../shared/milestones.js';
import {still} from '../shared/motion.js';

const SHOWN_MS = 6_000;

/** Says that GMV has passed a milestone: a calm band below the figures, confetti only for those who like motion. */
class MilestoneBanner extends LitElement {
  static properties = {
    gmv: {type: Number},
    goal: {type: Number},
    currency: {attribute: false},
    watching: {type: Boolean},
  };

  static styles = css`
    :host {
      position: fixed;
      inset-inline: 0;
      top: 52%;
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
    }
    .what {
      font-size: var(--size-celebration);
      line-height: 1.15;
      font-weight: 600;
      color: var(--gold);
    }
    .value {
      font-size: var(--size-title);
      color: var(--snow);
      font-variant-numeric: tabular-nums;
    }
    .band {
      animation:
        enter 0.5s cubic-bezier(0.2, 0.8, 0.2, 1),
        leave 0.6s 5.4s ease-in forwards;
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

  #milestones = new Milestones();
  #shown;
  #timer = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  willUpdate() {
    if (!this.watching) return this.#milestones.leave();
    const milestone = this.#milestones.see(this.gmv, this.goal, minorUnits(this.currency));
    if (!milestone) return;
    // What is passed meanwhile takes its place: a band never says less than the figures above it.
    if (!this.#shown || outranks(milestone, this.#shown)) this.#show(milestone);
  }

  render() {
    const shown = this.#shown;
    return html`<div role="status" aria-live="polite">
      ${
        shown
          ? keyed(
              this.dataset.milestone,
              html` <div class="band">
                <span class="what">${milestoneName(shown, this.currency)}</span>
                ${
                  shown.kind === 'million'
                    ? nothing
                    : html`<span class="value">${money(this.currency).exact(shown.amount)}</span>`
                }
              </div>`,
            )
          : nothing
      }
    </div>`;
  }

  #show(milestone) {
    clearTimeout(this.#timer);
    this.#shown = {
      ...milestone,
      amount: milestone.kind === 'share' ? quotient(this.goal, 10, milestone.tenth) : this.goal,
    };
    this.dataset.milestone = [milestone.kind, milestone.tenth ?? milestone.millions].filter(Boolean).join('-');
    if (!still() && !document.querySelector('confetti-rain'))
      document.body.append(document.createElement('confetti-rain'));
    this.#timer = setTimeout(() => {
      this.#shown = undefined;
      this.dataset.milestone = '';
      this.requestUpdate();
    }, SHOWN_MS);
  }
}

customElements.define('milestone-banner', MilestoneBanner);
