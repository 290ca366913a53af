/** The trend of a board: its chart, and what stands above it. */
import {html, nothing} from 'lit';
import {define, t} from '../shared/i18n.js';
import './trend-chart.js';
import {bars} from './trend-options.js';

/** @param {object | undefined} earlier the board that this one runs against, and how it is drawn: see ghost.js */
export function trend(board, {currency, timezone}, earlier) {
  const {width, bars: drawn} = bars(board.trend);
  const keys = ['gmv', 'orders', 'likes'].filter((key) => drawn.some((bar) => bar[key] > 0));
  return html` <section class="trend dims">
    <h2 title=${define('trend')}>
      ${t('trend')}<small>${width === 1 ? t('perMinute') : t('perMinutes', {n: width})}</small>
      ${keys.map((key) => html`<span class="key ${key}">${t(key)}</span>`)} ${ghostKeys(board, earlier)}
      ${tableButton(board.explanations)}
    </h2>
    <trend-chart
      role="img"
      aria-label=${`${t('trend')}: ${keys.map((key) => t(key)).join(', ')}`}
      .trend=${board.trend}
      .explanations=${board.explanations}
      .products=${board.products}
      .stream=${board.stream}
      .totals=${earlier && board.totals}
      .earlier=${earlier}
      .currency=${currency}
      .timezone=${timezone}></trend-chart>
  </section>`;
}

function ghostKeys(board, earlier) {
  if (!earlier || earlier.differs(board, earlier.board)) return nothing;
  const {title, id} = earlier.board.stream;
  return html`<span class="key so-far">${t('soFar')}</span><span class="key ghost"><bdi>${title || id}</bdi></span>`;
}

async function tabled() {
  await import('./explanations.js');
  document.querySelector('explanation-table').show();
}

/** What each explanation sold, where there were any. */
function tableButton(explanations) {
  const n = Object.keys(explanations ?? {}).length;
  return n === 0
    ? nothing
    : html`<button class="key explained" type="button" aria-haspopup="dialog" @click=${tabled}>
        ${t('explanations')} ${n}
      </button>`;
}
