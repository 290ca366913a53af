import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu');

const {bands, bars} = await import(`${WEBROOT}board/trend-options.js`);
const {ghost} = await import(`${WEBROOT}board/ghost.js`);
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

test('an explanation is a band from the bar in which it began to the one in which it ended', () => {
  const drawn = {width: 2, bars: [{at: 0}, {at: 2 * MINUTE}, {at: 4 * MINUTE}]};
  const explanations = {
    '9-0': {sku: 'tea', from: 5 * MINUTE},
    '1-0': {sku: 'honey', from: MINUTE, to: 5 * MINUTE - 1},
  };
  assert.deepEqual(bands(explanations, drawn, {honey: {name: '蜂蜜'}}), [
    {from: 0, to: 2, name: '蜂蜜'},
    {from: 2, to: 2, name: 'tea'},
  ]);
  assert.deepEqual(bands(explanations, {width: 1, bars: []}, {}), []);
});

test('an earlier board runs along by the time since its start', () => {
  const drawn = {width: 1, bars: [{at: 10 * MINUTE}, {at: 11 * MINUTE}]};
  const mine = {
    stream: {startedAt: 10 * MINUTE + 30_000, currency: 'CNY'},
    totals: {gmv: 90},
    trend: {[10 * MINUTE]: {gmv: 50}, [11 * MINUTE]: {gmv: 40}},
  };
  const earlier = {
    stream: {startedAt: MINUTE, currency: 'CNY'},
    totals: {gmv: 300},
    trend: {[MINUTE]: {gmv: 200}, [2 * MINUTE]: {gmv: 100}},
  };
  assert.deepEqual(ghost(drawn, mine, earlier), {mine: [50, 90], theirs: [100, 250]});
  const long = {...earlier, totals: {gmv: 900}, trend: {[2 * MINUTE]: {gmv: 100}}};
  assert.deepEqual(ghost(drawn, mine, long), {mine: [50, 90], theirs: [null, 850]});
  for (const none of [undefined, {stream: {}}, {...earlier, stream: {...earlier.stream, currency: 'USD'}}])
    assert.deepEqual(ghost(drawn, mine, none), {mine: [], theirs: []});
});
