/** How an order of the ledger stands, for reading. */
import {html, nothing} from 'lit';
import {buyerNames} from '../shared/dimensions.js';
import {numbersText, units} from '../shared/entry-content.js';
import {count, currencyOf, money} from '../shared/format.js';
import {isolate, t, to} from '../shared/i18n.js';
import {certificatePath} from '../shared/numbers.js';
import {productName} from '../shared/products.js';
import {when} from './time.js';

const STATES = {paid: 'paidStatus', placed: 'placedStatus', cancelled: 'cancelledStatus'};

/**
 * @param {object} found an order as `GET /api/streams/{stream}/orders/{id}` answers it
 * @param {object} stream
 * @param {Record<string, {name: string}>} products
 */
export function orderView(found, stream, products) {
  return html`${head(found, stream)} ${lines(found.order, stream, products)} ${items(found, stream, products)}
  ${facts(found, stream)}`;
}

function head({id, status, amount, refunded}, stream) {
  const {exact} = money(currencyOf(stream));
  return html`<p class="top">
    <b>${id}</b><span class="state" data-status=${status}>${t(STATES[status])}</span>
    <span class="total">${exact(amount)}</span
    >${refunded ? html`<span class="quiet">${t('refundedOf', {amount: exact(refunded)})}</span>` : nothing}
  </p>`;
}

function lines({lines}, stream, products) {
  const {exact} = money(currencyOf(stream));
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${t('product')}</th>
          <th scope="col" class="amount">${t('qty')}</th>
          <th scope="col" class="amount">${t('amount', {unit: stream.currency})}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({sku, qty, amount}) =>
            html`<tr>
              <td>${product(sku, products)}</td>
              <td class="amount">${count(qty)}</td>
              <td class="amount">${exact(amount)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The numbers that it still has, and what came back. */
function items({id, numbers = {}, returned = {}}, stream, products) {
  const has = Object.entries(numbers).map(
    ([sku, given]) => `${isolate(productName(products, sku))} ${numbersText(sku, given, products)}`,
  );
  const back = Object.entries(returned).map(([sku, qty]) => units(sku, qty, products));
  if (back.length > 0) has.push(t('returnedUnits', {what: back.join(', ')}));
  if (has.length === 0) return nothing;
  const link = html`<a href=${to(certificatePath(stream.id, id))} target="_blank" rel="opener" data-link="certificate"
    >${t('certificate')}</a
  >`;
  return html`<p class="items">${has.join(' · ')} ${Object.keys(numbers).length > 0 ? link : nothing}</p>`;
}

function product(sku, products) {
  const name = Object.hasOwn(products, sku) ? products[sku].name : '';
  return name ? html`${name} <small>${sku}</small>` : sku;
}

function facts({seq, host, order: {buyer = {}, channel, at}}, {timezone}) {
  const about = [channel, host && t('hostIs', {host}), buyer.id, ...buyerNames(buyer)].filter(Boolean);
  return html`<p class="quiet">
    ${[...about, t('placedAt')].join(' · ')} ${when(at, timezone)} · ${t('seq')} ${seq}
  </p>`;
}
