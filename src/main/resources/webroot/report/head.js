/** What the report is about, and its totals with their definitions. */
import {html, nothing} from 'lit';
import {count, currencyOf, money, percent, shareOf} from '../shared/format.js';
import {define, t, to} from '../shared/i18n.js';
import {boardPath} from '../shared/address.js';
import {when} from './when.js';

const MONEY = ['net', 'averageOrder', 'placed', 'refunded', 'cancelled'];
const COUNTS = ['orders', 'units', 'buyers'];
/** In the order in which people read them. */
const SHOWN = ['net', 'orders', 'units', 'buyers', 'averageOrder', 'placed', 'refunded', 'cancelled'];

/** @param {import('./types.js').Report} report @param {string} json its address */
export function head(report, json) {
  const {stream, board, ledger} = report;
  const {title, status, startedAt, endedAt, timezone} = stream;
  return html`<header class="top">
    <div>
      <p class="kind">${t('report')}</p>
      <h1>${title || board}</h1>
      <p class="facts">
        <span>${board}</span>
        <span class="phase" data-status=${status}>${t(status)}</span>
        ${startedAt === undefined ? nothing : html`<span>${t('startedAt', {time: when(startedAt, timezone)})}</span>`}
        ${endedAt === undefined ? nothing : html`<span>${t('endedAt', {time: when(endedAt, timezone)})}</span>`}
        ${ledger.seq ? html`<span>${t('asOf', {time: when(msOf(ledger.seq), timezone)})}</span>` : nothing}
        <span>${t('timesIn', {zone: timezone || 'UTC'})}</span>
      </p>
    </div>
    <nav>
      <button type="button" data-do="print" @click=${() => print()}>${t('print')}</button>
      <button type="button" class="plain" data-do="json" @click=${() => save(report)}>${t('asJson')}</button>
      <a class="button plain" href=${to(boardPath('verify', board))} data-link="verify">${t('verify')}</a>
      <a class="button plain" href=${to(boardPath('board', board))} data-link="board">${t('board')}</a>
    </nav>
  </header>`;
}

const msOf = (seq) => Number(seq.split('-')[0]);

/** As the server wrote it: fields in their order, nothing between them. So it can be checked without the server, too. */
function save(report) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(report)], {type: 'application/json'}));
  link.download = `report-${report.board}-${report.ledger.seq ?? report.ledger.sha256.slice(0, 16)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** @param {import('./types.js').Report} report */
export function totals({stream, totals, goal}) {
  const {exact} = money(currencyOf(stream));
  const figure = (key) =>
    html`<div data-figure=${key} data-value=${totals[key] ?? ''}>
      <dt>${t(key)}</dt>
      <dd>${(MONEY.includes(key) ? exact : count)(totals[key] ?? 0)}</dd>
      <dd class="says">${define(key)}</dd>
    </div>`;
  return html`<section class="totals">
    <div class="hero" data-figure="gmv" data-value=${totals.gmv}>
      <p>${t('gmv')}</p>
      <strong>${exact(totals.gmv)}</strong>
      <p class="says">${define('gmv')}</p>
      ${goal ? goalLine(goal, totals.gmv, stream, exact) : nothing}
    </div>
    <dl class="figures">${SHOWN.filter((key) => MONEY.includes(key) || COUNTS.includes(key)).map(figure)}</dl>
  </section>`;
}

function goalLine({amount, reachedAt}, gmv, {timezone}, exact) {
  const share = amount > 0 ? shareOf(gmv, amount) : 1;
  return html`<div class="goal" data-figure="goal" data-value=${amount}>
    <span class="track"><i .style=${`--share: ${Math.min(1, share)}`}></i></span>
    <span>${t('goal')} ${exact(amount)}</span>
    <b>${percent(share)}</b>
    ${reachedAt === undefined ? nothing : html`<span>${t('reachedAt', {time: when(reachedAt, timezone)})}</span>`}
  </div>`;
}
