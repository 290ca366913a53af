import {html, nothing} from 'lit';
import {explain, reason} from '../shared/explain.js';
import {count, currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {address} from './route.js';

const OUTCOMES = ['recorded', 'duplicate', 'conflict', 'refused'];

/** How far the import is, and how fast. */
export function progressBar({done = 0, of = 0, perSecond = 0, ...counts}, stop) {
  const left = perSecond ? Math.ceil((of - done) / perSecond) : undefined;
  return html`<section class="card importing">
    <h2>${t('importing')}</h2>
    <progress max=${Math.max(of, 1)} value=${done} aria-label=${t('importing')}></progress>
    <p>
      <b>${t('doneOf', {done: count(done), of: count(of)})}</b>
      <span class="quiet"
        >${[perSecond ? t('perSecond', {n: count(perSecond)}) : '', left ? t('secondsLeft', {n: count(left)}) : '']
          .filter(Boolean)
          .join(' · ')}</span
      >
    </p>
    ${outcomes(counts)}
    <footer><button data-do="stop-import" @click=${stop}>${t('stopImport')}</button></footer>
  </section>`;
}

function outcomes(counts) {
  return html`<dl class="figures">
    ${OUTCOMES.map(
      (name) =>
        html`<div data-became=${name} data-value=${counts[name] ?? 0}>
          <dt>${t(`became-${name}`)}</dt>
          <dd>${count(counts[name] ?? 0)}</dd>
        </div>`,
    )}
  </dl>`;
}

/**
 * What became of an import.
 *
 * @param {object} result the last line of the answer; `stopped` if a person stopped it, `cut` if the answer ended early
 */
export function importResult(result, stream, again) {
  const {finished, stopped, cut, problem, conflicts = [], refusals = []} = result;
  return html`<section class="card" data-result=${finished ? 'finished' : 'ended'}>
      <h2>${t(finished ? 'importDone' : 'importEnded')}</h2>
      ${
        finished
          ? html`<p class="ack" role="status">${t('importDoneText')}</p>`
          : html`<p class="trouble" role="alert">
              ${stopped ? t('importStopped') : cut ? explain(cut) : problem ? reason(problem, problem.detail) : ''}
              ${t('importAgain')}
            </p>`
      }
      ${outcomes(result)}
      <footer><button class="primary" data-do="another-file" @click=${again}>${t('anotherFile')}</button></footer>
    </section>
    ${conflictTable(conflicts, stream, result.conflict)} ${refusalTable(refusals, result.refused)}`;
}

function conflictTable(conflicts, stream, all) {
  if (conflicts.length === 0) return nothing;
  const {exact} = money(currencyOf(stream));
  return html`<section class="card" data-conflicts=${conflicts.length}>
    <h2>${t('conflicts')}<small>${listed(conflicts.length, all)}</small></h2>
    <p class="quiet">${t('conflictsText')}</p>
    ${table(
      [t('row'), t('import-orders'), t('inFile'), t('onRecord')],
      conflicts.map(({row, id, amount, recorded}) => [
        row,
        html`<a href=${address(stream.id, 'orders', id)}>${id}</a>`,
        exact(amount),
        recorded === undefined || recorded === null ? '—' : exact(recorded),
      ]),
    )}
  </section>`;
}

function refusalTable(refusals, all) {
  if (refusals.length === 0) return nothing;
  return html`<section class="card" data-refusals=${refusals.length}>
    <h2>${t('refusals')}<small>${listed(refusals.length, all)}</small></h2>
    ${table(
      [t('row'), t('import-messages'), t('why')],
      refusals.map(({row, id, detail, ...broken}) => [row, id, reason(broken, detail)]),
    )}
  </section>`;
}

const listed = (n, all = n) => (all > n ? t('firstOf', {n: count(n), all: count(all)}) : count(n));

function table(heads, rows) {
  return html`<div class="scroll bad">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
