/** What is said of a connector at a glance. */
import {t} from '../shared/i18n.js';

/** What became of a delivery, and of each of its messages, in the order in which the counts stand. */
export const OUTCOMES = ['recorded', 'duplicate', 'ignored', 'parked', 'conflict', 'bad_signature', 'unavailable'];

/** A clock that is further off is worth a word: signatures with a time are refused from five minutes on. */
const SKEW_MS = 30_000;
/** By then the order should have come. */
const PARKED_TOO_LONG_MS = 10 * 60_000;

/** @returns {'paused' | 'failing' | 'silent' | 'awaited' | 'receiving'} */
export function stateOf({paused, status = {}}) {
  if (paused) return 'paused';
  if (status.failing) return 'failing';
  if (status.silent) return 'silent';
  return status.lastAt === undefined ? 'awaited' : 'receiving';
}

/** The outcomes that there were, each with its number of deliveries. */
export function countsOf({status: {deliveries = {}} = {}}) {
  return OUTCOMES.filter((outcome) => deliveries[outcome]).map((outcome) => [outcome, deliveries[outcome]]);
}

/** How far the shop's clock is from the server's, in words; empty if that does not matter. */
export function skewWord({status: {skewMs = 0} = {}}) {
  if (Math.abs(skewMs) <= SKEW_MS) return '';
  return t(skewMs > 0 ? 'clockAhead' : 'clockBehind', {seconds: Math.round(Math.abs(skewMs) / 1000)});
}

/** Whether nothing of the shop was good yet, and its signatures are by a secret that is not known here. */
export function isMissingSecret({status: {deliveries = {}} = {}}) {
  return (deliveries.bad_signature ?? 0) > 0 && OUTCOMES.every((one) => one === 'bad_signature' || !deliveries[one]);
}

/** Whether a message has waited longer for its order than it should. */
export const isLate = (since, now = Date.now()) => now - since > PARKED_TOO_LONG_MS;

/**
 * Why a shop on the internet may not reach an address of this server.
 *
 * @param {URL} url
 * @returns {'' | 'private' | 'plain'}
 */
export function obstacle({hostname, protocol}) {
  const isPrivate =
    /^(localhost$|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(hostname) ||
    /\.(local|lan|internal|home\.arpa)$/.test(hostname) ||
    !hostname.includes('.');
  if (isPrivate) return 'private';
  return protocol === 'https:' ? '' : 'plain';
}
