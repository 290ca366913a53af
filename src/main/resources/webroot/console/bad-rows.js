import {html} from 'lit';
import {reason} from '../shared/explain.js';
import {t} from '../shared/i18n.js';

/** Every bad row of a file that was refused as a whole. @param {import('../shared/session.js').ApiProblem} problem */
export function badRows({errors}) {
  return html` <div class="trouble" role="alert">
    <p><b>${t('badRows', {n: errors.length})}</b></p>
    <div class="scroll bad">
      <table>
        <thead>
          <tr>
            <th scope="col">${t('row')}</th>
            <th scope="col">${t('field')}</th>
            <th scope="col">${t('why')}</th>
          </tr>
        </thead>
        <tbody>
          ${errors.map(
            ({row, field, detail, ...broken}) =>
              html`<tr data-bad=${`${row}-${field}`}>
                <td>${row}</td>
                <td>${field}</td>
                <td>${reason(broken, detail)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}
