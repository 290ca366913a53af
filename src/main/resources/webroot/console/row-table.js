import {html} from 'lit';
import {reason} from '../shared/explain.js';
import {t} from '../shared/i18n.js';

/**
 * What is wrong with rows of a file: which row, in which column, and why.
 *
 * @param {(field: string) => string} [wordOf] what a column is called, if not by its own name
 */
export function rowTable(rows, wordOf = (field) => field) {
  return html`<div class="scroll bad">
    <table>
      <thead>
        <tr>
          <th scope="col">${t('row')}</th>
          <th scope="col">${t('field')}</th>
          <th scope="col">${t('why')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({row, field, detail, why, ...broken}) =>
            html`<tr data-bad=${`${row}-${field}`}>
              <td>${row}</td>
              <td>${wordOf(field)}</td>
              <td>${reason(broken, detail ?? why)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
