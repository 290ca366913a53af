/** Wall-clock times of a stream's zone, as `<input type=datetime-local>` has them, from and to epoch milliseconds. */
import {once} from '../shared/format.js';
import {locale} from '../shared/i18n.js';

const days = once(
  (timeZone) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
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
  const text = new Date(at + offset(at, timeZone)).toISOString();
  return text.slice(0, seconds ? 19 : 16);
}

/** @returns {number | undefined} undefined if this is no time; where a clock is put forward, the time after the gap */
export function instant(text, timeZone) {
  const local = Date.parse(`${text}Z`);
  if (Number.isNaN(local)) return undefined;
  const guess = local - offset(local, timeZone);
  return local - offset(guess, timeZone);
}

function offset(at, timeZone) {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const {year, month, day, hour, minute, second} = Object.fromEntries(
    parts.map(({type, value}) => [type, Number(value)]),
  );
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** Day and time for people, in the stream's zone. */
export const when = (at, timeZone) => days(timeZone).format(at);

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
