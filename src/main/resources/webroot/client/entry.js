import {MAX_NAME} from './limits.js';
import {Refusal} from './refusal.js';

/** @import {Ack} from './types.js' */

/**
 * @typedef {object} Entry a message that has no answer yet
 * @property {string} id
 * @property {Record<string, any>} message
 * @property {string} text its JSON, the same bytes each time
 * @property {number} bytes
 * @property {string} [key] where it is stored
 * @property {(ack: Ack) => void} resolve
 * @property {(refusal: Refusal) => void} reject
 */

/**
 * @param {{id: string, [field: string]: any}} message
 * @param {(ack: Ack) => void} [resolve] nobody waits for the answer, if missing
 * @param {(refusal: Refusal) => void} [reject]
 * @returns {Entry} the message as it is now
 * @throws {Refusal} if answers to it could not be told from others
 */
export function entryOf(message, resolve = () => {}, reject = () => {}) {
  const {id} = message;
  if (typeof id !== 'string' || id.length < 1 || id.length > MAX_NAME || /\p{Surrogate}/u.test(id)) {
    throw new Refusal({code: 'invalid_order', field: 'id', message: `must have 1 to ${MAX_NAME} characters`});
  }
  const text = JSON.stringify(message);
  const bytes = new TextEncoder().encode(text).length;
  return {id, message: JSON.parse(text), text, bytes, resolve, reject};
}
