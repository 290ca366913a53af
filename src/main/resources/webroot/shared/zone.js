/**
 * Times in a stream's zone: in engines that are older than the zone's name, and in the night in which its clocks are
 * put back and show an hour twice.
 */
import {locale} from './i18n.js';
import {once} from './once.js';

/** What zones were called before, in engines that do not know their new names. */
const BEFORE = new Map([
  ['America/Nuuk', 'America/Godthab'],
  ['Europe/Kyiv', 'Europe/Kiev'],
  ['Pacific/Kanton', 'Pacific/Enderbury'],
]);
/** Clocks are not changed twice in this time. */
const APART_MS = 6 * 3_600_000;
/** They are changed on a quarter of an hour. */
const QUARTER_MS = 900_000;
/** Ten days of quarters. */
const MAX_NAMES = 1_000;

/** The zone as this engine knows it: UTC, if it does not. The browser's, if there is none. */
const known = once((zone) => [zone, BEFORE.get(zone) ?? 'UTC', 'UTC'].find(isKnown));

function isKnown(timeZone) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', {timeZone}));
  } catch {
    return false;
  }
}

/**
 * Writes dates in a zone.
 *
 * @param {string | undefined} timeZone the browser's, if missing
 * @param {Intl.DateTimeFormatOptions} options
 * @param {string} [language]
 * @returns {(at: number) => string}
 */
export function dated(timeZone, options, language = locale) {
  const format = new Intl.DateTimeFormat(language, {...options, timeZone: known(timeZone)});
  return (at) => format.format(at);
}

/**
 * Writes times of day in a zone. The zone's name stands behind a time that its clocks show twice (01:30 EDT, 01:30
 * EST), and behind one that is not in the stream's zone, since this engine does not know it.
 *
 * @param {string | undefined} timeZone the browser's, if missing
 * @param {Intl.DateTimeFormatOptions} options
 * @returns {(at: number) => string}
 */
export function timed(timeZone, options) {
  const write = dated(timeZone, options);
  const nameAt = names(timeZone);
  return (at) => [write(at), nameAt(at)].filter(Boolean).join(' ');
}

const names = once((timeZone) => {
  const zone = known(timeZone);
  if (zone === 'UTC') return () => (timeZone === 'UTC' ? '' : 'UTC');
  const format = new Intl.DateTimeFormat(locale, {timeZone: zone, timeZoneName: 'short'});
  const named = (at) => format.formatToParts(at).find(({type}) => type === 'timeZoneName').value;
  const found = new Map();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    if (found.size > MAX_NAMES) found.clear();
    if (!found.has(quarter)) found.set(quarter, isShownTwice(at, timeZone) ? named(at) : '');
    return found.get(quarter);
  };
});

/** Whether clocks show the same time once more, before or after they are changed. */
function isShownTwice(at, timeZone) {
  const offset = offsetOf(at, timeZone);
  return [at - APART_MS, at + APART_MS]
    .map((time) => offsetOf(time, timeZone))
    .some((other) => other !== offset && offsetOf(at + offset - other, timeZone) === other);
}

/** How far the clock of a zone is ahead of UTC, in milliseconds. */
export function offsetOf(at, timeZone) {
  const value = Object.fromEntries(
    parts(timeZone)
      .formatToParts(at)
      .map(({type, value}) => [type, Number(value)]),
  );
  const there = Date.UTC(value.year, value.month - 1, value.day, value.hour, value.minute, value.second);
  return there - Math.floor(at / 1_000) * 1_000;
}

const parts = once(
  (timeZone) =>
    new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone: known(timeZone),
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
);
