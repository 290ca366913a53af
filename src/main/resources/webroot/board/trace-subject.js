/** What can be traced: a figure, the goal, a row of a ranking, an order; what it says, and what is behind it. */
import {filterOf} from '../shared/dimensions.js';
import {clock, count, money, percent, shareOf} from '../shared/format.js';
import {beside, define, t} from '../shared/i18n.js';
import {hasSources} from '../shared/like-sources.js';
import {FIGURES, figuresOf} from './figures.js';

/**
 * @typedef {import('../shared/trace.js').Subject} Subject
 *
 * @typedef {object} Context
 * @property {object} board
 * @property {import('../shared/format.js').Currency} currency
 * @property {string} [timezone]
 *
 * @typedef {object} About
 * @property {string} title
 * @property {number} [raw] the number itself
 * @property {string} value as it is written
 * @property {string} [definition] what it means
 * @property {[string, string][]} [facts] how it comes about
 * @property {import('../shared/like-sources.js').Audience} [likes] whose parts are shown
 * @property {boolean} [set] whether no entries of the ledger make it up
 */

/**
 * @param {Subject} subject
 * @param {Context} context
 * @returns {About}
 */
export function about(subject, context) {
  if (subject.kind === 'row') return aboutRow(subject, context);
  if (subject.kind === 'order') return aboutOrder(subject.order, context);
  return subject.key in FIGURES ? aboutFigure(subject.key, context) : aboutGoal(subject.key, context);
}

function aboutFigure(key, {board, currency}) {
  const {of, sign, times} = FIGURES[key];
  const values = figuresOf(board);
  const shown = (name) => {
    const {write, about} = FIGURES[name];
    return values[name] === undefined ? '–' : `${about ? '≈ ' : ''}${write(currency)(values[name])}`;
  };
  const formula = (part) => of.map(part).join(` ${sign} `) + (times ? ` × ${count(times)}` : '');
  return {
    title: t(key),
    raw: values[key],
    definition: key === 'unpaid' ? formula((part) => t(part)) : define(key),
    value: shown(key),
    facts: of && [[t('formula'), `${formula(shown)} = ${shown(key)}`]],
    likes: key === 'likes' && hasSources(board.audience) ? board.audience : undefined,
  };
}

/** What somebody set, or the server forecasts: no entries make it up. */
function aboutGoal(key, {board, currency, timezone}) {
  const projected = key === 'projected' ? board.goal?.projected : undefined;
  const value = key === 'goal' ? board.goal?.amount : projected?.amount;
  const {exact} = money(currency);
  return {
    title: t(key),
    raw: value,
    value: value === undefined ? '–' : exact(value),
    definition: define(key),
    facts: projected && [
      [t('range'), `${exact(projected.low)} – ${exact(projected.high)}`],
      ...(projected.at === undefined ? [] : [[t('goalExpected'), clock(timezone).near(projected.at)]]),
    ],
    set: true,
  };
}

function aboutRow({section, key}, {board, currency}) {
  const {gmv = 0, orders = 0, units, name, unit = ''} = board[section]?.[key] ?? {};
  const {exact} = money(currency);
  const all = figuresOf(board).gmv;
  return {
    title: name || key,
    raw: gmv,
    value: exact(gmv),
    definition: define(section),
    facts: [
      [t('rowOrders'), count(orders)],
      ...(units === undefined ? [] : [[t('rowUnits'), `${count(units)} ${unit}`]]),
      ...(all > 0 ? [[t('share'), `${exact(gmv)} ÷ ${exact(all)} = ${percent(shareOf(gmv, all))}`]] : []),
    ],
  };
}

function aboutOrder({at, amount, buyer, city}, {currency, timezone}) {
  return {
    title: `${t('order')} ${clock(timezone).second(at)}`,
    raw: amount,
    value: money(currency).exact(amount),
    definition: define('recent'),
    facts: buyer || city ? [[t('boughtBy'), beside([city, buyer], ' ')]] : [],
  };
}

/**
 * The filter of the entries behind it; undefined if it is not made of orders.
 *
 * @param {Subject} subject
 */
export function entriesBehind({kind, section, key}) {
  if (kind === 'row') return filterOf(section, key);
  return kind === 'order' ? {} : FIGURES[key]?.entries;
}

/**
 * Whether an entry moves the number: undefined as long as only the order itself can tell. A row's payments are not
 * among its entries, so that an order of it that came unpaid may have been paid since.
 *
 * @param {Subject} subject
 * @param {string} [status] of the order now, where it was looked up
 */
export function counts({kind, key}, entry, status) {
  if (kind === 'figure') return FIGURES[key].made?.(entry) ?? true;
  if (kind === 'order' || entry.status !== 'placed') return true;
  return status === undefined || status === 'placed' ? undefined : status === 'paid';
}
