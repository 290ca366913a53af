/** What there is to compare of boards, side by side: pure arithmetic, in integers. The first board is the measure. */
import {curveOf, gmvAt} from '../shared/curve.js';
import {growth} from '../shared/growth.js';
import {daysBetween, localDate} from '../shared/session-time.js';

export const MIN_BOARDS = 2;
export const MAX_BOARDS = 6;
/** So many names of a ranking the server shows; one that is shorter has them all. */
const TOP = 50;
/** So many columns can be told apart. */
const MAX_DAYS = 62;

/**
 * @typedef {object} Entry a board that is there
 * @property {string} id
 * @property {string} name its title, or its id
 * @property {object} board
 * @property {number} [elapsed] time since its start, in milliseconds
 * @property {number} [now] epoch milliseconds
 *
 * @typedef {object} Cell
 * @property {number} [value] undefined if it is not known
 * @property {number} [percent] growth against the first board; undefined of the first, and where there is none
 */

/** The ids that the address names, each once. */
export function asked(search) {
  const ids = (new URLSearchParams(search).get('boards') ?? '').split(',').map((id) => id.trim());
  return [...new Set(ids.filter(Boolean))];
}

/** @returns {Cell[]} */
const cells = (values) => values.map((value, i) => ({value, percent: i === 0 ? undefined : growth(value, values[0])}));

/** The first two that count in different currencies, if any do. @param {Entry[]} entries */
export function clash(entries) {
  const [first] = entries;
  const other = entries.find(({board}) => board.stream.currency !== first.board.stream.currency);
  return other && [first, other];
}

const FIGURES = [
  ['gmv', ({totals}) => totals.gmv],
  ['net', ({totals}) => totals.net],
  ['orders', ({totals}) => totals.orders],
  ['units', ({totals}) => totals.units],
  ['buyers', ({totals}) => totals.buyers],
  ['averageOrder', ({totals}) => (totals.orders > 0 ? totals.averageOrder : undefined)],
  ['views', ({audience}) => audience?.views],
  ['uniqueViewers', ({audience}) => audience?.uniqueViewers],
  ['likes', ({audience}) => audience?.likes],
];
const ALWAYS = ['gmv', 'orders'];

/**
 * The figures of the boards. What is nothing on all of them is left out.
 *
 * @param {Entry[]} entries
 * @returns {{key: string, cells: Cell[]}[]}
 */
export function figures(entries) {
  return FIGURES.map(([key, of]) => ({key, cells: cells(entries.map(({board}) => of(board)))})).filter(
    ({key, cells}) => ALWAYS.includes(key) || cells.some(({value}) => value > 0),
  );
}

/**
 * GMV at the time that all boards have come to, or lasted for.
 *
 * @param {Entry[]} entries
 * @returns {{elapsed: number, cells: Cell[]} | undefined} undefined if one of them has not started
 */
export function atSameTime(entries) {
  const curves = entries.map(({board}) => curveOf(board));
  const elapsed = Math.min(...entries.map((entry) => entry.elapsed ?? NaN));
  if (Number.isNaN(elapsed) || curves.includes(undefined)) return undefined;
  return {elapsed, cells: cells(curves.map((curve) => gmvAt(curve, elapsed)))};
}

/**
 * The names of a section that lead on any of the boards.
 *
 * @param {Entry[]} entries
 * @param {number} most
 * @returns {{key: string, name: string, cells: Cell[]}[]} those first that have most on one board
 */
export function ranking(entries, section, most) {
  const lists = entries.map(({board}) => board[section] ?? {});
  const gmvOf = (list, key) => list[key]?.gmv ?? (Object.keys(list).length < TOP ? 0 : undefined);
  return [...new Set(lists.flatMap(Object.keys))]
    .map((key) => {
      const values = lists.map((list) => gmvOf(list, key));
      const name = lists.map((list) => list[key]?.name).find(Boolean) ?? key;
      return {key, name, cells: cells(values), best: Math.max(...values.map((value) => value ?? 0))};
    })
    .sort((a, b) => b.best - a.best || (a.key < b.key ? -1 : 1))
    .slice(0, most);
}

/**
 * The days of a board. The first is that of its start, or of its first payment, if that is earlier.
 *
 * @param {Entry} entry
 * @returns {{first: string, from: number, to: number, running: boolean, gmv: (n: number) => number | undefined} |
 *   undefined} `from` and `to`: the days that are known; `running`: whether the last one is not over
 */
function daysOf({board: {stream, days = {}}, now}) {
  const {startedAt, endedAt, status} = stream;
  if (startedAt === undefined || now === undefined) return undefined;
  const date = (at) => localDate(at, stream.timezone || undefined);
  const paid = Object.keys(days).sort();
  const all = paid.length < TOP;
  const first = [date(startedAt), ...(all ? paid : [])].sort()[0];
  const last = [date(endedAt ?? now), ...paid].sort().at(-1);
  const byNumber = new Map(paid.map((day) => [daysBetween(first, day) + 1, days[day].gmv]));
  const from = all ? 1 : daysBetween(first, paid[0]) + 1;
  const to = daysBetween(first, last) + 1;
  const gmv = (n) => (n < from || n > to ? undefined : (byNumber.get(n) ?? 0));
  return {first, from, to, running: status === 'live', gmv};
}

/**
 * GMV by the days since the start of each board.
 *
 * @param {Entry[]} entries
 * @returns {{day: number, cells: (Cell & {date?: string, running?: boolean})[]}[]} empty if none has more than one. The
 *   day that is not over has no growth
 */
export function byDay(entries) {
  const all = entries.map(daysOf);
  const known = all.filter(Boolean);
  const to = Math.max(0, ...known.map((days) => days.to));
  if (to < 2) return [];
  const from = Math.max(Math.min(...known.map((days) => days.from)), to - MAX_DAYS + 1);
  return Array.from({length: to - from + 1}, (_, i) => from + i).map((day) => ({
    day,
    cells: cells(all.map((days) => days?.gmv(day))).map((cell, i) => {
      const running = Boolean(all[i]?.running) && all[i].to === day;
      const date = cell.value === undefined ? undefined : dateOf(all[i].first, day);
      return {...cell, percent: running ? undefined : cell.percent, date, running};
    }),
  }));
}

const dateOf = (first, day) => new Date(Date.parse(first) + (day - 1) * 86_400_000).toISOString().slice(0, 10);
