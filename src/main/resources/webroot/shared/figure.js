import {html, nothing} from 'lit';
import {define, t} from './i18n.js';
import './rolling-number.js';

/**
 * A labelled figure with its definition as the tooltip. `field` is its path on the board, `totals.orders` for one.
 * What is not known is not 0.
 */
export function figure(field, value, format, note = nothing) {
  const key = field.split('.').at(-1);
  return html` <div class="figure ${key}" title=${define(key)}>
    <span class="label">${t(key)}</span>
    ${
      value === undefined
        ? html`<span class="none" data-field=${field} data-value="">–</span>`
        : html`<rolling-number data-field=${field} .format=${format} .value=${value}></rolling-number>`
    }
    <span class="note">${note}</span>
  </div>`;
}
