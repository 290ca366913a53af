import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/@new-year?lang=en');
const {shares, thousandths} = await import(`${WEBROOT}campaign/shares.js`);
const {MAX_DAYS, best, calendar} = await import(`${WEBROOT}campaign/days.js`);
const {standing} = await import(`${WEBROOT}shared/members.js`);

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const rows = (gmvs) => Object.fromEntries(Object.entries(gmvs).map(([name, gmv]) => [name, {gmv, orders: 1}]));

test('percentages add to 100: what rounding leaves goes to the parts that lost most', () => {
  assert.deepEqual(thousandths([1, 1, 1]), [334, 333, 333]);
  assert.deepEqual(thousandths([2, 1]), [667, 333]);
  assert.deepEqual(thousandths([9_999, 1]), [1_000, 0]);
  assert.deepEqual(thousandths([0, 5, 0]), [0, 1_000, 0]);
  assert.deepEqual(thousandths([0, 0]), [0, 0]);
  assert.deepEqual(thousandths([]), []);
  const twelve = [8_123_457, 4_000_001, 3_999_999, 77_777, 52_363, 10_007, 9_001, 812, 313, 77, 5, 1];
  assert.equal(sum(thousandths(twelve)), 1_000);
  assert.deepEqual(thousandths([Number.MAX_SAFE_INTEGER - 1, 1, 0]), [1_000, 0, 0], 'beyond what doubles divide');
});

test('shares are of all GMV: names without room, and orders without a name, are the rest', () => {
  const section = rows({c: 100, a: 500, b: 100, d: 0});
  assert.deepEqual(shares(section, 700, 3), [
    {name: 'a', gmv: 500, share: 0.714},
    {name: 'b', gmv: 100, share: 0.143},
    {name: 'c', gmv: 100, share: 0.143},
  ]);
  assert.deepEqual(shares(section, 1_000, 4).at(-1), {gmv: 300, share: 0.3});
  assert.deepEqual(
    shares(section, 1_000, 3).map(({name, gmv}) => [name, gmv]),
    [
      ['a', 500],
      ['b', 100],
      [undefined, 400],
    ],
  );
  assert.deepEqual(shares({}, 0, 3), []);
});

test('every day of the campaign has its column, in the order of the calendar', () => {
  const section = rows({'2022-03-02': 5, '2022-02-27': 9});
  const {days, isWhole} = calendar(section, {from: '2022-02-26', to: '2022-03-03', today: '2022-03-02'});
  assert.deepEqual(
    days.map(({day, gmv, ahead}) => [day, gmv, ahead]),
    [
      ['2022-02-26', 0, false],
      ['2022-02-27', 9, false],
      ['2022-02-28', 0, false],
      ['2022-03-01', 0, false],
      ['2022-03-02', 5, false],
      ['2022-03-03', 0, true],
    ],
  );
  assert.ok(isWhole);
  assert.equal(best(days).day, '2022-02-27');
  assert.equal(best([{gmv: 0}]), undefined);
});

test('sales before or after the time of a campaign have their columns, too; without an end there is today', () => {
  const names = (period) =>
    calendar(rows({'2022-01-02': 1, '2022-01-04': 1}), period).days.map(({day}) => day.slice(8));
  assert.deepEqual(names({from: '2022-01-03', to: '2022-01-03'}), ['02', '03', '04']);
  assert.deepEqual(names({today: '2022-01-05'}), ['02', '03', '04', '05']);
  assert.deepEqual(names({}), ['02', '03', '04']);
  assert.deepEqual(calendar({}, {from: '2022-01-01', to: '2022-01-31'}), {days: [], isWhole: true});
});

test('of a time that is too long, the last days with sales are shown', () => {
  const sold = Array.from({length: 50}, (_, i) => new Date(Date.UTC(2022, 0, 1 + 3 * i)).toISOString().slice(0, 10));
  const {days, isWhole} = calendar(rows(Object.fromEntries(sold.map((day) => [day, 1]))), {});
  assert.equal(days.length, MAX_DAYS);
  assert.ok(!isWhole);
  assert.deepEqual([days[0].day, days.at(-1).day], [sold[50 - MAX_DAYS], sold[49]]);
});

test('streams that are live are listed by GMV, the others counted; if none is live, all are listed', () => {
  const member = (status, gmv) => ({title: status, status, gmv, orders: 1});
  const streams = {
    a: member('live', 5),
    b: member('ended', 9),
    c: member('live', 7),
    d: {status: 'scheduled'},
    e: member('closed', 3),
  };
  const now = standing(streams);
  assert.deepEqual(
    now.members.map(({id}) => id),
    ['c', 'a'],
  );
  assert.equal(now.isLive, true);
  assert.deepEqual(now.counts, [
    ['ended', 2], // its books are closed, or not yet
    ['scheduled', 1],
  ]);
  const later = standing({b: streams.b, d: streams.d});
  assert.deepEqual(
    later.members.map(({id, gmv}) => [id, gmv]),
    [
      ['b', 9],
      ['d', 0],
    ],
  );
  assert.equal(later.isLive, false);
});
