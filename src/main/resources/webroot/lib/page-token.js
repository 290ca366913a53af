/** This page's token: in its address, or as another page left it in this tab, see `session.js`. */
export function pageToken() {
  return new URLSearchParams(location.search).get('token') ?? sessionStorage.getItem('livetally.token') ?? undefined;
}
