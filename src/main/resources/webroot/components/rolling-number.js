import {LitElement, css, html} from 'lit';
import {still} from '../lib/motion.js';

/**
 * A number whose digits roll up as it grows. The exact number is there at once: raw in `data-value`, formatted as the
 * element's text. Only the glyphs, which are hidden from assistive technology, take their time: values that arrive
 * during a roll wait for its end, so that fast digits stay readable.
 */
class RollingNumber extends LitElement {
  static properties = {value: {type: Number}, format: {attribute: false}};

  static styles = css`
    :host { display: inline-block; white-space: nowrap; font-variant-numeric: tabular-nums; line-height: 1.15; }
    .exact { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .digit { display: inline-block; width: 1ch; text-align: center; clip-path: inset(0); }
    .digit > span { display: inline-block; position: relative; }
    .digit > span::before { content: attr(data-was); position: absolute; top: -100%; left: 0; }
    .fraction, .symbol { font-size: var(--minor-size, 1em); color: var(--minor-colour, inherit); }
  `;

  #text = '';
  #shown = '';
  #rolling = false;

  willUpdate() {
    this.#text = this.format(this.value);
    this.dataset.value = this.value;
    if (this.textContent !== this.#text) this.textContent = this.#text;
    if (this.#rolling) return;
    this.#shown = this.#text;
    this.style.setProperty('--chars', this.#shown.length);
  }

  render() {
    const glyphs = [...this.#shown];
    const first = glyphs.findIndex(isDigit);
    const point = this.#shown.search(/\.\d+\D*$/);
    const part = (i) => (i < first ? 'symbol' : point >= 0 && i >= point ? 'fraction' : '');
    return html`<span class="exact"><slot></slot></span><span aria-hidden="true">${glyphs.map((glyph, i) => isDigit(glyph)
      ? html`<span class="digit ${part(i)}"><span>${glyph}</span></span>`
      : html`<span class=${part(i)}>${glyph}</span>`)}</span>`;
  }

  updated() {
    if (!this.#rolling) this.#roll([...this.renderRoot.querySelectorAll('.digit > span')]);
  }

  #roll(digits) {
    const rolls = [];
    for (const digit of digits) {
      const was = digit.dataset.now;
      digit.dataset.now = digit.textContent;
      if (was === undefined || was === digit.textContent || still()) continue;
      digit.dataset.was = was;
      rolls.push(digit.animate([{transform: 'translateY(100%)'}, {transform: 'none'}],
        {duration: 260, easing: 'cubic-bezier(.3, .7, .2, 1)'}).finished);
    }
    if (rolls.length === 0) return;
    this.#rolling = true;
    Promise.allSettled(rolls).then(() => {
      this.#rolling = false;
      this.requestUpdate();
    });
  }
}

function isDigit(glyph) {
  return glyph >= '0' && glyph <= '9';
}

customElements.define('rolling-number', RollingNumber);
