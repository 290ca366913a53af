/** Pages of ledger entries, newest first, for those with the right. */
import {at} from './address.js';
import {operatorToken} from './page-token.js';

const PAGE = 50;

/** The types of messages, as `domain.order.MessageType` has them. */
export const TYPES = [
  'order',
  'payment',
  'cancellation',
  'refund',
  'stock',
  'show',
  'deal',
  'delivery',
  'deal_cancellation',
  'catalogue',
  'groups',
  'erasure',
  'loss',
];

async function get(path) {
  const token = operatorToken();
  const headers = token ? {Authorization: `Bearer ${token}`} : {};
  try {
    const answer = await fetch(at(path), {headers, cache: 'no-store'});
    return {http: answer.status, body: answer.ok ? await answer.json() : undefined};
  } catch {
    return {http: 0}; // no answer, or one that was cut off
  }
}

/**
 * @param {string} stream
 * @param {Record<string, string>} filter such as `{sku: 'cordyceps-5g'}` or `{type: 'refund'}`
 * @param {{before?: string, limit?: number}} [place] the `next` of the page before
 * @returns {Promise<{http: number, body?: {messages: object[], next?: string}}>} `http` is the status of the answer, 0
 *   without
 */
export function entries(stream, filter, {before, limit = PAGE} = {}) {
  const place = before === undefined ? {newest: 'true'} : {before};
  return get(`/api/streams/${encodeURIComponent(stream)}/orders?${new URLSearchParams({...place, limit, ...filter})}`);
}

/**
 * An order as it stands now.
 *
 * @returns {Promise<{http: number, body?: {status: 'placed' | 'paid' | 'cancelled', amount: number, order: object}}>}
 */
export function orderNow(stream, id) {
  return get(`/api/streams/${encodeURIComponent(stream)}/orders/${encodeURIComponent(id)}`);
}

/**
 * What an entry says itself that it is worth: payments and cancellations leave that to their order, and others are
 * about no money.
 *
 * @returns {number | undefined}
 */
export function worth({lines, amount}) {
  return amount ?? lines?.reduce((sum, line) => sum + line.amount, 0);
}

/** The place right behind an entry: a page before it begins with the entry itself. */
export function behind(seq) {
  const [time, n] = seq.split('-');
  return `${time}-${Number(n) + 1}`;
}

/** Whether entries are refused: not an operator, or a server that does not hand them out. */
export const isDenied = (status) => status === 401 || status === 403 || status === 404;
