/** Numbers and times as the reader's language writes them. Money comes as integer minor units and stays exact. */
import {locale} from './i18n.js';

const counts = new Intl.NumberFormat(locale);
const shares = new Intl.NumberFormat(locale, {style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1});

export const count = (n) => counts.format(n);
export const percent = (share) => shares.format(share);

/**
 * One formatter for each currency. `n / 100` as a double still prints every unit of amounts below 2^53.
 *
 * @param {string} currency ISO 4217
 * @returns {{exact: (minor: number) => string, compact: (minor: number) => string, round: (minor: number) => string,
 *   minor: (major: number) => number}} `round` leaves out the fraction; `minor` is the way back
 */
export const money = once((currency) => {
  const style = {style: 'currency', currency, currencyDisplay: 'narrowSymbol'};
  const exact = new Intl.NumberFormat(locale, style);
  const compact = new Intl.NumberFormat(locale,
    {...style, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 2});
  const round = new Intl.NumberFormat(locale, {...style, maximumFractionDigits: 0});
  const scale = minorUnits(currency);
  return {
    exact: (minor) => exact.format(minor / scale),
    compact: (minor) => compact.format(minor / scale),
    round: (minor) => round.format(minor / scale),
    minor: (major) => Math.round(major * scale),
  };
});

/** How many minor units make one unit of the currency: 100 fen a yuan, 1 for the yen. */
export const minorUnits = once((currency) =>
  10 ** new Intl.NumberFormat(locale, {style: 'currency', currency}).resolvedOptions().maximumFractionDigits);

/** What stands before the first digit, the number, and its fraction with all that follows. */
export function split(text) {
  const first = Math.max(0, text.search(/\d/));
  const point = text.search(/\.\d+\D*$/);
  const end = point < 0 ? text.length : point;
  return {symbol: text.slice(0, first), number: text.slice(first, end), fraction: text.slice(end)};
}

/** Wall-clock formatters of a time zone; the browser's, if the stream names none. */
export const clock = once((timeZone) => {
  const parts = {timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
  const minute = new Intl.DateTimeFormat(locale, parts);
  const second = new Intl.DateTimeFormat(locale, {...parts, second: '2-digit'});
  return {minute: (at) => minute.format(at), second: (at) => second.format(at)};
});

/** hh:mm:ss; the hours grow beyond 99 rather than start over. */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}

/** Makes one thing for each key: formatters take long to make. */
export function once(make) {
  const made = new Map();
  return (key) => made.get(key) ?? made.set(key, make(key)).get(key);
}
