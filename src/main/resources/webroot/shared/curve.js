/**
 * How GMV grew on a board, by the time since its start: the sums of its minutes, in integers. Within a minute its
 * orders count as evenly spread, rounded down.
 *
 * A board shows its newest 1,440 minutes. What older ones brought is in its GMV, so the curve of a longer board is
 * exact from the oldest minute that it shows, and unknown before.
 */
import {quotient} from './format.js';

const MINUTE = 60_000;

/**
 * @typedef {object} Curve
 * @property {number} start epoch milliseconds
 * @property {number} before GMV of the minutes that the board no longer shows
 * @property {{at: number, gmv: number, sum: number}[]} minutes oldest first; `sum` of all before it
 */

/**
 * @param {{stream?: {startedAt?: number}, totals?: {gmv?: number}, trend?: Record<string, {gmv?: number}>}} board
 * @returns {Curve | undefined} undefined if it has not started
 */
export function curveOf({stream = {}, totals = {}, trend = {}}) {
  if (stream.startedAt === undefined) return undefined;
  const sold = Object.entries(trend)
    .map(([at, {gmv = 0}]) => ({at: Number(at), gmv}))
    .sort((a, b) => a.at - b.at);
  const before = (totals.gmv ?? 0) - sold.reduce((sum, {gmv}) => sum + gmv, 0);
  let sum = before;
  const minutes = sold.map(({at, gmv}) => {
    const minute = {at, gmv, sum};
    sum += gmv;
    return minute;
  });
  return {start: stream.startedAt, before, minutes};
}

/** Whether both boards are known, and count in other currencies. */
export function differs(board, earlier) {
  const [ours, theirs] = [board?.stream?.currency, earlier?.stream?.currency];
  return Boolean(ours && theirs && ours !== theirs);
}

/** From which time since the start on a curve is known, in milliseconds; 0 or less if it is known from the start. */
export const knownFrom = ({start, before, minutes}) => (before > 0 && minutes.length > 0 ? minutes[0].at - start : 0);

/**
 * GMV at a time since the start, in minor units.
 *
 * @param {Curve} curve
 * @param {number} elapsed milliseconds
 * @returns {number | undefined} undefined if the board no longer shows the minutes up to then
 */
export function gmvAt({start, before, minutes}, elapsed) {
  const time = start + elapsed;
  const last = minutes[begunBy(minutes, time) - 1];
  if (!last) return before > 0 ? undefined : 0;
  return last.sum + quotient(last.gmv, MINUTE, Math.min(time - last.at, MINUTE));
}

/** How many minutes have begun by then. */
function begunBy(minutes, time) {
  let [from, to] = [0, minutes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (minutes[middle].at <= time) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * The corners of the curve: where it begins to rise, and where it stops.
 *
 * @param {Curve} curve
 * @param {number} to the time since the start at which it ends, in milliseconds
 * @returns {{elapsed: number, gmv: number}[]} none before the start
 */
export function corners(curve, to) {
  const known = Math.max(0, knownFrom(curve));
  const times = curve.minutes.flatMap(({at}) => [at - curve.start, at - curve.start + MINUTE]);
  const inside = times.filter((time) => time > known && time < to);
  return [...new Set([known, ...inside, Math.max(known, to)])].map((elapsed) => ({
    elapsed,
    gmv: gmvAt(curve, elapsed),
  }));
}
