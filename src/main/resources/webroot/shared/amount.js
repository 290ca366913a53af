import {html} from 'lit';
import {split} from './format.js';

/** Money in which the fraction, `.minor`, can step back, so that what counts can be read from afar. */
export function amount(text) {
  const {symbol, number, fraction} = split(text);
  return html`${symbol}${number}<span class="minor">${fraction}</span>`;
}
