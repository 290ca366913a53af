/** What stands on the track of a scrubber: marks of what was on air, labels of times, and what is pointed at. */
import {html, nothing} from 'lit';
import {clock} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {productName} from '../shared/products.js';
import {offsetOf} from '../shared/zone.js';

const HALF_A_DAY = 43_200_000;
/** Nearer to an end of the track a label would stand beyond it. */
const MARGIN = 0.015;

/** @import {Range} from '../shared/replay.js' */
/** @import {Timeline} from './timeline.js' */

const place = (share) => `--share: ${share}`;

/**
 * What was put on air, and when the goal was reached.
 *
 * @param {Timeline} line
 * @param {Range} range
 */
export function marks(line, {shows, goalReachedAt}, timezone) {
  const goal =
    goalReachedAt === undefined
      ? nothing
      : html`<i
          class="goal"
          title=${t('reachedAt', {time: clock(timezone).second(goalReachedAt)})}
          .style=${place(line.share(goalReachedAt))}></i>`;
  return html`${shows.map(
    ({at, sku}) => html`<i class="mark" ?data-sku=${Boolean(sku)} .style=${place(line.share(at))}></i>`,
  )}${goal}`;
}

/**
 * Round times; dates, where the track is as long as that.
 *
 * @param {Timeline} line
 * @param {number} room how many labels have room
 */
export function labels(line, room, timezone) {
  const times = line.ticks(room, offsetOf(line.from, timezone));
  const {minute, second, dayOfMonth} = clock(timezone);
  const step = times.length > 1 ? times[1] - times[0] : 0;
  const write = step >= HALF_A_DAY ? dayOfMonth : step % 60_000 > 0 ? second : minute;
  return times
    .map((at) => ({at, share: line.share(at)}))
    .filter(({share}) => share >= MARGIN && share <= 1 - MARGIN)
    .map(({at, share}) => html`<span class="label" .style=${place(share)}>${write(at)}</span>`);
}

/**
 * The time at a place, and what was on air then.
 *
 * @param {Timeline} line
 * @param {Range} range
 * @param {number} share
 */
export function bubble(line, {shows}, share, {products, timezone}) {
  const at = line.at(share);
  const {sku, host} = shows.filter((show) => show.at <= at).at(-1) ?? {};
  const onAir = beside([sku && productName(products, sku), host]);
  return html`<span class="bubble" .style=${place(share)}
    ><b>${timeText(at, line, timezone)}</b>${onAir ? html`<bdi>${onAir}</bdi>` : nothing}</span
  >`;
}

/** @param {Timeline} line */
export function timeText(at, {from, to}, timezone) {
  const {second, dayOfMonth} = clock(timezone);
  return to - from < HALF_A_DAY ? second(at) : `${dayOfMonth(at)} ${second(at)}`;
}
