import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {rowTable} from './row-table.js';

/** Every bad row of a file that was refused as a whole. @param {import('../shared/session.js').ApiProblem} problem */
export function badRows({errors}) {
  return html` <div class="trouble" role="alert">
    <p><b>${t('badRows', {n: errors.length})}</b></p>
    ${rowTable(errors)}
  </div>`;
}
