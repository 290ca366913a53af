import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/host/naqu?lang=en');
const {certificatePath, numberLabel} = await import(`${WEBROOT}shared/numbers.js`);
const {stockOf, stockState} = await import(`${WEBROOT}shared/stock.js`);

test('a number has as many digits as the highest one, and its prefix', () => {
  assert.equal(numberLabel({prefix: 'Y-', first: 1, last: 300}, 17), 'Y-017');
  assert.equal(numberLabel({first: 1, last: 99}, 100), '100');
  assert.equal(numberLabel({prefix: 'A'}, 7), 'A7');
  assert.equal(numberLabel(undefined, 7), '7');
});

test('the path of a certificate takes any id of an order', () => {
  assert.equal(certificatePath('naqu', 'o 1/牦'), '/certificate/naqu/o%201%2F%E7%89%A6');
});

test('stock is low from ten units on, and out at none', () => {
  assert.deepEqual([undefined, 11, 10, 1, 0].map(stockState), [undefined, undefined, 'low', 'low', 'out']);
});

test('what is left is what the board says, else what was read', () => {
  const board = {products: {honey: {gmv: 1, stock: 0}, tea: {gmv: 1}}, stock: {honey: 5, yak: 3}};
  assert.equal(stockOf('honey', board, {honey: 9}), 0);
  assert.equal(stockOf('yak', board, {yak: 9}), 3);
  assert.equal(stockOf('tea', board, {tea: 9}), 9);
  assert.equal(stockOf('constructor', board, {}), undefined);
  assert.equal(stockOf('honey', undefined, {}), undefined);
});
