/** What a campaign is about: its total, what was there before it, and its goal. */
import {html, nothing} from 'lit';
import {figure} from '../shared/figure.js';
import {clock, count, money} from '../shared/format.js';
import '../shared/goal-bar.js';
import {define, t} from '../shared/i18n.js';
import '../shared/rolling-number.js';

export function hero({totals, goal}, {opening}, {currency, timezone}) {
  const {exact, compact} = money(currency);
  const gmv = totals?.gmv ?? 0;
  return html`<section class="hero dims">
    <div class="main" title=${define('gmv')}>
      <span class="label">${t('gmv')}</span>
      <rolling-number data-field="totals.gmv" .format=${exact} .brief=${compact} .value=${gmv}></rolling-number>
    </div>
    ${opening?.gmv === undefined ? nothing : before(opening, gmv, {currency, timezone})}
    ${
      goal?.amount === undefined
        ? nothing
        : html`<goal-bar .goal=${goal} .gmv=${gmv} .currency=${currency} .timezone=${timezone}></goal-bar>`
    }
  </section>`;
}

/** What was sold before is told apart from what the campaign sold, and added only where that is said. */
function before({gmv: opening, asOf, note}, gmv, {currency, timezone}) {
  const {exact} = money(currency);
  const sum = BigInt(opening) + BigInt(gmv);
  return html`<p class="opening">
    <span data-opening=${opening}
      >${t('opening')}
      <b>${exact(opening)}</b
      >${asOf === undefined ? nothing : html` ${t('asOfDay', {day: clock(timezone).date(asOf)})}`}${
        note ? html`${t('colon')}<bdi>${note}</bdi>` : nothing
      }</span
    >
    <span data-with-opening=${String(sum)}>${t('withOpening')} <b>${exact(sum)}</b></span>
  </p>`;
}

export function figures(board, currency) {
  const {orders = 0, units = 0, buyers = 0, averageOrder} = board.totals ?? {};
  const {likes = 0, uniqueViewers = 0} = board.audience ?? {};
  return html`<section class="figures dims">
    ${figure('totals.orders', orders, count)} ${figure('totals.units', units, count)}
    ${figure('totals.buyers', buyers, count)}
    ${figure('totals.averageOrder', orders > 0 ? averageOrder : undefined, money(currency).exact)}
    ${figure('audience.uniqueViewers', uniqueViewers, count)} ${figure('audience.likes', likes, count)}
  </section>`;
}
