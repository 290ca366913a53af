/** GMV by day: a group of columns a day, and the same as a table. */
import {html, nothing} from 'lit';
import {money} from '../shared/format.js';
import {isolate, t} from '../shared/i18n.js';
import {byDay} from './comparison.js';
import {growthOf, legend} from './figures.js';
import {framed} from './plot.js';
import {amountTicks} from '../shared/ticks.js';

/** As many numbers of days as can stand below one another's columns. */
const MAX_LABELS = 16;

/** @param {import('./comparison.js').Entry[]} entries */
export function dayPlot(entries, currency) {
  const days = byDay(entries);
  if (days.length === 0) return nothing;
  const ticks = amountTicks(Math.max(...days.flatMap(({cells}) => cells.map(({value = 0}) => value))));
  const most = ticks.at(-1);
  const each = Math.ceil(days.length / MAX_LABELS);
  return html`<section>
    <h2>${t('byDayTitle')}</h2>
    ${legend(entries)}
    ${framed(
      currency,
      ticks,
      html`<div class="columns">${days.map((day) => columns(day, entries, most, currency))}</div>`,
      days.map(
        ({day}, i) =>
          html`<span class="of-day" .style=${`--at: ${(i + 0.5) / days.length}`}
            >${i % each === 0 ? day : nothing}</span
          >`,
      ),
    )}
    <details class="figures-of-days">
      <summary>${t('asTable')}</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <td></td>
              ${entries.map(({name}, i) => html`<th scope="col"><i class="swatch board-${i}"></i><bdi>${name}</bdi></th>`)}
            </tr>
          </thead>
          <tbody>
            ${days.map(
              ({day, cells}) =>
                html`<tr>
                  <th scope="row">${t('dayN', {n: day})}</th>
                  ${cells.map((cell, i) => tableCell(cell, i, entries[i].id, currency))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </section>`;
}

function columns({day, cells}, entries, most, currency) {
  return html`<div class="day" data-day=${day}>
    ${cells.map(({value, percent, date}, i) => {
      const growth = percent === undefined ? '' : ` · ${growthOf(percent)}`;
      const said =
        value === undefined
          ? ''
          : `${isolate(entries[i].name)} · ${t('dayN', {n: day})} · ${date} · ${money(currency).exact(value)}${growth}`;
      return html`<span
        class="board-${i}"
        data-board=${entries[i].id}
        data-value=${value ?? ''}
        title=${said}
        .style=${`--share: ${(value ?? 0) / most}`}></span>`;
    })}
  </div>`;
}

function tableCell({value, percent, date, running}, i, id, currency) {
  if (value === undefined) return html`<td data-board=${id} data-value="">–</td>`;
  return html`<td data-board=${id} data-value=${value} data-percent=${percent ?? ''} title=${date}>
    ${money(currency).exact(value)}
    ${running ? html`<small>${t('notOver')}</small>` : i > 0 ? small(percent) : nothing}
  </td>`;
}

const small = (percent) => html`<small class=${percent > 0 ? 'more' : ''}>${growthOf(percent)}</small>`;
