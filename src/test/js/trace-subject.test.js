import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
await import(`${WEBROOT}board/words.js`);
const {about, counts, entriesBehind} = await import(`${WEBROOT}board/trace-subject.js`);

const context = {
  board: {
    totals: {gmv: 300_00, orders: 2, placed: 500_00, cancelled: 50_00},
    audience: {},
    goal: {amount: 1_000_00},
    products: {honey: {name: 'Honey', unit: 'jar', gmv: 100_00, orders: 1, units: 2}},
  },
  currency: {code: 'CNY', digits: 2},
  timezone: 'UTC',
};

test('a derived figure shows how it comes about', () => {
  const told = about({kind: 'figure', key: 'unpaid'}, context);
  assert.equal(told.raw, 150_00);
  assert.equal(told.facts[0][1], '¥500.00 − ¥300.00 − ¥50.00 = ¥150.00');
  assert.equal(about({kind: 'figure', key: 'conversion'}, context).value, '–');
});

test('a row shows its share, and a goal that somebody set it', () => {
  const row = about({kind: 'row', section: 'products', key: 'honey'}, context);
  assert.deepEqual([row.title, row.raw], ['Honey', 100_00]);
  assert.equal(row.facts.at(-1)[1], '¥100.00 ÷ ¥300.00 = 33.3%');
  assert.deepEqual(about({kind: 'figure', key: 'goal'}, context).set, true);
  assert.equal(about({kind: 'figure', key: 'projected'}, context).value, '–');
});

test('a forecast has its interval, and when the goal is reached', () => {
  const projected = {amount: 1_200_00, low: 1_100_00, high: 1_300_00, at: Date.now() + 60_000};
  const told = about({kind: 'figure', key: 'projected'}, {...context, board: {goal: {amount: 1_000_00, projected}}});
  assert.deepEqual([told.raw, told.value, told.set], [1_200_00, '¥1,200.00', true]);
  assert.equal(told.facts[0][1], '¥1,100.00 – ¥1,300.00');
  assert.match(told.facts[1][1], /^\d\d:\d\d$/);
});

test('the entries behind it are found by a filter, if it is made of orders', () => {
  assert.deepEqual(entriesBehind({kind: 'row', section: 'cities', key: '杭州'}), {city: '杭州'});
  assert.deepEqual(entriesBehind({kind: 'figure', key: 'refunded'}), {type: 'refund'});
  assert.equal(entriesBehind({kind: 'figure', key: 'likes'}), undefined);
  assert.equal(entriesBehind({kind: 'figure', key: 'goal'}), undefined);
});

test('an order that came unpaid moves a row once it is known to be paid', () => {
  const row = {kind: 'row', section: 'products', key: 'honey'};
  const placed = {type: 'order', id: 'o-1', status: 'placed'};
  assert.equal(counts(row, placed), undefined);
  assert.equal(counts(row, placed, 'paid'), true);
  assert.equal(counts(row, placed, 'cancelled'), false);
  assert.equal(counts(row, {type: 'order', id: 'o-2'}), true);
  assert.equal(counts({kind: 'figure', key: 'gmv'}, placed), false);
});
