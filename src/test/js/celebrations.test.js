import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {Milestones, newest, outranks, passed} = await import(`${WEBROOT}shared/milestones.js`);
const {BigOrders} = await import(`${WEBROOT}overlay/big-orders.js`);

test('the greatest milestone that was passed counts', () => {
  assert.deepEqual(passed(0, 5e8, 5e8, 100), {kind: 'goal'});
  assert.deepEqual(passed(9e7, 1.1e8, 2e9, 100), {kind: 'million', millions: 1});
  assert.deepEqual(passed(55, 61, 100, 100), {kind: 'share', tenth: 6});
  assert.equal(passed(55, 59, 100, 100), undefined);
  assert.equal(passed(150, 250, 100, 100), undefined);
  assert.ok(outranks({kind: 'goal'}, {kind: 'million', millions: 9}));
  assert.ok(outranks({kind: 'share', tenth: 2}, {kind: 'share', tenth: 1}));
  assert.ok(!outranks({kind: 'share', tenth: 2}, {kind: 'million', millions: 1}));
});

test('pages and the server, which tells others, call the same a milestone', async () => {
  const cases = JSON.parse(await readFile(new URL('../resources/milestones.json', import.meta.url), 'utf8'));
  for (const {before, after, goal, unit, passed: expected} of cases) {
    const found = passed(before, after, goal, unit);
    const name = found ? `${found.kind}-${found.tenth ?? found.millions ?? 0}` : null;
    assert.equal(name, expected, JSON.stringify({before, after, goal, unit}));
  }
});

test('what was not watched is not celebrated, and nothing twice', () => {
  const milestones = new Milestones();
  assert.equal(milestones.see(55, 100, 100), undefined);
  assert.deepEqual(milestones.see(60, 100, 100), {kind: 'share', tenth: 6});
  assert.equal(milestones.see(60, 100, 100), undefined);
  milestones.leave();
  assert.equal(milestones.see(85, 100, 100), undefined);
  assert.equal(milestones.see(70, 100, 100), undefined);
  assert.equal(milestones.see(85, 100, 100), undefined);
});

test('big orders are told oldest first, and those that wait too long are summed', () => {
  const order = (amount) => ({amount});
  const big = new BigOrders();
  big.add({orders: [order(7), order(1), order(3)], more: {count: 2, amount: 20}});
  big.add({orders: [order(9), order(5), order(4)], more: {count: 0, amount: 0}});
  assert.deepEqual(big.next(), {order: order(3), more: {count: 3, amount: 21}});
  assert.deepEqual(
    [big.next(), big.next()].map(({order}) => order.amount),
    [7, 4],
  );
  big.forget();
  assert.equal(big.next(), undefined);
});

test('an order that is refunded before its turn is not told, alone or in a sum', () => {
  const order = (seq, amount, more) => ({seq, amount, ...more});
  const none = {count: 0, amount: 0};
  const big = new BigOrders();
  big.add({orders: [order('3-0', 9), order('2-0', 8, {placed: '1-0'})], more: none});
  big.add({orders: ['4', '5', '6', '7'].map((seq, i) => order(`${seq}-0`, i + 1)), more: none});
  big.withdraw(['1-0', '2-0', '4-0']);
  assert.deepEqual(big.next(), {order: order('3-0', 9), more: none});

  const again = new BigOrders(JSON.parse(JSON.stringify(big.kept())));
  assert.deepEqual(
    [again.next(), again.next(), again.next(), again.next()].map((told) => told?.order?.amount),
    [4, 3, 2, undefined],
    'what waited in one visit waits in the next',
  );
});

test('the newest milestone is the one of the highest value so far', () => {
  const goal = 250_000_000; // 2.5 million yuan, in fen
  const at = (gmv) => newest(gmv, goal, 100);
  assert.equal(at(24_999_999), undefined);
  assert.deepEqual(at(25_000_000), {kind: 'share', tenth: 1});
  assert.deepEqual(at(100_000_000), {kind: 'million', millions: 1}, 'as high as 40%, and rarer');
  assert.deepEqual(at(125_000_000), {kind: 'share', tenth: 5});
  assert.deepEqual(at(250_000_000), {kind: 'goal'});
  assert.deepEqual(at(299_999_999), {kind: 'goal'});
  assert.deepEqual(at(300_000_000), {kind: 'million', millions: 3}, 'after the goal, too');
  assert.deepEqual(newest(200_000_000, 200_000_000, 100), {kind: 'goal'}, 'more than a million of the same value');
  assert.equal(newest(99_999_999, undefined, 100), undefined);
  assert.deepEqual(newest(9_007_199_254_740_991, undefined, 1), {kind: 'million', millions: 9_007_199_254});
});
