/**
 * What the server has at a path.
 *
 * @param {string | undefined} base the server's address, which may have a path of its own; that of this page's host, if
 *   missing
 * @param {string} path with a query, or without
 */
export function under(base, path) {
  const url = new URL(base ?? '/', globalThis.location?.href);
  const [way, query = ''] = path.split('?');
  url.protocol = url.protocol.replace('ws', 'http');
  url.pathname = url.pathname.replace(/\/+$/, '') + way;
  url.search = query;
  url.hash = '';
  return url;
}

/**
 * Where the messages of a board's socket come as events, too.
 *
 * @param {URL} socket
 * @returns {URL | undefined} undefined of other sockets
 */
export function eventsOf(socket) {
  const url = new URL(socket);
  url.protocol = url.protocol.replace('ws', 'http');
  url.pathname = url.pathname.replace(/\/ws(\/boards\/[^/]+)$/, '/api$1/events');
  return url.pathname === socket.pathname ? undefined : url;
}

/**
 * What the server has at a path, as a socket.
 *
 * @param {string | undefined} base
 * @param {string} path
 * @param {string | undefined} token
 * @param {string[]} [query]
 */
export function address(base, path, token, query = []) {
  const url = under(base, path);
  url.protocol = url.protocol.replace('http', 'ws');
  url.search = [...query, ...(token ? [`token=${encodeURIComponent(token)}`] : [])].join('&');
  return url;
}
