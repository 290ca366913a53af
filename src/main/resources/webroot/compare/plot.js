/** A plot without a canvas: it prints, and takes its colours from the page. */
import {html, nothing, svg} from 'lit';
import {corners} from '../shared/curve.js';
import {money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {DAY_MINUTES, MINUTE, amountTicks, timeTicks} from '../shared/ticks.js';

/** `1:30`, or days where there are many. */
function timeLabel(elapsed, most) {
  const minutes = Math.round(elapsed / MINUTE);
  if (most > 2 * DAY_MINUTES * MINUTE) return t('daysOf', {n: minutes / DAY_MINUTES});
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The frame of a plot: amounts at the left, and what is drawn. */
export function framed(currency, ticks, drawn, below) {
  const most = ticks.at(-1);
  return html`<div class="plot">
    <div class="amounts">
      ${ticks.map((tick) => html`<span .style=${`--at: ${tick / most}`}>${money(currency).compact(tick)}</span>`)}
    </div>
    <div class="drawn">${ticks.map((tick) => html`<i .style=${`--at: ${tick / most}`}></i>`)} ${drawn}</div>
    <div class="below">${below}</div>
  </div>`;
}

/**
 * Curves by the time since the start.
 *
 * @param {{id: string, curve?: import('../shared/curve.js').Curve, elapsed?: number, place: number}[]} lines
 */
export function curvePlot(lines, currency) {
  const drawn = lines
    .filter(({curve, elapsed}) => curve && elapsed !== undefined)
    .map(({curve, elapsed, ...line}) => ({...line, points: corners(curve, elapsed)}));
  if (drawn.length === 0) return nothing;
  const all = drawn.flatMap(({points}) => points);
  const right = Math.max(MINUTE, ...all.map(({elapsed}) => elapsed));
  const ticks = amountTicks(Math.max(...all.map(({gmv}) => gmv)));
  const top = ticks.at(-1);
  const point = ({elapsed, gmv}) =>
    `${((1_000 * elapsed) / right).toFixed(2)},${(1_000 * (1 - gmv / top)).toFixed(2)}`;
  const paths = drawn.map(
    ({id, place, points}) =>
      svg`<polyline class="board-${place}" data-board=${id} data-value=${points.at(-1).gmv}
        points=${points.map(point).join(' ')} />`,
  );
  return framed(
    currency,
    ticks,
    html`<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label=${t('sinceStart')}>
      ${paths}
    </svg>`,
    timeTicks(right).map((tick) => html`<span .style=${`--at: ${tick / right}`}>${timeLabel(tick, right)}</span>`),
  );
}
