/**
 * Numbers and times as the reader's language writes them. Money comes as integer minor units and stays exact: it is
 * divided as text, never as a double. What is shortened is rounded down: a screen must not show a goal as reached
 * before it is.
 */
import {decimal, formatMoney} from '../lib/livetally-client.js';
import {lang, locale} from './i18n.js';
import {once} from './once.js';
import {dated, timed} from './zone.js';

/**
 * @typedef {object} Currency
 * @property {string} code ISO 4217
 * @property {number} digits behind the point, as the server says: browsers disagree about some thirty currencies
 */

/**
 * The currency of a board's section `stream`, or of a stream of `/api/streams`; yuan as long as nothing is known of
 * it.
 */
export function currencyOf({currency, currencyDigits = 2} = {}) {
  return currencies(`${currency || 'CNY'} ${currencyDigits}`);
}

/** One object each, so that elements see that it is the same as before. */
const currencies = once((key) => {
  const [code, digits] = key.split(' ');
  return {code, digits: Number(digits)};
});

const counts = new Intl.NumberFormat(locale);
const shares = new Intl.NumberFormat(locale, {style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1});

export const count = (n) => counts.format(n);
/** @param {number} share as {@link shareOf} gives it */
export const percent = (share) => shares.format(share);

/** Floor of a × factor / b: as the server rounds, and exact beyond what doubles hold. */
export const quotient = (a, b, factor = 1) => Number((BigInt(a) * BigInt(factor)) / BigInt(b));

/** How much of the whole a part is, rounded down to a tenth of a percent: 1 is shown only of what is whole. */
export const shareOf = (part, whole) => quotient(part, whole, 1000) / 1000;

/** How many zeros there are between one word for a large number and the next, and up to which there are words. */
const ZEROS = lang === 'zh' ? 4 : 3;
const MOST_ZEROS = 12;
const COMPACT_DIGITS = 2;

/**
 * How money of a currency is written.
 *
 * @param {Currency} currency as {@link currencyOf} gives it
 * @returns {{exact: (minor: number | bigint) => string, compact: (minor: number) => string, round: (minor: number) =>
 *   string, minor: (major: number) => number}} `compact` has two digits at most (¥99.99万), `round` leaves out the
 *   fraction: both round down; `minor` is the way back, exact for what has no more digits than the currency
 */
export const money = once(({code, digits}) => {
  const stream = {currency: code, currencyDigits: digits};
  const style = {style: 'currency', currency: code, currencyDisplay: 'narrowSymbol', minimumFractionDigits: 0};
  const compact = new Intl.NumberFormat(locale, {
    ...style,
    notation: 'compact',
    maximumFractionDigits: COMPACT_DIGITS,
  });
  const round = new Intl.NumberFormat(locale, {...style, maximumFractionDigits: 0});
  return {
    exact: (minor) => formatMoney(minor, stream, locale, 'narrowSymbol'),
    compact: (minor) => compact.format(Number(decimal(cut(minor, digits), digits))),
    round: (minor) => round.format(BigInt(decimal(minor, digits).split('.')[0])),
    minor: (major) => Math.round(major * 10 ** digits),
  };
});

/** Without the digits that `compact` does not show, so that no engine can round them up: old ones always round. */
function cut(minor, digits) {
  const amount = BigInt(minor);
  const whole = decimal(minor, digits).replace(/^-|\..*/g, '').length;
  const zeros = Math.min(MOST_ZEROS, Math.floor((whole - 1) / ZEROS) * ZEROS) + digits - COMPACT_DIGITS;
  return zeros > 0 ? amount - (amount % 10n ** BigInt(zeros)) : amount;
}

/** How many minor units make one unit of the currency: 100 fen a yuan, 1 for the yen. */
export const minorUnits = ({digits}) => 10 ** digits;

/** What stands before the first digit, the number, and its fraction with all that follows. */
export function split(text) {
  const first = Math.max(0, text.search(/\d/));
  const point = text.search(/\.\d+\D*$/);
  const end = point < 0 ? text.length : point;
  return {symbol: text.slice(0, first), number: text.slice(first, end), fraction: text.slice(end)};
}

const HALF_A_DAY = 12 * 3_600_000;

/**
 * Wall-clock formatters of a time zone; the browser's, if the stream names none. `near` adds the date to what is half a
 * day away or more.
 */
export const clock = once((timeZone) => {
  const parts = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
  const minute = timed(timeZone, parts);
  const dayOfMonth = dated(timeZone, {month: 'short', day: 'numeric'});
  const near = (at, now) => Math.abs(at - now) < HALF_A_DAY;
  return {
    minute,
    second: timed(timeZone, {...parts, second: '2-digit'}),
    date: dated(timeZone, {dateStyle: 'medium'}),
    dayOfMonth,
    near: (at, now = Date.now()) => (near(at, now) ? '' : `${dayOfMonth(at)} `) + minute(at),
  };
});

/** hh:mm:ss; the hours grow beyond 99 rather than start over. */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
}
