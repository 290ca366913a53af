/**
 * The figures of a board: each field, how it is written, and what it is made of where it is derived. A derived figure
 * is undefined as long as its denominator is 0.
 */
import {count, money, percent, quotient, shareOf} from '../shared/format.js';

const counted = () => count;
const paid = (currency) => money(currency).exact;
const rate = () => (share) => percent(share);

/**
 * @typedef {object} Figure
 * @property {string} field its path on the board; derived ones have a path of their own
 * @property {(currency: import('../shared/format.js').Currency) => (n: number) => string} write
 * @property {string[]} [of] numerator and denominator, where derived
 * @property {Record<string, string>} [entries] the filter of the ledger entries behind it; none if it is not made of
 *   orders
 * @property {(entry: object) => boolean} [made] which of those move it, where the filter alone does not say
 */

/** What makes an order count: it came paid, or its payment came. */
const isPaid = ({type, status}) => type === 'payment' || (type === 'order' && status !== 'placed');
/** Orders that did not come paid, and what took them out again. */
const movesUnpaid = ({type, status}) =>
  type === 'payment' || type === 'cancellation' || (type === 'order' && status === 'placed');
const movesNet = (entry) => isPaid(entry) || entry.type === 'refund';

/** @type {Record<string, Figure>} */
export const FIGURES = {
  gmv: {field: 'totals.gmv', write: paid, entries: {}, made: isPaid},
  placed: {field: 'totals.placed', write: paid, entries: {type: 'order'}},
  refunded: {field: 'totals.refunded', write: paid, entries: {type: 'refund'}},
  net: {field: 'totals.net', write: paid, of: ['gmv', 'refunded'], sign: '−', entries: {}, made: movesNet},
  cancelled: {field: 'totals.cancelled', write: paid, entries: {type: 'cancellation'}},
  unpaid: {
    field: 'derived.unpaid',
    write: paid,
    of: ['placed', 'gmv', 'cancelled'],
    sign: '−',
    entries: {},
    made: movesUnpaid,
  },
  orders: {field: 'totals.orders', write: counted, entries: {}, made: isPaid},
  units: {field: 'totals.units', write: counted, entries: {}, made: isPaid},
  buyers: {field: 'totals.buyers', write: counted, entries: {}, made: isPaid},
  averageOrder: {
    field: 'totals.averageOrder',
    write: paid,
    of: ['gmv', 'orders'],
    sign: '÷',
    entries: {},
    made: isPaid,
  },
  likes: {field: 'audience.likes', write: counted},
  viewers: {field: 'audience.viewers', write: counted},
  peakViewers: {field: 'audience.peakViewers', write: counted},
  uniqueViewers: {field: 'audience.uniqueViewers', write: counted, about: true},
  views: {field: 'audience.views', write: counted},
  conversion: {
    field: 'derived.conversion',
    write: rate,
    of: ['buyers', 'uniqueViewers'],
    sign: '÷',
    entries: {},
    made: isPaid,
  },
  gpm: {field: 'derived.gpm', write: paid, of: ['gmv', 'views'], sign: '÷', times: 1000, entries: {}, made: isPaid},
};

/**
 * Their values on this board. Numbers that the board does not hold count as 0.
 *
 * @returns {Record<string, number | undefined>}
 */
export function figuresOf({totals = {}, audience = {}}) {
  const values = {};
  for (const [key, {field}] of Object.entries(FIGURES)) {
    const [section, name] = field.split('.');
    if (section !== 'derived') values[key] = (section === 'totals' ? totals : audience)[name] ?? 0;
  }
  const {placed, gmv, cancelled, orders, buyers, uniqueViewers, views} = values;
  values.averageOrder = orders > 0 ? values.averageOrder : undefined;
  values.unpaid = placed - gmv - cancelled;
  values.conversion = uniqueViewers > 0 ? shareOf(buyers, uniqueViewers) : undefined;
  values.gpm = views > 0 ? quotient(gmv, views, 1000) : undefined;
  return values;
}
