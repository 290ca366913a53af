/** Questions to the server about a board, and what to say if there is no answer. */
import {at} from '../shared/address.js';
import {t} from '../shared/i18n.js';
import {pageToken} from '../shared/page-token.js';

/** @returns {Promise<Response | undefined>} undefined if there is no answer */
export function asked(board, search = '', body = undefined) {
  const headers = pageToken() ? {Authorization: `Bearer ${pageToken()}`} : {};
  const path = at(`/api/verify/${encodeURIComponent(board)}${search}`);
  if (body === undefined) return fetch(path, {headers, cache: 'no-store'}).catch(() => undefined);
  const request = {method: 'POST', headers: {...headers, 'Content-Type': 'application/json'}, body, cache: 'no-store'};
  return fetch(path, request).catch(() => undefined);
}

/** Why there is nothing to compare. */
export function whyNot(status, board) {
  if (status === 404) return t('noBoardHere', {id: board});
  if (status === 401 || status === 403) return t('verifyDenied');
  return status === 429 ? t('tooOften') : t('verifyOffline');
}
