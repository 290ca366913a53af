/**
 * Who the operator at this page is, and requests in that name.
 *
 * A token comes in with the address (`?token=`) or is typed in. Either way it ends up in what the tab keeps
 * (`storage.js`) and the address loses it at once, since what stands in an address bar is seen on shared screens, in
 * histories and in bookmarks. Other pages opened in the same tab find it there, unless the browser keeps nothing.
 *
 * @example
 * const who = await session();
 * if (!who.auth || who.role === 'operator') start(); else ask();     // ask() → await signIn(typed)
 * try {
 *   const made = await api('POST', '/api/tokens', {role: 'screen', streams: ['naqu'], ttlDays: 30});
 * } catch (problem) {                                                // always an ApiProblem
 *   show(problem.detail, problem.field, problem.errors);
 * }
 */

import {at} from './address.js';
import './page-token.js';
import {inTab} from './storage.js';

const KEY = 'livetally.token';

const address = new URL(location.href);
if (address.searchParams.has('token')) {
  inTab.setItem(KEY, address.searchParams.get('token'));
  address.searchParams.delete('token');
  history.replaceState(history.state, '', address);
}

/**
 * @typedef {object} Session what `GET /api/session` says
 * @property {boolean} auth whether this server asks for tokens at all; if not, everybody may do everything
 * @property {'producer' | 'screen' | 'operator'} [role] missing: not signed in
 * @property {string[]} [streams] missing: all
 * @property {number} [expires] epoch milliseconds
 * @property {'missing' | 'bad' | 'expired' | 'revoked'} [why] why not signed in
 */

/** What the server answers if it does not do what was asked (RFC 9457, or of messages an error), or `status` 0 if it does not answer. */
export class ApiProblem extends Error {
  constructor(status, {title = '', message = '', detail = message, code, field, rule, params, errors = []} = {}) {
    super(detail || title || String(status));
    Object.assign(this, {name: 'ApiProblem', status, title, detail, code, field, rule, params, errors});
  }

  /** The token is missing, wrong, expired or revoked: sign in again. */
  get signedOut() {
    return this.status === 401;
  }
}

/** The token of this tab, if there is one. */
export function token() {
  return inTab.getItem(KEY) ?? undefined;
}

/** @returns {Promise<Session>} who this tab's token makes us */
export function session() {
  return api('GET', '/api/session');
}

/**
 * Takes a token that somebody typed in, and keeps it only if it is good.
 *
 * @returns {Promise<Session>} without `role` if the server does not take it; `why` says the reason
 */
export async function signIn(typed) {
  const before = token();
  inTab.setItem(KEY, typed.trim());
  const who = await session().catch((problem) => {
    restore(before);
    throw problem;
  });
  if (who.auth && !who.role) restore(before);
  return who;
}

/** Whether this session may do what operators do. @param {Session} who */
export function mayOperate({auth, role}) {
  return !auth || role === 'operator';
}

export function signOut() {
  inTab.removeItem(KEY);
}

function restore(before) {
  if (before === undefined) signOut();
  else inTab.setItem(KEY, before);
}

/**
 * A request as this operator.
 *
 * @param {string} path such as `/api/streams`
 * @param {unknown} [body] sent as JSON; a string or a Blob as it is, then with `type`
 * @param {string} [type] the content type of such a body
 * @param {AbortSignal} [signal] ends it, as if there were no answer
 * @returns {Promise<any>} JSON as values, other types as text, `undefined` for 204
 * @throws {ApiProblem}
 */
export async function api(method, path, body, type, signal) {
  const answer = await request(method, path, body, type, signal);
  if (answer.status === 204) return undefined;
  const isJson = /\bjson\b/.test(answer.headers.get('Content-Type') ?? '');
  return (isJson ? answer.json() : answer.text()).catch(() => {
    throw new ApiProblem(0); // cut off: as good as none
  });
}

/** The same, for those who want the whole answer: a download's blob for one. */
export async function request(method, path, body, type, signal) {
  const headers = {};
  if (token()) headers.Authorization = `Bearer ${token()}`;
  if (body !== undefined) headers['Content-Type'] = type ?? 'application/json';
  const sent = body === undefined || type ? body : JSON.stringify(body);
  const answer = await fetch(at(path), {method, headers, body: sent, cache: 'no-store', signal}).catch(() => {
    throw new ApiProblem(0);
  });
  if (answer.ok) return answer;
  throw new ApiProblem(answer.status, await answer.json().catch(() => ({})));
}
