/** An order as it is entered: texts, as typed, until it is a message. */
import {newId} from '../lib/livetally-client.js';
import {FieldError} from '../shared/field-error.js';
import {MAX_QTY} from '../shared/limits.js';
import {given, ofBuyer, priceOf, quantity} from '../shared/order.js';
import {major, minor, minorOrNothing} from './amount.js';
import {instant} from './time.js';

export const CHANNEL = 'offline-store';

const MINUTE_MS = 60_000;

/**
 * @typedef {{sku: string, qty: string, amount: string, own: boolean}} Line `own` where the amount is not the price's
 *
 * @typedef {{id?: string, lines: Line[], channel: string, status: 'paid' | 'placed', buyer: string, at: string} &
 *   Record<string, string>} Draft `at`: when it was placed, on the clock of the stream's zone, if it is typed in late; with the buyer's other fields by their names; `id` once it was sent
 *
 * @typedef {Record<string, {name: string, price?: number}>} Products by sku
 */

/** @returns {Draft} */
export function blankDraft() {
  return {lines: [emptyLine()], channel: CHANNEL, status: 'paid', buyer: '', at: '', ...ofBuyer(() => '')};
}

/** @returns {Line} */
export function emptyLine() {
  return {sku: '', qty: '1', amount: '', own: false};
}

/** @param {Products} products */
export function productOf(products, sku) {
  return Object.hasOwn(products, sku.trim()) ? products[sku.trim()] : undefined;
}

/**
 * The line after somebody typed: the price fills in the amount until somebody types another. A name, whole, is as good
 * as its sku.
 *
 * @param {Line} line
 * @param {Products} products
 */
export function typedLine(line, name, value, products, currency) {
  const typed = {...line, [name]: value};
  return name === 'amount' ? {...typed, own: value.trim() !== ''} : pricedLine(typed, products, currency);
}

/** The line with the amount that the catalogue says, unless it has one of its own. */
export function pricedLine(line, products, currency) {
  const sku = skuOfName(line.sku, products) ?? line.sku;
  if (line.own) return {...line, sku};
  const price = productOf(products, sku)?.price;
  const qty = quantity(line.qty, MAX_QTY);
  const known = price !== undefined && qty !== undefined;
  return {...line, sku, amount: known ? major(priceOf(price, qty), currency) : ''};
}

/** The sku that was typed, or that of the product whose whole name was. */
export function skuOf(text, products) {
  return skuOfName(text, products) ?? text.trim();
}

/** The sku of a product whose name was typed in its place. */
function skuOfName(text, products) {
  if (productOf(products, text)) return undefined;
  return Object.entries(products).find(([, {name}]) => name === text.trim())?.[0];
}

/** In minor units; undefined while an amount is missing. @param {Line[]} lines */
export function totalOf(lines, currency) {
  const amounts = lines.map(({amount}) => minorOrNothing(amount, currency));
  return amounts.includes(undefined) ? undefined : amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
}

/**
 * The message that records the order.
 *
 * @param {Draft} draft
 * @throws {FieldError} at the first field that is wrong
 */
export function messageOf(draft, stream, currency) {
  const buyer = given({id: draft.buyer, ...ofBuyer(({field}) => draft[field])});
  return {
    type: 'order',
    id: draft.id ?? newId('offline-'),
    stream,
    ...given({channel: draft.channel}),
    lines: draft.lines.map((line, i) => lineOf(line, `lines[${i}]`, currency)),
    ...(Object.keys(buyer).length ? {buyer} : {}),
    status: draft.status,
  };
}

/**
 * When an order was placed that is typed in after the end.
 *
 * @param {Draft} draft
 * @param {{timezone: string, startedAt: number, endedAt: number}} stream
 * @throws {FieldError} if that is no time of the stream
 */
export function placedAt({at}, {timezone, startedAt, endedAt}) {
  if (!at) throw new FieldError('at', 'needed');
  const typed = instant(at, timezone);
  if (typed === undefined) throw new FieldError('at', 'badTime');
  const placed = typed < startedAt && startedAt - typed < MINUTE_MS ? startedAt : typed; // seconds are seldom typed
  if (placed < startedAt || placed > endedAt) throw new FieldError('at', 'notItsTime');
  return placed;
}

function lineOf({sku, qty, amount}, at, currency) {
  if (!sku.trim()) throw new FieldError(`${at}.sku`, 'needed');
  const units = quantity(qty, MAX_QTY);
  if (units === undefined) throw new FieldError(`${at}.qty`, 'badQty');
  if (!amount.trim()) throw new FieldError(`${at}.amount`, 'needed');
  return {sku: sku.trim(), qty: units, amount: minor(amount, currency, `${at}.amount`)};
}
