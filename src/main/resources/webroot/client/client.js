/** @import {Reason, Status} from './types.js' */

/** What the three have in common: whether they are connected, and the events about it. */
export class Client extends EventTarget {
  /** @type {Status} */ status = 'reconnecting';
  /** @type {number | undefined} */ staleSince;
  /** Why it is stale, or not let in, as the server says it. @type {string | undefined} */ reason;
  /** The same for programs: one of the server's closed list. @type {string | undefined} */ rule;
  /** What the rule says of this case. @type {Record<string, unknown> | undefined} */ params;
}

/**
 * @param {Client} client
 * @param {Status} status
 * @param {{since?: number} & Reason} [about]
 * @param {boolean} [news] something else has changed that the event is about
 */
export function setStatus(client, status, {since, reason, rule, params} = {}, news = false) {
  if (!news && status === client.status && since === client.staleSince && reason === client.reason) return;
  client.status = status;
  client.staleSince = since;
  Object.assign(client, {reason, rule, params});
  emit(client, 'status', {status, since, reason, rule, params});
}

/**
 * @param {EventTarget} target
 * @param {string} type
 * @param {unknown} detail
 */
export function emit(target, type, detail) {
  target.dispatchEvent(new CustomEvent(type, {detail}));
}
