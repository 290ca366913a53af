import {html, nothing} from 'lit';
import {productName} from './products.js';

/**
 * What an order is of: its first product, how many of it, and how many lines more. The name may be cut short by the
 * style of `.product`, the numbers never.
 *
 * @param {import('../lib/livetally-client.js').RecentOrder} order
 */
export function bought({lines = [], moreLines = 0}, products) {
  if (lines.length === 0) return nothing;
  const [{sku, qty}] = lines;
  const name = productName(products, sku);
  const others = lines.length - 1 + moreLines;
  return html`<bdi class="product" part="product" title=${name}>${name}</bdi
    ><span class="qty" part="quantity">× ${qty}${others > 0 ? ` + ${others}` : ''}</span>`;
}

/**
 * Names in a row, each isolated: one that is written from right to left turns nothing round beside it.
 *
 * @param {(string | undefined)[]} names those that are missing are left out
 */
export const isolated = (names, separator = ' ') =>
  names.filter(Boolean).map((name, i) => [i > 0 ? separator : nothing, html`<bdi>${name}</bdi>`]);
