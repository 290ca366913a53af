/** Where a stream stands: its times, by the server's clock, and whether it is over. */
import {once} from './once.js';
import {dated} from './zone.js';

/**
 * The server's clock now: that of its last message, and from there on this machine's stopwatch while numbers keep
 * coming. Without a connection it stops with the numbers it belongs to. Of a replay, it is the time that it shows.
 *
 * @param {{at?: number, receivedAt?: number, speed?: number, ended?: boolean, standing?: boolean}} source a board
 *   of the client library, or of a scrubber, where somebody may have made the time stand still
 * @param {boolean} running whether numbers keep coming
 * @returns {number | undefined} epoch milliseconds; undefined before the first message
 */
export function serverTime(source, running, stopwatch = performance.now()) {
  const {at, receivedAt, speed = 1, ended = false, standing = false} = source;
  return at !== undefined && running && !ended && !standing ? at + Math.floor((stopwatch - receivedAt) * speed) : at;
}

/** Whether a stream was live, and is not any more; its books may be closed some time after its end. */
export const isOver = (status) => status === 'ended' || status === 'closed';

/**
 * How long a stream has been on, in milliseconds, or was when it ended.
 *
 * @param {{startedAt?: number, endedAt?: number, status?: string}} stream
 * @param {number | undefined} now epoch milliseconds
 * @returns {number | undefined} undefined if it has not started, or nobody knows what time it is
 */
export function elapsedOf({startedAt, endedAt, status}, now) {
  const to = endedAt ?? now;
  return startedAt === undefined || status === 'scheduled' || to === undefined
    ? undefined
    : Math.max(0, to - startedAt);
}

/** The local date in a time zone, as boards write it in `days`: `2022-01-31`. */
export const localDate = (at, timeZone) => dates(timeZone)(at);

const dates = once((timeZone) =>
  dated(timeZone, {year: 'numeric', month: '2-digit', day: '2-digit'}, 'en-CA-u-ca-gregory-nu-latn'),
);

/** The number of days from one such date to another. */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/**
 * What was paid on the local date that it is now, of a live board that began on an earlier one.
 *
 * @param {{stream?: object, totals?: {gmv?: number}, days?: Record<string, {gmv: number, orders: number}>}} board
 * @param {number | undefined} now epoch milliseconds
 * @returns {{date: string, gmv: number, orders: number} | undefined} undefined of other boards, and of one whose days
 *   were not counted from its start
 */
export function todayOf({stream = {}, totals = {}, days = {}}, now) {
  const {startedAt, status, timezone} = stream;
  if (status !== 'live' || startedAt === undefined || now === undefined) return undefined;
  if (totals.gmv > 0 && Object.keys(days).length === 0) return undefined;
  const date = localDate(now, timezone || undefined);
  if (localDate(startedAt, timezone || undefined) >= date) return undefined;
  const {gmv = 0, orders = 0} = days[date] ?? {};
  return {date, gmv, orders};
}
