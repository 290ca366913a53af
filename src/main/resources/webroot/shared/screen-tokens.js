/**
 * The tokens that this browser made for screens. Of each, id and end are remembered, so that it can be revoked later;
 * its text is known until the page is left, and written down nowhere. Each use (`board`, `live`, `overlay`) has its
 * own, so that one can be taken back without the others.
 */
import {api} from './session.js';
import {store, stored} from './local-setting.js';

const KEY = 'livetally.screen-tokens';
const OVERLAY = 'overlay';
const DAYS = 30;
const texts = new Map();

const place = (stream, use) => `${stream}/${use}`;

/**
 * @returns {{id: string, expires: number}[]} those of a stream that still run, newest last; more than one if revoking
 * failed
 */
export function tokensOf(stream, use = OVERLAY) {
  const all = stored(KEY, {});
  const key = place(stream, use);
  return Array.isArray(all[key]) ? all[key].filter(({expires}) => expires > Date.now()) : [];
}

/** The newest token itself, if it was made on this very page. */
export function textOf(stream, use = OVERLAY) {
  return texts.get(place(stream, use));
}

/** Makes a token that may only read this stream. */
export async function make(stream, use = OVERLAY) {
  const {id, token, expires} = await api('POST', '/api/tokens', {role: 'screen', streams: [stream], ttlDays: DAYS});
  texts.set(place(stream, use), token);
  remember(stream, use, [...tokensOf(stream, use), {id, expires}]);
}

/** Revokes all; what could not be revoked is still remembered. */
export async function revoke(stream, use = OVERLAY, tokens = tokensOf(stream, use)) {
  for (const {id, expires} of tokens) {
    await api('DELETE', `/api/tokens/${encodeURIComponent(id)}`, {expires});
    remember(
      stream,
      use,
      tokensOf(stream, use).filter((token) => token.id !== id),
    );
  }
  if (tokensOf(stream, use).length === 0) texts.delete(place(stream, use));
}

/**
 * Makes a new token and then revokes all older ones: should something fail half-way, there is a token too many, not
 * one too few, and it is still remembered.
 *
 * @returns {Promise<Error | undefined>} why older ones could not be revoked
 */
export async function renew(stream, use = OVERLAY) {
  const old = tokensOf(stream, use);
  await make(stream, use);
  try {
    await revoke(stream, use, old);
  } catch (problem) {
    return problem;
  }
}

/** Who signs out leaves no token's text behind. The ids stay: they open nothing, and revoking needs them. */
export function forgetTexts() {
  texts.clear();
}

function remember(stream, use, tokens) {
  store(KEY, {...stored(KEY, {}), [place(stream, use)]: tokens});
}
