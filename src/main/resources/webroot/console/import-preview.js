import {html, nothing} from 'lit';
import {count, currencyOf, money} from '../shared/format.js';
import {beside, hasWord, isolate, t} from '../shared/i18n.js';
import {rowTable} from './row-table.js';
import {messageLine} from './shop-messages.js';
import {when} from './time.js';

const DELIMITERS = {',': 'comma', ';': 'semicolon', '\t': 'tab'};

/** What a column of a file with orders is called. */
const fieldWord = (field) => (hasWord(`field-${field}`) ? t(`field-${field}`) : field);

/** How the file was read, in a few words. */
export function factsOf({format, encoding, delimiter, unit, timezone}) {
  const between = DELIMITERS[delimiter];
  return [
    format && t(`format-${format}`),
    encoding,
    between && t(`delimiter-${between}`),
    unit && t('amountsIn', {unit: t(`unit-${unit}`)}),
    timezone && t('timesIn', {zone: timezone}),
  ].filter(Boolean);
}

/** The beginning of the file in each encoding that it may have: a person sees which one reads well. */
export function readings({encodings = [], encoding}, choose) {
  if (encodings.length === 0) return nothing;
  return html`<section class="card" data-readings=${encodings.length}>
    <h2>${t('whichReading')}</h2>
    <p class="quiet">${t(encoding ? 'whichReadingText' : 'noReadingYet')}</p>
    <div class="readings">
      ${encodings.map(
        ({name, header, rows}) =>
          html`<div>
            <button class=${name === encoding ? 'primary' : ''} data-do="read-as-${name}" @click=${() => choose(name)}>
              ${t('readAsEncoding', {name})}
            </button>
            <div class="scroll">${beginning(header, rows)}</div>
          </div>`,
      )}
    </div>
  </section>`;
}

function beginning(header, rows) {
  return html`<table>
    <thead>
      <tr>
        ${header.map((cell) => html`<th scope="col">${cell}</th>`)}
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
  </table>`;
}

/** What would be recorded, with the sum that a person confirms. */
export function totals(preview, stream) {
  const {rows = 0, orders = 0, messages = 0, units = 0, sum = 0, byStatus = {}} = preview;
  const {exact} = money(currencyOf(stream));
  const figures = {orders, units, messages, rows};
  return html`<p class="sum" data-sum=${sum}><small>${t('sumToConfirm')}</small><b>${exact(sum)}</b></p>
    <dl class="figures">
      ${Object.entries(figures).map(
        ([name, n]) =>
          html`<div data-count=${name} data-value=${n}>
            <dt>${t(`import-${name}`)}</dt>
            <dd>${count(n)}</dd>
          </div>`,
      )}
    </dl>
    ${
      Object.keys(byStatus).length
        ? html`<ul class="rows">
            ${Object.entries(byStatus).map(
              ([status, {orders: n, sum: value}]) =>
                html`<li data-sale=${status}>
                  <span>${t(`sale-${status}`)}</span><span>${t('unitOrders', {n: count(n)})} · ${exact(value)}</span>
                </li>`,
            )}
          </ul>`
        : nothing
    }`;
}

/** What is wrong, what is doubtful, and what is left out. */
export function findings({errors = [], warnings = [], skipped = [], rejected = 0}) {
  return html`${
    errors.length
      ? html`<section class="card" data-errors=${errors.length}>
          <h2 class="error">${t('rowsWrong', {n: count(Math.max(rejected, errors.length))})}</h2>
          <p class="quiet">
            ${t(rejected > errors.length ? 'rowsWrongMore' : 'rowsWrongText', {n: count(errors.length)})}
          </p>
          ${rowTable(errors, fieldWord)}
        </section>`
      : nothing
  }
  ${
    warnings.length
      ? html`<section class="card" data-warnings=${warnings.length}>
          <h2>${t('rowsDoubtful')}</h2>
          ${rowTable(warnings, fieldWord)}
        </section>`
      : nothing
  }
  ${
    skipped.length
      ? html`<details class="card" data-skipped=${skipped.length}>
          <summary>${t('rowsSkipped', {n: count(skipped.length)})}</summary>
          ${rowTable(skipped, fieldWord)}
        </details>`
      : nothing
  }`;
}

/** The first messages, as they would stand in the ledger. */
export function firstMessages({first = []}, stream) {
  if (first.length === 0) return nothing;
  return html`<section class="card">
    <h2>${t('firstOrders')}</h2>
    <ul class="rows">
      ${first.map(
        (message) =>
          html`<li data-first=${message.id}>
            ${messageLine(message, stream)}<small>${facts(message, stream)}</small>
          </li>`,
      )}
    </ul>
  </section>`;
}

function facts({at, lines = [], channel, buyer = {}}, {timezone}) {
  const goods = lines.map(({sku, qty}) => `${isolate(sku)} × ${qty}`).join(', ');
  return beside([at === undefined ? '' : when(at, timezone), goods, buyer.city, channel]);
}
