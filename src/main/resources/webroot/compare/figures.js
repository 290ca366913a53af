/** The figures of the boards, as a table, and what leads on them. */
import {html, nothing} from 'lit';
import {clock, count, duration, money} from '../shared/format.js';
import '../shared/freshness-badge.js';
import {growthText} from '../shared/growth.js';
import {define, t, to} from '../shared/i18n.js';
import '../shared/words/times.js';
import {atSameTime, figures, ranking} from './comparison.js';

const MONEY = ['gmv', 'net', 'averageOrder'];
const NAMES = 8;
const RANKED = ['channels', 'series', 'products'];

export const growthOf = (percent) => growthText(percent, t('notComparable'));

/** @param {import('./comparison.js').Entry[]} entries */
export function table(entries, currency) {
  const same = atSameTime(entries);
  return html`<div class="scroll">
    <table class="figures">
      <thead>
        <tr>
          <td></td>
          ${entries.map(head)}
        </tr>
      </thead>
      <tbody>
        ${
          same
            ? row('gmvAt', t('gmvAtElapsed', {time: duration(same.elapsed)}), t('againstSays'), same.cells, currency)
            : nothing
        }
        ${figures(entries).map(({key, cells}) => row(key, t(key), define(key), cells, currency))}
      </tbody>
    </table>
  </div>`;

  function row(key, label, says, cells, currency) {
    const write = key === 'gmvAt' || MONEY.includes(key) ? money(currency).exact : count;
    const about = key === 'uniqueViewers' ? '≈ ' : '';
    return html`<tr data-figure=${key}>
      <th scope="row" title=${says}>${label}</th>
      ${cells.map(
        ({value, percent}, i) =>
          html`<td data-board=${entries[i].id} data-value=${value ?? ''} data-percent=${percent ?? ''}>
            <b>${value === undefined ? '–' : about + write(value)}</b>
            ${i === 0 ? nothing : html`<small class=${percent > 0 ? 'more' : ''}>${growthOf(percent)}</small>`}
          </td>`,
      )}
    </tr>`;
  }
}

/** Which colour is whose, where the table's head is out of sight. */
export function legend(entries) {
  return html`<p class="legend">
    ${entries.map(({name}, i) => html`<span><i class="swatch board-${i}"></i><bdi>${name}</bdi></span>`)}
  </p>`;
}

function head({id, name, source, elapsed, board: {stream}}, i) {
  const {status, startedAt, timezone} = stream;
  return html`<th scope="col" data-board=${id} data-status=${source.status}>
    <a href=${to(`/board/${encodeURIComponent(id).replace('%40', '@')}`)}>
      <i class="swatch board-${i}"></i><bdi>${name}</bdi></a
    >
    <small
      ><span class="phase" data-status=${status}>${t(status)}</span>
      ${startedAt === undefined ? nothing : clock(timezone || undefined).date(startedAt)}
      ${elapsed === undefined ? nothing : html`<span>${duration(elapsed)}</span>`}</small
    >
    <freshness-badge
      small
      .source=${source}
      .status=${source.status}
      .version=${source.version}
      .timezone=${timezone}></freshness-badge>
  </th>`;
}

/** @param {import('./comparison.js').Entry[]} entries */
export function rankings(entries, currency) {
  const {exact} = money(currency);
  const shown = RANKED.map((section) => ({section, names: ranking(entries, section, NAMES)}));
  return html`<div class="rankings">
    ${shown
      .filter(({names}) => names.length > 0)
      .map(({section, names}) => {
        const most = Math.max(1, ...names.map(({best}) => best));
        return html`<section data-section=${section}>
          <h2 title=${define(section)}>${t(section)}</h2>
          <ol>
            ${names.map(
              ({key, name, cells}) =>
                html`<li data-key=${key}>
                  <span class="name" title=${name}><bdi>${name}</bdi></span>
                  ${cells.map(
                    ({value, percent}, i) =>
                      html`<span
                        class="of"
                        title=${entries[i].name}
                        data-board=${entries[i].id}
                        data-value=${value ?? ''}
                        data-percent=${percent ?? ''}>
                        <span class="bar"><i class="board-${i}" .style=${`--share: ${(value ?? 0) / most}`}></i></span>
                        <span class="amount">${value === undefined ? '–' : exact(value)}</span>
                        <small class=${percent > 0 ? 'more' : ''}>${i === 0 ? nothing : growthOf(percent)}</small>
                      </span>`,
                  )}
                </li>`,
            )}
          </ol>
        </section>`;
      })}
  </div>`;
}
