/** Pages of ledger entries, newest first, for those with the right. */
import {operatorToken} from './page-token.js';

const PAGE = 50;

async function get(path) {
  const token = operatorToken();
  const headers = token ? {Authorization: `Bearer ${token}`} : {};
  const answer = await fetch(path, {headers, cache: 'no-store'}).catch(() => ({ok: false, status: 0}));
  return answer.ok ? {...await answer.json(), status: answer.status} : {status: answer.status};
}

/**
 * @param {string} stream
 * @param {Record<string, string>} filter such as `{sku: 'cordyceps-5g'}` or `{type: 'refund'}`
 * @param {{before?: string, limit?: number}} [place] the `next` of the page before
 * @returns {Promise<{status: number, messages?: object[], next?: string}>} `status` 0 if the server does not answer
 */
export function entries(stream, filter, {before, limit = PAGE} = {}) {
  const place = before === undefined ? {newest: 'true'} : {before};
  return get(`/api/streams/${encodeURIComponent(stream)}/orders?${new URLSearchParams({...place, limit, ...filter})}`);
}

/** The place right behind an entry: a page before it begins with the entry itself. */
export function behind(seq) {
  const [time, n] = seq.split('-');
  return `${time}-${Number(n) + 1}`;
}

/** Whether entries are refused: not an operator, or a server that does not hand them out. */
export const isDenied = (status) => status === 401 || status === 403 || status === 404;
