import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/console?lang=en');
await import(`${WEBROOT}console/words.js`);
await import(`${WEBROOT}shared/words/forms.js`);
const {blankDraft, emptyLine, messageOf, placedAt, pricedLine, totalOf, typedLine} = await import(
  `${WEBROOT}console/order-draft.js`
);
const {given, quantity} = await import(`${WEBROOT}shared/order.js`);

const YUAN = {code: 'CNY', digits: 2};
const PRODUCTS = {honey: {name: 'Honey', price: 9_850}, tea: {name: 'Tea'}};
const line = (fields) => ({...emptyLine(), ...fields});
const draft = (...lines) => ({...blankDraft(), lines});

test('the price fills in the amount until somebody types another', () => {
  const one = typedLine(emptyLine(), 'sku', 'honey', PRODUCTS, YUAN);
  assert.equal(one.amount, '98.50');
  const three = typedLine(one, 'qty', '3', PRODUCTS, YUAN);
  assert.equal(three.amount, '295.50');
  const own = typedLine(three, 'amount', '200', PRODUCTS, YUAN);
  assert.equal(typedLine(own, 'qty', '4', PRODUCTS, YUAN).amount, '200');
  assert.equal(typedLine(typedLine(own, 'amount', '', PRODUCTS, YUAN), 'qty', '2', PRODUCTS, YUAN).amount, '197.00');
});

test('a whole name is as good as its sku, and what has no price leaves the amount open', () => {
  assert.equal(pricedLine(line({sku: 'Honey'}), PRODUCTS, YUAN).sku, 'honey');
  assert.deepEqual(pricedLine(line({sku: 'tea'}), PRODUCTS, YUAN), line({sku: 'tea'}));
  assert.equal(pricedLine(line({sku: '__proto__'}), PRODUCTS, YUAN).sku, '__proto__');
});

test('there is a total once every line has an amount', () => {
  assert.equal(totalOf([line({amount: '98.5'}), line({amount: ''})], YUAN), undefined);
  assert.equal(totalOf([line({amount: '98.5'}), line({amount: '1万'})], YUAN), 1_009_850n);
});

test('the message says what was typed, and leaves out what was not', () => {
  const {id, ...message} = messageOf(
    {...draft(line({sku: ' honey ', qty: '2', amount: '197'})), buyer: ' u-1 ', city: '杭州'},
    'naqu',
    YUAN,
  );
  assert.match(id, /^offline-/);
  assert.deepEqual(message, {
    type: 'order',
    stream: 'naqu',
    channel: 'offline-store',
    lines: [{sku: 'honey', qty: 2, amount: 19_700}],
    buyer: {id: 'u-1', city: '杭州'},
    status: 'paid',
  });
  const plain = messageOf({...draft(line({sku: 'a', amount: '1'})), id: 'o-1', channel: ''}, 'naqu', YUAN);
  assert.deepEqual(Object.keys(plain).sort(), ['id', 'lines', 'status', 'stream', 'type']);
  assert.equal(plain.id, 'o-1');
});

test('the first wrong field is named', () => {
  const good = line({sku: 'honey', amount: '1'});
  for (const [bad, field] of [
    [{sku: ' '}, 'lines[1].sku'],
    [{qty: '0'}, 'lines[1].qty'],
    [{qty: '1000001'}, 'lines[1].qty'],
    [{amount: ''}, 'lines[1].amount'],
    [{amount: '1.234'}, 'lines[1].amount'],
  ]) {
    assert.throws(
      () => messageOf(draft(good, {...good, ...bad}), 'naqu', YUAN),
      (error) => error.field === field,
    );
  }
});

test('an order that is typed in after the end was placed between start and end', () => {
  const startedAt = Date.parse('2020-06-15T20:00:07+08:00');
  const endedAt = Date.parse('2020-06-15T22:10:03.500+08:00');
  const placed = (at) => placedAt({...blankDraft(), at}, {timezone: 'Asia/Shanghai', startedAt, endedAt});
  assert.equal(placed('2020-06-15T21:30'), Date.parse('2020-06-15T21:30+08:00'));
  assert.equal(placed('2020-06-15T22:10:03'), Date.parse('2020-06-15T22:10:03+08:00'));
  assert.equal(placed('2020-06-15T20:00'), startedAt, 'in the minute of the start');
  for (const wrong of ['', 'soon', '2020-06-15T19:59', '2020-06-15T22:10:04']) {
    assert.throws(
      () => placed(wrong),
      ({field}) => field === 'at',
    );
  }
});

test('a quantity is a whole number within its limit', () => {
  assert.equal(quantity(' 999 ', 999), 999);
  for (const typed of ['', '0', '1.5', '-1', '1000', 'ten']) assert.equal(quantity(typed, 999), undefined);
  assert.deepEqual(given({group: ' a ', city: ' '}), {group: 'a'});
});
