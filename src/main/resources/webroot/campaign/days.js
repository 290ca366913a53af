/** The days of a campaign in the order of the calendar; a day is written as the board writes it: 2022-01-31. */
import {daysBetween} from '../shared/session-time.js';

const DAY_MS = 86_400_000;
/** More columns than these are too thin: of a longer time, only days on which something was sold are shown. */
export const MAX_DAYS = 45;

const after = (day, days) => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * @typedef {object} Day
 * @property {string} day
 * @property {number} gmv
 * @property {number} orders
 * @property {boolean} ahead whether it is still to come
 *
 * @typedef {object} Period what is known of the campaign's time
 * @property {string} [from] its first day
 * @property {string} [to] its last day
 * @property {string} [today]
 */

/**
 * Every day from the first to the last one, of the campaign or with sales; if those are too many, the last ones with
 * sales, and `isWhole` is false.
 *
 * @param {Record<string, {gmv: number, orders: number}>} section `days` of the board
 * @param {Period} period
 * @returns {{days: Day[], isWhole: boolean}}
 */
export function calendar(section, {from, to, today}) {
  const sold = Object.keys(section).sort();
  if (sold.length === 0) return {days: [], isWhole: true};
  const first = earlier(sold[0], from);
  const last = later(sold.at(-1), to ?? today);
  const length = daysBetween(first, last) + 1;
  const isWhole = length <= MAX_DAYS;
  const shown = isWhole ? Array.from({length}, (_, i) => after(first, i)) : sold.slice(-MAX_DAYS);
  const days = shown.map((day) => ({
    day,
    gmv: section[day]?.gmv ?? 0,
    orders: section[day]?.orders ?? 0,
    ahead: today !== undefined && day > today,
  }));
  return {days, isWhole};
}

const earlier = (day, other) => (other !== undefined && other < day ? other : day);
const later = (day, other) => (other !== undefined && other > day ? other : day);

/** The day on which most was sold, the first of equals; undefined if nothing was. @param {Day[]} days */
export function best(days) {
  return days.reduce((most, day) => (day.gmv > (most?.gmv ?? 0) ? day : most), undefined);
}
