/** What the screens have in common: which stream the address names, and a view that follows its board. */
import {render} from 'lit';
import {board} from '../lib/livetally-client.js';
import {pageParts, whole} from './address.js';
import {currencyOf} from './format.js';
import {t} from './i18n.js';
import {pageToken} from './page-token.js';

/** Whether a wall is upright: fewer things stand on it, in larger letters. As the style sheets have it. */
export const TALL = matchMedia('(orientation: portrait) and (min-width: 900px) and (min-height: 1400px)');

/**
 * @typedef {import('../lib/livetally-client.js').Board} Source a board, or what shows its past in the same way
 *
 * @typedef {object} Shown
 * @property {Source} source
 * @property {object} [board]
 * @property {(next: Source) => void} use shows another source, and closes the one before
 */

/**
 * Draws `view(state)` into the body, at once and again whenever the board or the state of the connection changes.
 *
 * @param {(state: Shown) => unknown} view
 * @param {string[]} [fields]
 * @param {Source} [first] what is shown first; the present, if missing
 * @returns {() => void} what draws it once more
 */
export function follow(view, fields, first = present(fields)) {
  let source;
  const draw = () => render(view({source, board: source.board, use}), document.body);
  const use = (next) => {
    const isFirst = source === undefined;
    source?.close();
    source = next;
    // What was shown stays until there is something in its place.
    const show = () => next === source && (isFirst || next.board || next.status === 'denied') && draw();
    for (const type of ['change', 'status']) next.addEventListener(type, show);
    show();
  };
  use(first);
  return draw;
}

/** The board of the address as it is now. @param {string[]} [fields] */
export const present = (fields) => board(pageStream(), {fields, token: pageToken(), base: whole('/')});

/** Why a screen has nothing to show. @param {string} none what it says as long as there is no such board */
export function whyEmpty({status, missing}, none) {
  if (status === 'denied') return t('denied');
  return missing ? none : `${t('connecting')}…`;
}

/** The id of the board in the address: of a stream, or `@` and that of a campaign. */
export const pageStream = () => pageParts()[1] ?? '';

/** The stream section; what is missing or empty in it gets a value that formatters can work with. */
export function streamOf(board) {
  const {timezone, ...stream} = board?.stream ?? {};
  return {...stream, currency: currencyOf(stream), timezone: timezone || undefined};
}
