/** Wall-clock times of a stream's zone, as `<input type=datetime-local>` has them, from and to epoch milliseconds. */
import {locale} from '../shared/i18n.js';
import {once} from '../shared/once.js';
import {offsetOf, timed} from '../shared/zone.js';

const days = once((timeZone) =>
  timed(timeZone, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }),
);

/** `2026-01-31T20:00` or, with seconds, `2026-01-31T20:00:05`. */
export function wall(at, timeZone, seconds = false) {
  const text = new Date(at + offsetOf(at, timeZone)).toISOString();
  return text.slice(0, seconds ? 19 : 16);
}

/** @returns {number | undefined} undefined if this is no time; where a clock is put forward, the time after the gap */
export function instant(text, timeZone) {
  const local = Date.parse(`${text}Z`);
  if (Number.isNaN(local)) return undefined;
  const guess = local - offsetOf(local, timeZone);
  return local - offsetOf(guess, timeZone);
}

/** Day and time for people, in the stream's zone. */
export const when = (at, timeZone) => days(timeZone)(at);

const UNITS = [
  ['second', 1_000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
];
const relative = new Intl.RelativeTimeFormat(locale, {style: 'short'});

/** How long ago that was, in its largest unit: `12 sec. ago`. What lies ahead by another clock is now. */
export function ago(at, now = Date.now()) {
  const ms = Math.max(0, now - at);
  const [unit, size] = UNITS.findLast(([, size]) => ms >= size) ?? UNITS[0];
  return relative.format(-Math.floor(ms / size), unit);
}
