/** What an auditor asks about: refunds, concentration of buyers, deals, corrections. */
import {html, nothing} from 'lit';
import {count, currencyOf, money} from '../shared/format.js';
import {define, locale, t} from '../shared/i18n.js';
import {once} from '../shared/once.js';

const shares = once(
  (digits) => new Intl.NumberFormat(locale, {style: 'percent', maximumFractionDigits: Number(digits)}),
);
/** Shares of a report have four digits after the point. */
const share = (value) => shares('2').format(value);

const figure = (key, label, value, text, says) =>
  html`<div data-figure=${key} data-value=${value}>
    <dt>${label}</dt>
    <dd>${text}</dd>
    ${says ? html`<dd class="says">${says}</dd>` : nothing}
  </div>`;

const card = (name, figures, note = nothing) =>
  html`<section class="card" data-card=${name}>
    <h2>${t(name)}</h2>
    ${note}
    <dl>${figures}</dl>
  </section>`;

/** @param {import('./types.js').Report} report */
export function refunds({refunds: {count: n, amount, rate}, stream}) {
  return card('refunds', [
    figure('refunds.count', t('refundCount'), n, count(n), t('refundCountText')),
    figure('refunds.amount', t('refunded'), amount, money(currencyOf(stream)).exact(amount), define('refunded')),
    figure('refunds.rate', t('refundRate'), rate, share(rate), t('refundRateText')),
  ]);
}

/** @param {import('./types.js').Report} report */
export function concentration({concentration: of, stream}) {
  const {exact} = money(currencyOf(stream));
  const threshold = share(of.threshold);
  const few = Math.floor(of.top / of.threshold);
  const note = html`<p class="note" data-flagged=${of.flagged} role=${of.flagged ? 'alert' : 'note'}>
    ${t(of.flagged ? 'flagged' : 'notFlagged', {threshold})}
    ${of.flagged && of.buyers <= few ? t('fewBuyers', {n: few, top: of.top, threshold}) : nothing}
  </p>`;
  return card(
    'concentration',
    [
      figure(
        'concentration.share',
        t('topShare'),
        of.share,
        share(of.share),
        t('topShareText', {n: of.top, threshold}),
      ),
      figure('concentration.topNet', t('topNet', {n: of.top}), of.topNet, exact(of.topNet), t('topNetText')),
      figure('concentration.net', t('namedNet'), of.net, exact(of.net), t('namedNetText')),
    ],
    note,
  );
}

const DEALS = ['signed', 'agreements', 'delivered', 'intended', 'intents', 'income'];
const OF_COUNT = ['agreements', 'intents'];

/** @param {import('./types.js').Report} report */
export function deals({deals, stream}) {
  if (DEALS.every((key) => !deals[key])) return nothing;
  const {exact} = money(currencyOf(stream));
  return card(
    'deals',
    DEALS.map((key) =>
      figure(`deals.${key}`, t(key), deals[key], OF_COUNT.includes(key) ? count(deals[key]) : exact(deals[key])),
    ),
    html`<p class="note">${define('deals')}</p>`,
  );
}

/** @param {import('./types.js').Report} report */
export function corrections({corrections: {late, stock, erasures}, stream}) {
  const {exact} = money(currencyOf(stream));
  return card('corrections', [
    figure('corrections.late.orders', t('lateOrders'), late.orders, count(late.orders), t('lateOrdersText')),
    late.orders > 0
      ? figure('corrections.late.gmv', t('lateGmv'), late.gmv, exact(late.gmv), t('lateGmvText'))
      : nothing,
    figure('corrections.stock', t('stockChanges'), stock.changes, count(stock.changes), t('stockChangesText')),
    stock.changes > 0
      ? figure(
          'corrections.stock.added',
          t('stockAdded'),
          stock.added,
          `+${count(stock.added)} / −${count(stock.removed)}`,
          t('stockAddedText'),
        )
      : nothing,
    figure('corrections.erasures', t('erasures'), erasures, count(erasures), t('erasuresText')),
  ]);
}
