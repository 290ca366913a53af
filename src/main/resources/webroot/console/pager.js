import {html, nothing} from 'lit';
import {t} from '../shared/i18n.js';

/**
 * The buttons to the pages before and after; nothing if there is one page.
 *
 * @param {number} page the one that is shown, from 0
 * @param {number} pages how many there are
 * @param {(page: number) => void} go
 */
export function pager(page, pages, go) {
  if (pages === 1) return nothing;
  const button = (word, next) =>
    html`<button ?disabled=${next < 0 || next === pages} @click=${() => go(next)}>${word}</button>`;
  return html` <div class="pager">
    ${button(t('previous'), page - 1)} <span>${t('page', {n: page + 1, all: pages})}</span>
    ${button(t('next'), page + 1)}
  </div>`;
}
