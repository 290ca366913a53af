import {at} from './address.js';
import {inTab} from './storage.js';

/**
 * What somebody meant as a token and no page reads, such as `?Token=`, goes out of the address: it would stand in the
 * address bar, in histories and on shared screens all the same.
 */
const address = new URL(location.href);
const misspelt = [...address.searchParams.keys()].filter((name) => name !== 'token' && name.toLowerCase() === 'token');
if (misspelt.length) {
  misspelt.forEach((name) => address.searchParams.delete(name));
  history.replaceState(history.state, '', address);
}

/** This page's token: in its address, or as another page left it in this tab, see `session.js`. */
export function pageToken() {
  return new URLSearchParams(location.search).get('token') ?? inTab.getItem('livetally.token') ?? undefined;
}

/** The token of whoever signed in at the console in this tab, before that of a screen's address. */
export function operatorToken() {
  return inTab.getItem('livetally.token') ?? pageToken();
}

/**
 * Asks the server with this page's token. The browser asks whether there is anything new, and gets no answer twice.
 *
 * @returns {Promise<Response | undefined>} undefined if there is no answer
 */
export function ask(path) {
  const headers = pageToken() ? {Authorization: `Bearer ${pageToken()}`} : {};
  return fetch(at(path), {headers, cache: 'no-cache'}).catch(() => undefined);
}
