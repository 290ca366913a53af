import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {corners, curveOf, gmvAt, knownFrom} = await import(`${WEBROOT}shared/curve.js`);
const {growth, growthText} = await import(`${WEBROOT}shared/growth.js`);

const MINUTE = 60_000;
const START = 1_592_208_023_000; // 23 s after a minute began
const FIRST = START - 23_000;

const board = (minutes, gmv) => ({
  stream: {startedAt: START},
  totals: {gmv: gmv ?? Object.values(minutes).reduce((sum, {gmv = 0}) => sum + gmv, 0)},
  trend: minutes,
});

test('a curve is the sum of the minutes that are over, and of the present one what has passed of it', () => {
  const curve = curveOf(
    board({[FIRST]: {gmv: 600}, [FIRST + MINUTE]: {likes: 3}, [FIRST + 3 * MINUTE]: {gmv: 1_001, orders: 2}}),
  );
  const after = (second) => gmvAt(curve, second * 1_000);
  assert.equal(after(0), 230);
  assert.equal(after(37), 600);
  assert.equal(after(157), 600, 'until the fourth minute begins');
  assert.equal(after(157 + 30), 600 + 500, 'half of 1001, rounded down');
  assert.equal(after(157 + 60), 1_601);
  assert.equal(after(100_000), 1_601);
  assert.equal(after(-24), 0);
});

test('a curve is exact beyond what a double divides', () => {
  const curve = curveOf(board({[FIRST]: {gmv: 9_007_199_254_740_991}}));
  assert.equal(gmvAt(curve, 7_000), 4_503_599_627_370_495);
});

test('a board that no longer shows its first minutes has a curve from the oldest that it shows', () => {
  const curve = curveOf(board({[FIRST + 10 * MINUTE]: {gmv: 60}}, 1_060));
  assert.equal(gmvAt(curve, 0), undefined);
  assert.equal(knownFrom(curve), 10 * MINUTE - 23_000);
  assert.equal(gmvAt(curve, 10 * MINUTE - 23_000), 1_000);
  assert.equal(gmvAt(curve, 11 * MINUTE), 1_060);
  assert.deepEqual(corners(curve, 20 * MINUTE), [
    {elapsed: 10 * MINUTE - 23_000, gmv: 1_000},
    {elapsed: 11 * MINUTE - 23_000, gmv: 1_060},
    {elapsed: 20 * MINUTE, gmv: 1_060},
  ]);
});

test('a curve has corners where a minute begins and ends, from the start to its end', () => {
  const curve = curveOf(board({[FIRST]: {gmv: 600}, [FIRST + MINUTE]: {gmv: 60}}));
  assert.deepEqual(corners(curve, 67_000), [
    {elapsed: 0, gmv: 230},
    {elapsed: 37_000, gmv: 600},
    {elapsed: 67_000, gmv: 630},
  ]);
  assert.deepEqual(corners(curveOf(board({})), 5), [
    {elapsed: 0, gmv: 0},
    {elapsed: 5, gmv: 0},
  ]);
  assert.equal(curveOf({stream: {}, totals: {}, trend: {}}), undefined, 'that has not started');
});

test('growth is rounded down, so that it is never better than it is', () => {
  assert.equal(growth(112, 100), 12);
  assert.equal(growth(1_129, 1_000), 12);
  assert.equal(growth(875, 1_000), -13);
  assert.equal(growth(900, 1_000), -10);
  assert.equal(growth(0, 7), -100);
  assert.equal(growth(1_000, 1_000), 0);
  assert.equal(growth(1_004, 1_000), 0);
  assert.equal(growth(999, 1_000), -1);
  assert.equal(growth(9_007_199_254_740_991, 1), 900_719_925_474_099_000);
});

test('there is no growth from nothing, nor from what is not known', () => {
  for (const then of [0, undefined]) assert.equal(growth(5, then), undefined);
  assert.equal(growth(undefined, 5), undefined);
  assert.deepEqual(
    [12, -13, 0, 250_000, undefined].map((percent) => growthText(percent, 'n/a')),
    ['+12%', '-13%', '0%', '+250,000%', 'n/a'],
  );
});
