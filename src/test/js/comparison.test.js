import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/compare?lang=en');
const {asked, atSameTime, byDay, clash, figures, ranking} = await import(`${WEBROOT}compare/comparison.js`);
const {amountTicks, timeTicks} = await import(`${WEBROOT}shared/ticks.js`);

const MINUTE = 60_000;
const at = (text) => Date.parse(text);

/** A board that began at that time. */
function entry(id, {stream, ...board} = {}, now = at('2022-01-05T12:00:00+08:00')) {
  const started = {
    currency: 'CNY',
    timezone: 'Asia/Shanghai',
    status: 'live',
    startedAt: now - 10 * MINUTE,
    ...stream,
  };
  const whole = {stream: started, totals: {gmv: 0, orders: 0}, trend: {}, ...board};
  return {id, name: id, board: whole, now, elapsed: (started.endedAt ?? now) - started.startedAt};
}

const values = ({cells}) => cells.map(({value, percent}) => [value, percent]);

test('an address names boards, each once', () => {
  assert.deepEqual(asked('?boards=a,@b, c ,,a'), ['a', '@b', 'c']);
  assert.deepEqual(asked('?boards=a%2C%40b'), ['a', '@b']);
  assert.deepEqual(asked('?lang=en'), []);
});

test('boards in different currencies are named', () => {
  const [a, b, c] = [entry('a'), entry('b'), entry('c', {stream: {currency: 'USD'}})];
  assert.equal(clash([a, b]), undefined);
  assert.deepEqual(clash([a, b, c]), [a, c]);
  assert.equal(clash([]), undefined);
});

test('figures grow against those of the first board, and what nobody has is left out', () => {
  const rows = figures([
    entry('a', {totals: {gmv: 1_000, net: 1_000, orders: 2, units: 0, averageOrder: 500}}),
    entry('b', {totals: {gmv: 1_129, net: 900, orders: 0, units: 3, averageOrder: 0}, audience: {likes: 4}}),
  ]);
  assert.deepEqual(
    rows.map(({key, cells}) => [key, ...values({cells})]),
    [
      ['gmv', [1_000, undefined], [1_129, 12]],
      ['net', [1_000, undefined], [900, -10]],
      ['orders', [2, undefined], [0, -100]],
      ['units', [0, undefined], [3, undefined]],
      ['averageOrder', [500, undefined], [undefined, undefined]],
      ['likes', [undefined, undefined], [4, undefined]],
    ],
  );
  assert.deepEqual(
    figures([entry('a'), entry('b')]).map(({key}) => key),
    ['gmv', 'orders'],
  );
});

test('at the same time there is what each had when the shortest was as old as it is', () => {
  const now = at('2022-01-05T12:00:00+08:00');
  const trend = {[now - 10 * MINUTE]: {gmv: 100}, [now - 6 * MINUTE]: {gmv: 50}};
  const ten = entry('a', {trend, totals: {gmv: 150}});
  const five = entry('b', {
    trend: {[now - 5 * MINUTE]: {gmv: 112}},
    totals: {gmv: 112},
    stream: {startedAt: now - 5 * MINUTE},
  });
  const {elapsed, cells} = atSameTime([ten, five]);
  assert.equal(elapsed, 5 * MINUTE);
  assert.deepEqual(values({cells}), [
    [150, undefined],
    [112, -26],
  ]);
  assert.equal(atSameTime([ten, {...five, elapsed: undefined}]), undefined);
});

test('names of a ranking are those that lead anywhere, with nothing where a whole list lacks them', () => {
  const channels = {online: {gmv: 900}, fair: {gmv: 100}};
  const full = Object.fromEntries(Array.from({length: 50}, (_, i) => [`c${i}`, {gmv: 5, name: `C ${i}`}]));
  const rows = ranking(
    [entry('a', {channels}), entry('b', {channels: {fair: {gmv: 300}}}), entry('c', {channels: full})],
    'channels',
    3,
  );
  assert.deepEqual(
    rows.map(({key, name, cells}) => [key, name, ...values({cells})]),
    [
      ['online', 'online', [900, undefined], [0, -100], [undefined, undefined]],
      ['fair', 'fair', [100, undefined], [300, 200], [undefined, undefined]],
      ['c0', 'C 0', [0, undefined], [0, undefined], [5, undefined]],
    ],
  );
  assert.deepEqual(ranking([entry('a')], 'channels', 3), []);
});

test('days are counted from the start where the board is, and the present one does not grow yet', () => {
  const last = entry('last', {
    stream: {status: 'ended', startedAt: at('2021-01-01T00:30:00+08:00'), endedAt: at('2021-01-03T20:00:00+08:00')},
    days: {'2021-01-01': {gmv: 100}, '2021-01-03': {gmv: 80}},
  });
  const now = entry('now', {
    stream: {startedAt: at('2022-01-04T23:59:59+08:00')},
    days: {'2022-01-03': {gmv: 5}, '2022-01-04': {gmv: 112}},
  });
  const rows = byDay([last, now]).map(({day, cells}) => [
    day,
    ...cells.map(({value, percent, date, running}) => [value, percent, date, running]),
  ]);
  assert.deepEqual(rows, [
    [1, [100, undefined, '2021-01-01', false], [5, -95, '2022-01-03', false]],
    [2, [0, undefined, '2021-01-02', false], [112, undefined, '2022-01-04', false]],
    [3, [80, undefined, '2021-01-03', false], [0, undefined, '2022-01-05', true]],
  ]);
  assert.deepEqual(byDay([entry('a', {days: {'2022-01-05': {gmv: 3}}})]), [], 'of one day');
});

test('of a long event only the days are known that its board shows', () => {
  const days = {};
  for (let i = 30; i < 80; i++) days[new Date(Date.UTC(2022, 0, 1 + i)).toISOString().slice(0, 10)] = {gmv: i};
  const stream = {
    status: 'ended',
    startedAt: at('2022-01-01T09:00:00+08:00'),
    endedAt: at('2022-03-21T09:00:00+08:00'),
  };
  const rows = byDay([entry('long', {stream, days}), entry('short', {days: {'2022-01-05': {gmv: 1}}})]);
  assert.deepEqual([rows[0].day, rows.at(-1).day], [19, 80]);
  assert.deepEqual(
    rows.slice(11, 13).map(({cells: [{value}]}) => value),
    [undefined, 30],
  );
});

test('ticks are round and reach the most', () => {
  assert.deepEqual(amountTicks(698_575), [0, 200_000, 400_000, 600_000, 800_000]);
  assert.deepEqual(amountTicks(0), [0, 1]);
  assert.deepEqual(amountTicks(40), [0, 10, 20, 30, 40]);
  assert.deepEqual(
    timeTicks(62 * MINUTE),
    [0, 10, 20, 30, 40, 50, 60].map((minute) => minute * MINUTE),
  );
  assert.equal(timeTicks(16 * 1_440 * MINUTE)[1], 2 * 1_440 * MINUTE);
});
