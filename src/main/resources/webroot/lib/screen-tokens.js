/**
 * The tokens that this browser made for screens. Of each, id and end are remembered, so that it can be revoked later; its text
 * is known until the page is left, and written down nowhere.
 */
import {api} from './session.js';

const KEY = 'livetally.screen-tokens';
const DAYS = 30;
const texts = new Map();

/** @returns {{id: string, expires: number}[]} those of a stream that still run, newest last; more than one if revoking failed */
export function tokensOf(stream) {
  const all = remembered();
  return Object.hasOwn(all, stream) ? all[stream].filter(({expires}) => expires > Date.now()) : [];
}

/** The newest token itself, if it was made on this very page. */
export function textOf(stream) {
  return texts.get(stream);
}

/** Makes a token that may only read this stream. */
export async function make(stream) {
  const {id, token, expires} = await api('POST', '/api/tokens', {role: 'screen', streams: [stream], ttlDays: DAYS});
  texts.set(stream, token);
  remember(stream, [...tokensOf(stream), {id, expires}]);
}

/**
 * Makes a new token and then revokes all older ones: should something fail half-way, there is a token too many, not one too
 * few, and it is still remembered.
 *
 * @returns {Promise<Error | undefined>} why older ones could not be revoked
 */
export async function renew(stream) {
  const old = tokensOf(stream);
  await make(stream);
  try {
    for (const {id, expires} of old) {
      await api('DELETE', `/api/tokens/${encodeURIComponent(id)}`, {expires});
      remember(stream, tokensOf(stream).filter((token) => token.id !== id));
    }
  } catch (problem) {
    return problem;
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {}; // not ours
  }
}

function remember(stream, tokens) {
  localStorage.setItem(KEY, JSON.stringify({...remembered(), [stream]: tokens}));
}
