import {html, nothing} from 'lit';
import {stockText} from '../shared/products.js';
import {stockState} from '../shared/stock.js';

/** What is left of a product, in a line; nothing if its stock is not counted. @param {number | undefined} left */
export function stockWords(left) {
  if (left === undefined) return nothing;
  return html`<span class="left" data-state=${stockState(left) ?? nothing} data-value=${left}
    >${stockText(left)}</span
  >`;
}
