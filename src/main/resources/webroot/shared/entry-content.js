/** What an entry of the ledger says, in words: what was bought or came back, what was signed, what is on air, what
 * changed. */
import {count} from './format.js';
import {beside, isolate, t} from './i18n.js';
import {numberLabel} from './numbers.js';
import {productName} from './products.js';
import './words/entries.js';

/** Of a change of the catalogue or of groups, which may have a thousand. */
const SHOWN_NAMES = 5;

/** The types that are about no order; words for the others are each page's. */
const KINDS = {
  stock: 'stockKind',
  show: 'showKind',
  deal: 'dealKind',
  delivery: 'deliveryKind',
  deal_cancellation: 'dealCancellationKind',
  catalogue: 'catalogueKind',
  groups: 'groupsKind',
  erasure: 'erasureKind',
  loss: 'lossKind',
};

/** The key of the word for a type of messages. */
export const kindWord = (type) => KINDS[type] ?? type;

/**
 * @param {object} entry of the ledger
 * @param {Record<string, {name: string}>} products those of the catalogue or the board
 * @returns {{text: string, amount?: number}[]} one for each line; only an order's have amounts, in minor units
 */
export function contentOf(entry, products) {
  switch (entry.type) {
    case 'order':
      return bought(entry, products);
    case 'refund':
      return returned(entry, products);
    case 'stock':
      return [
        {
          text: `${isolate(productName(products, entry.sku))} ${entry.add > 0 ? '+' : '−'}${count(Math.abs(entry.add))}`,
        },
      ];
    case 'show':
      return onAir(entry, products);
    case 'deal':
      return [{text: agreed(entry)}];
    case 'delivery':
      return [{text: t('ofDeal', {deal: entry.deal}) + (entry.qty === undefined ? '' : ` · × ${count(entry.qty)}`)}];
    case 'deal_cancellation':
      return [{text: t('ofDeal', {deal: entry.deal})}];
    case 'catalogue':
      return changed(entry.products, (sku, product) => product?.name ?? productName(products, sku));
    case 'groups':
      return changed(entry.groups, (name) => name);
    case 'erasure':
      return [{text: t('erasedBuyer', {pseudonym: entry.pseudonym, n: count(entry.orders)})}];
    case 'loss':
      return [{text: t('acceptedLoss', {from: entry.from || '–', to: entry.to, by: entry.by})}];
    default:
      return [];
  }
}

/** Of several lines of one product, each names the numbers of its own units. */
function bought({lines, numbers = {}}, products) {
  const named = new Map();
  return lines.map(({sku, qty, amount}) => {
    const from = named.get(sku) ?? 0;
    named.set(sku, from + qty);
    const own = Object.hasOwn(numbers, sku) ? numbers[sku].slice(from, from + qty) : [];
    const words = own.length ? ` · ${numbersText(sku, own, products)}` : '';
    return {text: `${units(sku, qty, products)}${words}`, amount};
  });
}

function returned({lines = [], restock = true}, products) {
  if (lines.length === 0) return restock ? [] : [{text: t('notRestocked')}];
  const what = lines.map(({sku, qty}) => units(sku, qty, products)).join(', ');
  return [{text: `${t('cameBack', {what})}${restock ? '' : ` · ${t('notRestocked')}`}`}];
}

function onAir({host, sku}, products) {
  const said = [];
  if (host !== undefined) said.push(host === null ? t('noHost') : t('hostIs', {host}));
  if (sku !== undefined)
    said.push(sku === null ? t('nothingOnAir') : t('onAirIs', {product: productName(products, sku)}));
  return [{text: said.join(' · ')}];
}

/** Kind, counterparty, goods and maker of a deal, such as `agreement · Lhasa Trading · barley × 1,500 jin`. */
function agreed({kind, counterparty, product, qty, unit, maker}) {
  const goods = beside([product, qty === undefined ? undefined : `× ${count(qty)}`, unit], ' ');
  return beside([t(kind === 'agreement' ? 'agreement' : 'intent'), counterparty, goods, maker]);
}

function changed(members, nameOf) {
  const all = Object.entries(members);
  const names = all
    .slice(0, SHOWN_NAMES)
    .map(([key, now]) => (now === null ? t('removedName', {name: nameOf(key)}) : nameOf(key, now)));
  const more = all.length - names.length;
  return [
    {
      text: `${beside(names, ', ')}${more > 0 ? ` ${t('moreNames', {all: count(all.length), more: count(more)})}` : ''}`,
    },
  ];
}

/** Units of a product, such as `Honey × 2`. */
export const units = (sku, qty, products) => `${isolate(productName(products, sku))} × ${count(qty)}`;

/** Numbers of a product's units, as the catalogue has them written. */
export function numbersText(sku, numbers, products) {
  const range = Object.hasOwn(products ?? {}, sku) ? products[sku].numbered : undefined;
  return t('numbered', {numbers: numbers.map((number) => numberLabel(range, number)).join(', ')});
}
