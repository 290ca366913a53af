import {LitElement, css, html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {band, rain, SHOWN_MS} from '../shared/celebration.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';

/** Says that everybody in a group takes part: one group after the other, confetti only for those who like motion. */
class FullHouse extends LitElement {
  static properties = {shown: {state: true}};

  static styles = [
    band,
    css`
      :host {
        top: 40%;
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
    `,
  ];

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
    if (this.shown) rain();
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
