/**
 * Addresses of the server, as this page reaches it: a proxy may put a path before ours (`/tally/board/naqu`). Each page
 * says in its `<base>` how deep it is, so whatever stands before that belongs to the proxy.
 */

const base = () => new URL(document.baseURI).pathname.replace(/^\/+/, '/');

/** @param {string} path as the server has it, such as `/api/streams` @returns {string} `/tally/api/streams` */
export const at = (path) => base() + path.slice(1);

/** The same for people and other programs: `https://shop.example/tally/api/streams`. @param {string} path */
export const whole = (path) => location.origin + at(path);

/** A picture's address: it may be on another server. @param {string} image as the catalogue has it */
export const pictureAt = (image) => (image.startsWith('/') ? at(image) : image);

/** The path of this page as the server has it, part by part: `['board', 'naqu']`. */
export const pageParts = () =>
  location.pathname.replace(/^\/+/, '/').slice(base().length).split('/').map(decodeURIComponent);

/** The page of a board; an id of a campaign keeps its `@`. */
export const boardPath = (page, board) => `/${page}/${encodeURIComponent(board).replace('%40', '@')}`;
