import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/report/naqu?lang=en');
const {columnsOf} = await import(`${WEBROOT}report/columns.js`);
const {quoted} = await import(`${WEBROOT}report/quoted.js`);

const MINUTE = 60_000;
const at = (n, gmv = n) => ({at: n * MINUTE, gmv, orders: 1});

test('a column for each minute from the first to the last, those without sales as well', () => {
  const {columns, each} = columnsOf([at(10), at(11), at(14)], MINUTE);
  assert.equal(each, 1);
  assert.deepEqual(
    columns.map(({gmv}) => gmv),
    [10, 11, 0, 0, 14],
  );
  assert.equal(columns[4].at, 14 * MINUTE);
});

test('of many minutes some share a column, and none is lost', () => {
  const points = Array.from({length: 1_440}, (_, n) => at(n + 1));
  const {columns, each} = columnsOf(points, MINUTE);
  assert.equal(each, 3);
  assert.equal(columns.length, 480);
  assert.equal(columns[0].gmv, 1 + 2 + 3);
  assert.equal(
    columns.reduce((sum, {gmv}) => sum + gmv, 0),
    (1_440 * 1_441) / 2,
  );
});

test('days of different lengths are a step each', () => {
  const day = 86_400_000;
  const days = [0, day - 3_600_000, 2 * day].map((start, n) => ({at: start, gmv: n + 1, orders: 1}));
  assert.deepEqual(
    columnsOf(days, day).columns.map(({gmv}) => gmv),
    [1, 2, 3],
  );
});

test('a title stands in a style sheet as text, whatever is in it', () => {
  assert.equal(quoted('那曲 4500 米'), '"那曲 4500 米"');
  assert.equal(quoted('a"; } b\\'), '"a\\22 \\3b  \\7d  b\\5c "');
});
