import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {contentOf, kindWord, numbersText} = await import(`${WEBROOT}shared/entry-content.js`);
const {TYPES, worth} = await import(`${WEBROOT}shared/ledger-entries.js`);
const {hasWord} = await import(`${WEBROOT}shared/i18n.js`);

const products = {yak: {name: 'Yak', numbered: {prefix: 'Y-', first: 1, last: 99}}, honey: {name: 'Honey'}};
const texts = (entry) => contentOf(entry, products).map(({text}) => text);

test('each line of an order names the numbers of its own units', () => {
  const lines = [
    {sku: 'yak', qty: 2, amount: 20},
    {sku: 'honey', qty: 1, amount: 5},
    {sku: 'yak', qty: 1, amount: 9},
    {sku: '__proto__', qty: 1, amount: 1},
  ];
  const order = {type: 'order', lines, numbers: {yak: [17, 18, 20]}};
  assert.deepEqual(contentOf(order, products), [
    {text: 'Yak × 2 · no. Y-17, Y-18', amount: 20},
    {text: 'Honey × 1', amount: 5},
    {text: 'Yak × 1 · no. Y-20', amount: 9},
    {text: '__proto__ × 1', amount: 1},
  ]);
  assert.equal(worth(order), 35);
  assert.equal(numbersText('tea', [7], products), 'no. 7');
});

test('a refund names what came back, and is worth what was paid back', () => {
  const refund = {
    type: 'refund',
    amount: 30,
    lines: [
      {sku: 'yak', qty: 2},
      {sku: 'honey', qty: 1},
    ],
  };
  assert.deepEqual(texts(refund), ['Yak × 2, Honey × 1 came back']);
  assert.deepEqual(texts({...refund, restock: false}), ['Yak × 2, Honey × 1 came back · not in stock again']);
  assert.deepEqual(texts({type: 'refund', amount: 30, restock: false}), ['not in stock again']);
  assert.deepEqual(texts({type: 'refund', amount: 30}), []);
  assert.equal(worth(refund), 30);
});

test('messages that are about no order say what they change', () => {
  assert.deepEqual(texts({type: 'stock', sku: 'honey', add: -1500}), ['Honey −1,500']);
  assert.deepEqual(texts({type: 'stock', sku: 'tea', add: 5}), ['tea +5']);
  assert.deepEqual(texts({type: 'show', host: 'Ann', sku: 'honey'}), ['host Ann · Honey on air']);
  assert.deepEqual(texts({type: 'show', host: null}), ['no host']);
  assert.deepEqual(texts({type: 'show', sku: null}), ['no product on air']);
  assert.deepEqual(texts({type: 'catalogue', products: {tea: {name: 'Tea'}, honey: null}}), ['Tea, Honey (removed)']);
  const groups = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [name, {}]));
  assert.deepEqual(texts({type: 'groups', groups}), ['a, b, c, d, e and 2 more']);
  assert.deepEqual(texts({type: 'erasure', pseudonym: 'erased-p', orders: 3, seal: '…'}), [
    'erased-p stands for a buyer, orders: 3',
  ]);
  assert.equal(worth({type: 'stock', sku: 'tea', add: 5}), undefined);
});

test('a deal says who signed what, and later messages name their deal', () => {
  const deal = {type: 'deal', kind: 'agreement', counterparty: 'Lhasa Trading', amount: 600};
  assert.deepEqual(texts(deal), ['agreement · Lhasa Trading']);
  const goods = {product: 'barley', qty: 1500, unit: 'jin', maker: 'Co-op'};
  assert.deepEqual(texts({...deal, ...goods, kind: 'intent'}), [
    'intent · Lhasa Trading · barley × 1,500 jin · Co-op',
  ]);
  assert.deepEqual(texts({type: 'delivery', deal: 'd-1', amount: 5}), ['deal d-1']);
  assert.deepEqual(texts({type: 'delivery', deal: 'd-1', amount: 5, qty: 500}), ['deal d-1 · × 500']);
  assert.deepEqual(texts({type: 'deal_cancellation', deal: 'd-1'}), ['deal d-1']);
  assert.equal(worth(deal), 600);
});

test('a payment leaves what it is about to its order', () => {
  assert.deepEqual(texts({type: 'payment', order: 'o-1'}), []);
  assert.equal(worth({type: 'payment', order: 'o-1'}), undefined);
});

test('types that are about no order have words that all pages share', () => {
  for (const type of TYPES.slice(4)) assert.ok(hasWord(kindWord(type)), type);
  assert.equal(kindWord('order'), 'order');
});
