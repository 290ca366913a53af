/** Rankings and explanations as tables: the first twenty names of each, and how many there are besides. */
import {html, nothing} from 'lit';
import {DIMENSIONS} from '../shared/dimensions.js';
import {count, currencyOf, money, percent, shareOf} from '../shared/format.js';
import {define, t} from '../shared/i18n.js';
import {when} from './when.js';

const TOP = 20;
const MONEY = ['gmv', 'amount', 'skuGmv'];
/** What a table may show of a name, beside its share, in this order. */
const COLUMNS = ['gmv', 'amount', 'orders', 'units', 'returned', 'buyers', 'headCount', 'participation'];
/** Shares of these add up to what they are shares of. */
const OF_GMV = ['products', 'series', 'categories', 'channels', 'groups', 'cities', 'provinces', 'hosts', 'days'];

/** @param {import('./types.js').Report} report */
export function rankings(report) {
  return DIMENSIONS.map(({section}) => section)
    .filter((section) => section !== 'explanations' && report.rankings[section]?.rows.length > 0)
    .map((section) => ranking(section, report));
}

function ranking(section, {rankings, stream, totals}) {
  const {rows, more} = rankings[section];
  const shown = section === 'days' ? rows.slice(0, TOP).reverse() : rows.slice(0, TOP);
  const columns = COLUMNS.filter((column) => rows.some((row) => row[column] !== undefined));
  const shares = OF_GMV.includes(section) && totals.gmv > 0;
  const rest = rows.length - shown.length + more;
  return html`<section class="ranking" data-section=${section}>
    <h2>${t(section)}</h2>
    <p class="says">${define(section)}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${t('name')}</th>
          ${columns.map((column) => html`<th scope="col">${t(column)}</th>`)}
          ${shares ? html`<th scope="col">${t('share')}</th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${shown.map(
          (row) =>
            html`<tr data-key=${row.key}>
              <th scope="row"><bdi>${row.name || row.key}</bdi></th>
              ${columns.map((column) => cell(column, row[column], stream))}
              ${shares ? html`<td class="share">${percent(shareOf(row.gmv, totals.gmv))}</td>` : nothing}
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      rest > 0
        ? html`<p class="rest" data-more=${rest}>${t('more', {n: count(rest)})}${more > 0 ? t('inJson') : nothing}</p>`
        : nothing
    }
  </section>`;
}

function cell(column, value, stream) {
  const text =
    value === undefined
      ? '–'
      : column === 'participation'
        ? percent(value)
        : MONEY.includes(column)
          ? money(currencyOf(stream)).exact(value)
          : count(value);
  return html`<td data-column=${column} data-value=${value ?? ''}>${text}</td>`;
}

/** @param {import('./types.js').Report} report */
export function explanations({rankings, stream}) {
  const {rows, more} = rankings.explanations ?? {rows: [], more: 0};
  if (rows.length === 0) return nothing;
  const byTime = [...rows].sort((a, b) => a.from - b.from);
  const names = new Map(rankings.products.rows.map(({key, name}) => [key, name]));
  const row = ({key, sku, host, from, to, ...sums}) =>
    html`<tr data-key=${key}>
      <th scope="row">
        <bdi>${names.get(sku) || sku}</bdi>
        <small>${when(from, stream.timezone)}${to === undefined ? ` · ${t('onAirNow')}` : nothing}</small>
      </th>
      <td class="text">${host ?? '–'}</td>
      ${['gmv', 'orders', 'skuGmv', 'skuUnits'].map((column) => cell(column, sums[column], stream))}
    </tr>`;
  return html`<section class="ranking wide" data-section="explanations">
    <h2>${t('explanations')}</h2>
    <p class="says">${define('explanations')}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${t('presented')}</th>
          <th scope="col" class="text">${t('host')}</th>
          ${['gmv', 'orders', 'skuGmv', 'skuUnits'].map((column) => html`<th scope="col">${t(column)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${byTime.map(row)}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="rest" data-more=${more}>${t('more', {n: count(more)})}</p>` : nothing}
  </section>`;
}
