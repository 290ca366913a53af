/** GMV over time, as columns that print. */
import {html, nothing, svg} from 'lit';
import {currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {amountTicks} from '../shared/ticks.js';
import {dated, timed} from '../shared/zone.js';
import {columnsOf} from './columns.js';
import {when} from './when.js';

const MS = {minute: 60_000, hour: 3_600_000, day: 86_400_000};
const TITLES = {minute: 'trendByMinute', hour: 'trendByHour', day: 'trendByDay'};
/** The picture is this wide; its columns share it. */
const WIDTH = 1_000;
const HEIGHT = 1_000;
const LABELS = 7;

/** @param {import('./types.js').Report} report */
export function trend({stream, trend}) {
  const {by, points} = trend;
  if (points.length === 0) return nothing;
  const {columns, each} = columnsOf(points, MS[by]);
  const currency = currencyOf(stream);
  const ticks = amountTicks(Math.max(...columns.map(({gmv}) => gmv)));
  const top = ticks.at(-1);
  const most = columns.reduce((best, column) => (column.gmv > best.gmv ? column : best));
  const wide = WIDTH / columns.length;
  const text = label(by, stream.timezone || 'UTC');
  const step = Math.ceil(columns.length / LABELS);
  return html`<section class="trend" data-by=${by}>
    <h2>
      ${t(TITLES[by])}
      <small
        >${each > 1 ? `× ${each} · ` : nothing}${t('highest', {
          amount: money(currency).exact(most.gmv),
          time: when(most.at, stream.timezone),
        })}</small
      >
    </h2>
    <p class="says">${t('trendText')}</p>
    <div class="plot">
      <div class="amounts">
        ${ticks.map((tick) => html`<span .style=${`--at: ${tick / top}`}>${money(currency).compact(tick)}</span>`)}
      </div>
      <div class="drawn">
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${t(TITLES[by])}>
          ${ticks.map((tick) => line(HEIGHT * (1 - tick / top)))}
          ${columns.map(({gmv}, i) => column(i * wide, wide, (HEIGHT * gmv) / top))}
        </svg>
      </div>
      <div class="below">
        ${columns.map(({at}, i) =>
          i % step === 0 && i + step / 2 <= columns.length
            ? html`<span .style=${`--at: ${(i + 0.5) / columns.length}`}>${text(at)}</span>`
            : nothing,
        )}
      </div>
    </div>
  </section>`;
}

const line = (y) => svg`<line x1="0" x2=${WIDTH} y1=${y} y2=${y} />`;

const column = (x, width, height) =>
  height > 0
    ? svg`<rect x=${x.toFixed(2)} width=${(width * 0.86).toFixed(2)} y=${(HEIGHT - height).toFixed(2)}
        height=${height.toFixed(2)} />`
    : nothing;

const DAY = {month: 'short', day: 'numeric'};
const HOUR = {hour: '2-digit', hourCycle: 'h23'};

/** How the times below columns are written. */
function label(by, timeZone) {
  if (by === 'day') return dated(timeZone, DAY);
  return timed(timeZone, by === 'hour' ? {...DAY, ...HOUR} : {...HOUR, minute: '2-digit'});
}
