import {LitElement, css, html} from 'lit';
import {split} from './format.js';
import {still} from './motion.js';

/**
 * A number whose digits roll up as it grows. The exact number is there at once: raw in `data-value`, formatted as the
 * element's text. Only the glyphs, which are hidden from assistive technology, take their time: values that arrive
 * during a roll wait for its end, so that fast digits stay readable.
 *
 * With `brief`, a second way to write it, both are written from the same value and roll together: `data-shown` says
 * which. The brief form goes to the part `brief`, above.
 *
 * How wide it is drawn, for a size that fits, is in `--major` and `--minor`: in digits, of the full and of the minor
 * size.
 */
class RollingNumber extends LitElement {
  static properties = {value: {type: Number}, format: {attribute: false}, brief: {attribute: false}};

  static styles = css`
    :host {
      display: inline-block;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
      line-height: 1.15;
    }
    .exact {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .digit {
      display: inline-block;
      width: 1ch;
      text-align: center;
      clip-path: inset(0);
    }
    .digit > span {
      display: inline-block;
      position: relative;
    }
    .digit > span::before {
      content: attr(data-was);
      position: absolute;
      top: -100%;
      left: 0;
    }
    .fraction,
    .symbol {
      font-size: var(--minor-size, 1em);
      color: var(--minor-colour, inherit);
    }
    .brief {
      display: block;
      font-size: var(--brief-size, 0.5em);
      font-weight: 500;
      line-height: 1.3;
      letter-spacing: 0;
      color: var(--brief-colour, inherit);
    }
    .brief .symbol,
    .brief .fraction {
      font-size: inherit;
      color: inherit;
    }
  `;

  #shown;
  #rolling = false;

  willUpdate() {
    const text = this.format(this.value);
    this.dataset.value = this.value;
    if (this.textContent !== text) this.textContent = text;
    if (this.#rolling) return;
    this.#shown = this.value;
    this.dataset.shown = this.value;
    this.#measure(text);
  }

  render() {
    return html`<span class="exact"><slot></slot></span> ${
        this.brief
          ? html`<span class="brief" part="brief" aria-hidden="true">${glyphs(this.brief(this.#shown))}</span>`
          : ''
      }<span class="number" part="number" aria-hidden="true">${glyphs(this.format(this.#shown))}</span>`;
  }

  updated() {
    if (!this.#rolling) this.#roll([...this.renderRoot.querySelectorAll('.digit > span')]);
  }

  #measure(text) {
    this.style.setProperty('--chars', text.length);
    const {symbol, number, fraction} = split(text);
    this.style.setProperty('--major', width(number));
    this.style.setProperty('--minor', width(symbol) + width(fraction));
  }

  #roll(digits) {
    const rolls = [];
    for (const digit of digits) {
      const was = digit.dataset.now;
      digit.dataset.now = digit.textContent;
      if (was === undefined || was === digit.textContent || still()) continue;
      digit.dataset.was = was;
      rolls.push(
        digit.animate([{transform: 'translateY(100%)'}, {transform: 'none'}], {
          duration: 260,
          easing: 'cubic-bezier(.3, .7, .2, 1)',
        }).finished,
      );
    }
    if (rolls.length === 0) return;
    this.#rolling = true;
    Promise.allSettled(rolls).then(() => {
      this.#rolling = false;
      this.requestUpdate();
    });
  }
}

function glyphs(text) {
  const {symbol, number, fraction} = split(text);
  return [
    [symbol, 'symbol'],
    [number, ''],
    [fraction, 'fraction'],
  ].map(([part, name]) =>
    [...part].map((glyph) =>
      isDigit(glyph)
        ? html`<span class="digit ${name}"><span>${glyph}</span></span>`
        : html`<span class=${name}>${glyph}</span>`,
    ),
  );
}

/** In digits: a comma takes half of one, a Chinese sign nearly two. */
function width(text) {
  return [...text].reduce((sum, glyph) => sum + (/[.,\s]/.test(glyph) ? 0.5 : glyph > '\u2fff' ? 1.8 : 1), 0);
}

function isDigit(glyph) {
  return glyph >= '0' && glyph <= '9';
}

customElements.define('rolling-number', RollingNumber);
