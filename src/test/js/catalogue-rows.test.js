import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/console?lang=en');
await import(`${WEBROOT}console/words.js`);
const {blame, bodyOf, isChanged, rowOf} = await import(`${WEBROOT}console/catalogue-rows.js`);

const YUAN = {code: 'CNY', digits: 2};
const honey = (change = {}) => Object.assign(rowOf('honey', {name: 'Honey', unit: 'jar', price: 9_850}, YUAN), change);
const added = (change) => Object.assign(rowOf('', undefined, YUAN), change);

test('a row is changed where it says something else than the server', () => {
  assert.equal(honey().price, '98.50');
  assert.ok(!isChanged(honey({name: ' Honey '}), YUAN));
  assert.ok(isChanged(honey({price: '98'}), YUAN));
  assert.ok(isChanged(honey({removed: true}), YUAN));
  assert.ok(isChanged(added({}), YUAN));
});

test('what is sent are minor units; a price that is left out is not sent, a row that is removed is null', () => {
  const rows = [honey({name: 'Wild honey', price: '100'}), added({sku: 'tea', name: 'Tea'})];
  assert.deepEqual(bodyOf(rows, rows, YUAN), {
    honey: {name: 'Wild honey', unit: 'jar', price: 10_000},
    tea: {name: 'Tea', unit: ''},
  });
  assert.deepEqual(bodyOf([honey({removed: true})], [honey()], YUAN), {honey: null});
});

test('what is not edited here is sent as it was, for a product is replaced as a whole', () => {
  const was = {
    name: 'Yak',
    unit: '',
    price: 100,
    series: 'Yaks',
    levy: {fund: 'Herders', amount: 20},
    numbered: {first: 1, last: 300},
  };
  const yak = Object.assign(rowOf('yak', was, YUAN), {price: '', name: 'A yak'});
  assert.deepEqual(bodyOf([yak], [yak], YUAN), {
    yak: {
      name: 'A yak',
      unit: '',
      series: 'Yaks',
      levy: {fund: 'Herders', amount: 20},
      numbered: {first: 1, last: 300},
    },
  });
});

test('what is wrong stands at its cell, and nothing is sent', () => {
  const rows = [honey(), added({sku: 'honey', name: 'Other', price: 'much'}), added({name: ' '})];
  assert.equal(bodyOf(rows.slice(1), rows, YUAN), undefined);
  assert.deepEqual(Object.keys(rows[1].errors), ['sku', 'price']);
  assert.deepEqual(Object.keys(rows[2].errors), ['sku', 'name']);
});

test('a refusal stands at the cell that it names, also of a sku with dots', () => {
  const rows = [honey(), added({sku: 'a.b', name: 'AB'})];
  const problem = {field: 'products.a.b.price', detail: 'must be less', status: 400};
  assert.ok(blame(rows, problem));
  assert.deepEqual(Object.keys(rows[1].errors), ['price']);
  assert.ok(blame([added({})], {field: 'products', detail: 'too many', status: 400}));
  assert.ok(!blame([honey()], {field: 'title', detail: 'too long', status: 400}));
  assert.ok(!blame([honey()], undefined));
});
