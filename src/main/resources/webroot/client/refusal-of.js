/** @import {Reason} from './types.js' */

/** Refusals whose reason may pass. */
const PASSING = [429, 503];
/** Why there is no socket, although the server answers. @type {Reason} */
export const NO_SOCKETS = {reason: 'WebSockets do not get through to the server', rule: 'no_sockets'};

/** Whether the server has nothing against whoever asks: 405 is a path that takes other methods. @param {number} status */
export const isServed = (status) => status === 200 || status === 405;

/**
 * Why the server lets nobody in, as it says by HTTP; the reason of a 429 or a 503 (RFC 9457) may pass.
 *
 * @param {URL} question
 * @param {string | undefined} token
 * @param {number} ms how long to wait for the answer
 * @returns {Promise<{status: number, about?: Reason}>} status 0 without an answer
 */
export async function refusalOf(question, token, ms) {
  /** @type {HeadersInit} */
  const headers = token ? {Authorization: `Bearer ${token}`} : {};
  const answer = await fetch(question, {headers, signal: AbortSignal.timeout(ms)}).catch(() => undefined);
  if (!answer) return {status: 0};
  const passes = PASSING.includes(answer.status);
  if (!passes) answer.body?.cancel(); // that of events has no end
  const {detail, rule, params} = passes ? await answer.json().catch(() => ({})) : {};
  return {status: answer.status, about: {reason: detail, rule, params}};
}

/**
 * Why there is no socket, although the server answers the question: a full one keeps places for questions, but none for
 * a board's events.
 *
 * @param {URL} question
 * @param {string | undefined} token
 * @param {number} ms
 * @returns {Promise<Reason | undefined>} undefined if nobody knows
 */
export async function whyNoSocket(question, token, ms) {
  const events = new URL(question);
  events.pathname = events.pathname.replace(/(\/api\/boards\/[^/]+)(\/replay)?$/, '$1/events');
  if (events.pathname === question.pathname) return NO_SOCKETS; // of producers, for whom places are kept, too
  events.search = 'fields=stream';
  const {status, about} = await refusalOf(events, token, ms);
  return status === 200 ? NO_SOCKETS : about;
}
