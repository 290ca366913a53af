import {LitElement, css, html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {band, rain, SHOWN_MS} from './celebration.js';
import {minorUnits, money, quotient} from './format.js';
import {milestoneName, Milestones, outranks} from './milestones.js';

/** Says that GMV has passed a milestone: a calm band below the figures, confetti only for those who like motion. */
class MilestoneBanner extends LitElement {
  static properties = {
    gmv: {type: Number},
    /** From which it watches at first; that of the first board it is given, if missing. */
    from: {type: Number},
    goal: {type: Number},
    currency: {attribute: false},
    watching: {type: Boolean},
  };

  static styles = [
    band,
    css`
      :host {
        top: 52%;
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
    `,
  ];

  #milestones = new Milestones();
  /** From which it is still to watch: it may be put in place while the connection is away. */
  #from;
  #shown;
  #timer = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  willUpdate() {
    if (!this.hasUpdated) this.#from = this.from;
    if (!this.watching) return this.#milestones.leave();
    const unit = minorUnits(this.currency);
    if (this.#from !== undefined) this.#milestones.see(this.#from, this.goal, unit);
    this.#from = undefined;
    const milestone = this.#milestones.see(this.gmv, this.goal, unit);
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
    rain();
    this.#timer = setTimeout(() => {
      this.#shown = undefined;
      this.dataset.milestone = '';
      this.requestUpdate();
    }, SHOWN_MS);
  }
}

customElements.define('milestone-banner', MilestoneBanner);
