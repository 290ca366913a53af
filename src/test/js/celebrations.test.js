import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {Milestones, outranks, passed} = await import(`${WEBROOT}shared/milestones.js`);
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
