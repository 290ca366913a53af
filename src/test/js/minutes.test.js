import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT} from './browser.js';

const {bars} = await import(`${WEBROOT}board/minutes.js`);
const MINUTE = 60_000;

test('a minute is a bar while there is room', () => {
  const {width, bars: drawn} = bars({[MINUTE]: {gmv: 5, orders: 1}, [3 * MINUTE]: {likes: 2}});
  assert.equal(width, 1);
  assert.deepEqual(drawn, [
    {at: MINUTE, gmv: 5, orders: 1, likes: 0},
    {at: 2 * MINUTE, gmv: 0, orders: 0, likes: 0},
    {at: 3 * MINUTE, gmv: 0, orders: 0, likes: 2},
  ]);
});

test('bars grow wider rather than more, and lose nothing', () => {
  for (const minutes of [120, 121, 1_000, 10_000, 500_000]) {
    const trend = Object.fromEntries([0, 1, minutes - 1].map((n) => [n * MINUTE, {gmv: 1}]));
    const {bars: drawn} = bars(trend);
    assert.ok(drawn.length <= 120, `${drawn.length} bars of ${minutes} minutes`);
    assert.equal(
      drawn.reduce((sum, {gmv}) => sum + gmv, 0),
      Object.keys(trend).length,
    );
  }
});

test('no minutes, no bars', () => {
  assert.deepEqual(bars({}), {width: 1, bars: []});
});
