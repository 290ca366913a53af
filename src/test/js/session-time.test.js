import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

process.env.TZ = 'America/Los_Angeles'; // the browser is not where the stream is
visit('/board/naqu?lang=en');
const {daysBetween, elapsedOf, localDate, serverTime, todayOf} = await import(`${WEBROOT}shared/session-time.js`);

const at = (text) => Date.parse(text);
const STREAM = {status: 'live', timezone: 'Asia/Shanghai', startedAt: at('2022-01-01T20:00:00+08:00')};
const DAYS = {'2022-01-01': {gmv: 500, orders: 5, units: 9}, '2022-01-02': {gmv: 70, orders: 2, units: 3}};
const of = (now, board = {}) => todayOf({stream: STREAM, totals: {gmv: 570}, days: DAYS, ...board}, at(now));

test('the clock goes on from the last message while numbers keep coming', () => {
  const source = {at: 5_000, receivedAt: 100};
  assert.equal(serverTime(source, true, 350.9), 5_250);
  assert.equal(serverTime(source, false, 350.9), 5_000);
  assert.equal(serverTime({}, true, 1), undefined);
});

test('a stream lasts from its start to its end, or until now', () => {
  assert.equal(elapsedOf({startedAt: 100, status: 'live'}, 350), 250);
  assert.equal(elapsedOf({startedAt: 100, endedAt: 200, status: 'ended'}, 350), 100);
  assert.equal(elapsedOf({startedAt: 100, status: 'live'}, undefined), undefined);
  assert.equal(elapsedOf({startedAt: 400, status: 'live'}, 350), 0);
  for (const stream of [{status: 'live'}, {startedAt: 900, status: 'scheduled'}])
    assert.equal(elapsedOf(stream, 350), undefined);
});

test('today is the date where the stream is, and zero as soon as it begins', () => {
  assert.equal(of('2022-01-01T23:59:59.999+08:00'), undefined, 'the first day is all there is');
  assert.deepEqual(of('2022-01-02T00:00:00+08:00'), {date: '2022-01-02', gmv: 70, orders: 2});
  assert.deepEqual(of('2022-01-02T23:59:59.999+08:00'), {date: '2022-01-02', gmv: 70, orders: 2});
  assert.deepEqual(of('2022-01-03T00:00:00+08:00'), {date: '2022-01-03', gmv: 0, orders: 0});
});

test('a day ends at midnight where clocks are put forward or back at night', () => {
  const stream = {...STREAM, timezone: 'America/New_York', startedAt: at('2026-10-30T12:00:00-04:00')};
  const date = (now) => of(now, {stream}).date;
  assert.equal(date('2026-11-01T23:59:59-05:00'), '2026-11-01', 'a day of 25 hours');
  assert.equal(date('2026-11-02T00:00:00-05:00'), '2026-11-02');
  // Where the first hour of the day is left out, and where it comes twice.
  assert.equal(localDate(at('2018-11-04T02:59:59Z'), 'America/Sao_Paulo'), '2018-11-03');
  assert.equal(localDate(at('2018-11-04T03:00:00Z'), 'America/Sao_Paulo'), '2018-11-04');
  assert.equal(localDate(at('2018-02-18T02:00:00Z'), 'America/Sao_Paulo'), '2018-02-17', 'put back to 23:00');
  assert.equal(localDate(at('2018-02-18T03:00:00Z'), 'America/Sao_Paulo'), '2018-02-18');
  assert.equal(localDate(at('2021-12-31T11:59:59Z'), 'Pacific/Auckland'), '2022-01-01');
});

test('a board that is not live, or did not count days from its start, has no today', () => {
  const now = '2022-01-02T12:00:00+08:00';
  for (const status of ['scheduled', 'ended']) assert.equal(of(now, {stream: {...STREAM, status}}), undefined);
  assert.equal(of(now, {days: {}}), undefined);
  assert.deepEqual(of(now, {days: {}, totals: {gmv: 0}}), {date: '2022-01-02', gmv: 0, orders: 0});
  assert.equal(todayOf({}, at(now)), undefined);
});

test('days are counted by the calendar', () => {
  assert.equal(daysBetween('2022-01-01', '2022-01-16'), 15);
  assert.equal(daysBetween('2026-10-31', '2026-11-02'), 2);
  assert.equal(daysBetween('2024-03-01', '2024-02-28'), -2);
});
