/** This page's token: in its address, or as another page left it in this tab, see `session.js`. */
export function pageToken() {
  return new URLSearchParams(location.search).get('token') ?? sessionStorage.getItem('livetally.token') ?? undefined;
}

/** The token of whoever signed in at the console in this tab, before that of a screen's address. */
export function operatorToken() {
  return sessionStorage.getItem('livetally.token') ?? pageToken();
}
