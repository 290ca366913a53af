/** What the screens have in common: which stream the address names, and a view that follows its board. */
import {render} from 'lit';
import {board} from '../lib/livetally-client.js';
import {currencyOf} from './format.js';
import {t} from './i18n.js';
import {pageToken} from './page-token.js';

/**
 * Draws `view(state)` into the body, at once and again whenever the board or the state of the connection changes.
 *
 * @param {(state: {source: import('../lib/livetally-client.js').Board, board: object | undefined}) => unknown} view
 * @param {string[]} [fields]
 * @returns {() => void} what draws it once more
 */
export function follow(view, fields) {
  const stream = pageStream();
  const source = board(stream, {fields, token: pageToken()});
  const draw = () => render(view({source, board: source.board}), document.body);
  source.addEventListener('change', draw);
  source.addEventListener('status', draw);
  draw();
  return draw;
}

/** Why a screen has nothing to show. @param {string} none what it says as long as there is no such board */
export function whyEmpty({status, missing}, none) {
  if (status === 'denied') return t('denied');
  return missing ? none : `${t('connecting')}…`;
}

/** The id of the board in the address: of a stream, or `@` and that of a campaign. */
export const pageStream = () => decodeURIComponent(location.pathname.split('/')[2] ?? '');

/** The stream section; what is missing or empty in it gets a value that formatters can work with. */
export function streamOf(board) {
  const {timezone, ...stream} = board?.stream ?? {};
  return {...stream, currency: currencyOf(stream), timezone: timezone || undefined};
}
