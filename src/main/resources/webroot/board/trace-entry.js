/** An entry of the ledger, as the panel lists it, and whether it moves the number that is traced. */
import {html, nothing} from 'lit';
import {buyerNames} from '../shared/dimensions.js';
import {contentOf, kindWord} from '../shared/entry-content.js';
import {clock, money} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {worth} from '../shared/ledger-entries.js';
import {counts} from './trace-subject.js';

/**
 * @param {object} message
 * @param {object} context
 * @param {import('../shared/trace.js').Subject} context.subject
 * @param {object} context.products of the board
 * @param {Map<string, {http: number, body?: object}>} context.orders those that were looked up, by id
 * @param {import('../shared/format.js').Currency} context.currency
 * @param {string} [context.timezone]
 * @param {(id: string) => void} context.look looks an order up
 */
export function entryView(message, context) {
  const {orders, subject} = context;
  const {seq, type, id, order, status} = message;
  const aboutId = type === 'order' ? id : order;
  const now = orders.get(aboutId)?.body;
  const counted = counts(subject, message, orders.get(id)?.body?.status);
  const value = worth(message) ?? now?.amount;
  const isUnclear = aboutId !== undefined && (value === undefined || (counted === undefined && now === undefined));
  return html` <li data-seq=${seq} data-type=${type} data-counts=${counted ?? 'unknown'}>
    ${head(message, value, context)}
    <span class="standing"
      >${mark(subject, {type, status}, counted, now)}
      ${isUnclear ? asking(aboutId, type === 'order', context) : nothing}</span
    >
    ${details(message, now, context)}
  </li>`;
}

function head({seq, type, id, order, status, at}, value, {currency, timezone}) {
  const kind = type === 'order' && status === 'placed' ? 'placedOrder' : type;
  const written = value === undefined ? '' : `${type === 'refund' ? '−' : ''}${money(currency).exact(value)}`;
  return html`<time title=${seq}>${clock(timezone).second(at ?? Number(seq.split('-')[0]))}</time>
    <span class="kind ${kind}">${t(kindWord(kind))}</span>
    <span class="id">${id}${order ? html` <small>${t('about', {id: order})}</small>` : nothing}</span>
    <span class="amount">${written}</span>`;
}

/** Who bought, and the content: a payment's and a cancellation's is that of their order, once it was looked up. */
function details(message, now, {products, currency}) {
  const {type, channel, host, buyer = {}, reason} = message;
  const isOfOrder = type === 'payment' || type === 'cancellation';
  const content = isOfOrder ? (now ? contentOf(now.order, products) : []) : contentOf(message, products);
  const by = type === 'order' && host ? t('hostIs', {host}) : '';
  return html`<span class="more-of">${beside([channel, by, ...buyerNames(buyer), buyer.id, reason])}</span>
    ${content.map(
      ({text, amount}) =>
        html` <span class="line"
          ><span>${text}</span><span>${amount === undefined ? '' : money(currency).exact(amount)}</span></span
        >`,
    )}`;
}

function mark({kind}, {type, status}, counted, now) {
  if (counted === false) return html`<span class="mark">${t('notInFigure')}</span>`;
  if (counted === undefined) return html`<span class="mark">${t('oncePaid')}</span>`;
  return kind === 'row' && type === 'order' && status === 'placed' && now
    ? html`<span class="mark">${t('paidSince')}</span>`
    : nothing;
}

function asking(id, isOrder, {orders, look}) {
  const failed = orders.get(id);
  return html`${failed ? html`<small role="status">${t('entriesFailed', {status: failed.http})}</small>` : nothing}
    <button class="look" type="button" @click=${() => look(id)}>${t(isOrder ? 'checkOrder' : 'showOrder')}</button>`;
}
