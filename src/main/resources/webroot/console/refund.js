/** Asks for a refund: the money, the units that came back, and whether they are sold again. */
import {confirmed} from '../shared/confirm-dialog.js';
import {FieldError} from '../shared/field-error.js';
import {count, currencyOf, money, quotient} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {MAX_QTY} from '../shared/limits.js';
import {quantity} from '../shared/order.js';
import {productName} from '../shared/products.js';
import {major, minor} from './amount.js';

/**
 * @param {object} found an order as `GET /api/streams/{stream}/orders/{id}` answers it
 * @param {{stream: object, products: Record<string, object>, send: (refund: object) => Promise<void>}} console
 * @returns {Promise<number | undefined>} what was refunded, in minor units; undefined if it was not
 */
export async function askRefund(found, {stream, products, send}) {
  const {id, amount, refunded} = found;
  const currency = currencyOf(stream);
  const {exact} = money(currency);
  const kept = unitsKept(found);
  let back = 0;
  const work = async (typed) => {
    if (!typed.amount) throw new FieldError('amount', 'needed');
    back = minor(typed.amount, currency, 'amount');
    const lines = linesOf(typed, kept);
    const refund = {
      ...(lines.length ? {lines} : {}),
      ...(typed.restock ? {} : {restock: false}),
      ...(typed.reason ? {reason: typed.reason} : {}),
    };
    await send({type: 'refund', order: id, amount: back, ...refund}).catch((problem) => {
      throw blamed(problem, lines, kept);
    });
  };
  const done = await confirmed({
    title: t('refundAsk', {id}),
    text: t('refundText', {amount: exact(amount), refunded: exact(refunded)}),
    confirm: t('refundDo'),
    danger: true,
    work,
    fields: [
      ...kept.map((line, i) => unitsField(line, i, products, () => suggest(kept, amount - refunded, currency))),
      {name: 'restock', label: t('restock'), ticked: true},
      {
        name: 'amount',
        label: t('refundAmount', {unit: currency.code}),
        value: major(amount - refunded, currency),
        inputmode: 'decimal',
        hint: t('refundHint', {amount: exact(amount - refunded)}),
      },
      {name: 'reason', label: t('reason'), hint: t('reasonHint')},
    ],
  });
  return done ? back : undefined;
}

/**
 * Of each product: what was bought, and how many units of it have not come back.
 *
 * @returns {{sku: string, bought: number, amount: number, left: number}[]}
 */
export function unitsKept({order: {lines}, returned = {}}) {
  const all = new Map();
  for (const {sku, qty, amount} of lines) {
    const before = all.get(sku) ?? {sku, bought: 0, amount: 0};
    all.set(sku, {sku, bought: before.bought + qty, amount: before.amount + amount});
  }
  return [...all.values()]
    .map((line) => ({...line, left: line.bought - (Object.hasOwn(returned, line.sku) ? returned[line.sku] : 0)}))
    .filter(({left}) => left > 0);
}

function unitsField({sku, left}, i, products, oninput) {
  return {
    name: `units-${i}`,
    label: t('unitsBack', {product: productName(products, sku)}),
    hint: t('unitsHint', {n: count(left)}),
    inputmode: 'numeric',
    oninput,
  };
}

function linesOf(typed, kept) {
  return kept.flatMap(({sku, left}, i) => {
    const text = typed[`units-${i}`] ?? '';
    if (text === '' || text === '0') return [];
    const qty = quantity(text, Math.min(left, MAX_QTY));
    if (qty === undefined) throw new FieldError(`units-${i}`, 'unitsHint', {n: count(left)});
    return [{sku, qty}];
  });
}

/** What was paid for the units that are typed fills in the amount, rounded down. */
function suggest(kept, most, currency) {
  const dialog = document.querySelector('confirm-dialog');
  const worth = kept.reduce((sum, {bought, amount, left}, i) => {
    const qty = quantity(dialog.querySelector(`#ask-units-${i}`).value, left) ?? 0;
    return sum + quotient(amount, bought, qty);
  }, 0);
  dialog.querySelector('#ask-amount').value = major(worth === 0 ? most : Math.min(most, worth), currency);
}

/** The server names a line of the message; here it is a field of the form. */
function blamed(problem, lines, kept) {
  const [, line] = /^lines\[(\d+)]/.exec(problem.field ?? '') ?? [];
  if (line !== undefined) problem.field = `units-${kept.findIndex(({sku}) => sku === lines[Number(line)].sku)}`;
  return problem;
}
