import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {FIGURES, figuresOf} = await import(`${WEBROOT}board/figures.js`);

const totals = {gmv: 10_000, placed: 15_000, cancelled: 2_000, orders: 4, averageOrder: 2_500, buyers: 3};
const audience = {uniqueViewers: 9, views: 16};

test('derived figures come from those of the board', () => {
  const values = figuresOf({totals, audience});
  assert.equal(values.unpaid, 3_000);
  assert.equal(values.averageOrder, 2_500);
  assert.equal(values.conversion, 0.333);
  assert.equal(values.gpm, 625_000);
});

test('a figure that would be divided by nothing is undefined, all others are 0', () => {
  const values = figuresOf({});
  assert.deepEqual(
    Object.keys(FIGURES).filter((key) => values[key] === undefined),
    ['averageOrder', 'conversion', 'gpm'],
  );
  assert.equal(values.gmv, 0);
});

test('every derived figure is made of figures', () => {
  for (const {of = []} of Object.values(FIGURES)) for (const part of of) assert.ok(FIGURES[part], part);
});

test('each entry of the ledger moves the figures that it should', () => {
  const entries = {
    paid: {type: 'order', status: 'paid'},
    placed: {type: 'order', status: 'placed'},
    payment: {type: 'payment'},
    cancellation: {type: 'cancellation'},
    refund: {type: 'refund'},
  };
  const moving = (key) => Object.keys(entries).filter((name) => FIGURES[key].made(entries[name]));
  assert.deepEqual(moving('gmv'), ['paid', 'payment']);
  assert.deepEqual(moving('net'), ['paid', 'payment', 'refund']);
  assert.deepEqual(moving('unpaid'), ['placed', 'payment', 'cancellation']);
});
