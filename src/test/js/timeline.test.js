import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {Timeline} = await import(`${WEBROOT}board/timeline.js`);
const {offsetOf} = await import(`${WEBROOT}shared/zone.js`);
const {keyed} = await import(`${WEBROOT}board/replay-keys.js`);
const {askedReplay, replaySearch} = await import(`${WEBROOT}shared/replay-address.js`);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text) => Date.parse(text);
const START = at('2026-11-29T20:00:00+08:00');
const show = (more = {}) => new Timeline({from: START, to: START + 2 * HOUR, endedAt: START + 2 * HOUR, ...more});

test('a time has a place on the track, and a place its time', () => {
  const line = show();
  assert.equal(line.share(START), 0);
  assert.equal(line.share(START + HOUR), 0.5);
  assert.equal(line.share(START + 2 * HOUR), 1);
  assert.equal(line.at(0.5), START + HOUR);
  assert.deepEqual([line.at(-1), line.at(2)], [START, START + 2 * HOUR]);
  assert.deepEqual([line.share(0), line.share(START + DAY)], [0, 1], 'what is beyond is an end');
});

test('what came after the show has the last tenth, however long it took', () => {
  const line = show({to: START + 30 * DAY});
  assert.equal(line.end, START + 2 * HOUR);
  assert.equal(line.share(START + HOUR), 0.45);
  assert.equal(line.share(START + 2 * HOUR), 0.9);
  assert.equal(line.share(START + 30 * DAY), 1);
  for (const share of [0, 0.2, 0.9, 0.95, 1]) assert.ok(Math.abs(line.share(line.at(share)) - share) < 1e-9);
  assert.ok(line.at(0.95) > START + 10 * DAY);
});

test('payments of the last moment are part of the show, and so is all of what was typed in', () => {
  assert.equal(show({to: START + 2 * HOUR + 59_000}).end, undefined);
  assert.equal(show({endedAt: START - DAY}).end, undefined, 'it ended before anything was recorded');
  assert.equal(show({endedAt: undefined}).end, undefined, 'it is live');
});

test('nothing to replay has no length, and stays where it is', () => {
  const line = new Timeline({from: 5, to: 5});
  assert.deepEqual([line.share(5), line.share(9), line.at(0.7)], [0, 0, 5]);
  assert.deepEqual(line.ticks(8, 0), []);
});

test('arrow keys step by a round time, which is longer on a longer track', () => {
  assert.equal(show().step(START), 60_000);
  assert.equal(new Timeline({from: START, to: START + 100_000}).step(START), 1_000);
  assert.equal(new Timeline({from: START, to: START + 16 * DAY}).step(START), 2 * HOUR);
  const line = show({to: START + 30 * DAY});
  assert.equal(line.step(START + HOUR), 60_000, 'of the show');
  assert.equal(line.step(START + 3 * DAY), 2 * DAY, 'of what came after');
});

test('keys play, step and lead to the ends', () => {
  const line = show();
  const press = (key, shiftKey = false) => keyed({key, shiftKey}, line, START + HOUR);
  assert.equal(press(' '), 'toggle');
  assert.equal(press('ArrowRight'), START + HOUR + 60_000);
  assert.equal(press('ArrowLeft', true), START + HOUR - 600_000);
  assert.equal(press('PageUp'), START + HOUR + 600_000);
  assert.deepEqual([press('Home'), press('End')], [line.from, line.to]);
  assert.equal(press('a'), undefined);
});

test('labels are round times where the stream is', () => {
  const minutes = (line, most, zone) =>
    line.ticks(most, offsetOf(line.from, zone)).map((time) => new Date(time).toISOString().slice(11, 16));
  const late = new Timeline({from: START + 7 * 60_000, to: START + 2 * HOUR});
  assert.deepEqual(minutes(late, 4, 'Asia/Shanghai'), ['12:30', '13:00', '13:30', '14:00']);
  const day = new Timeline({from: START, to: START + DAY});
  assert.deepEqual(
    minutes(day, 4, 'Asia/Kathmandu'),
    ['12:15', '18:15', '00:15', '06:15'],
    'five hours and 45 minutes ahead',
  );
  for (const most of [1, 3, 8, 12]) {
    for (const length of [30_000, HOUR, 5 * HOUR, 3 * DAY, 400 * DAY]) {
      const ticks = new Timeline({from: START, to: START + length}).ticks(most, 0);
      assert.ok(ticks.length <= most + 1, `${ticks.length} of ${most} for ${length}`);
    }
  }
});

test('an address asks for a time, or for a replay from there on', () => {
  assert.equal(askedReplay('?lang=en'), undefined);
  assert.deepEqual(askedReplay('?at=1592208000456'), {at: 1592208000456, playing: false, speed: 1});
  assert.deepEqual(askedReplay('?from=1592208000456-7&speed=60'), {at: 1592208000456, playing: true, speed: 60});
  assert.deepEqual(askedReplay('?from=0&speed=7000'), {at: 0, playing: true, speed: 1}, 'no such speed');
  assert.equal(askedReplay('?at=yesterday'), undefined);
});

test('the address says what is shown, and keeps the rest', () => {
  const search = '?lang=zh&from=1&speed=10&ranks=cities';
  assert.equal(replaySearch(search, {at: 5.9, playing: false, speed: 10}), '?lang=zh&ranks=cities&at=5');
  assert.equal(replaySearch(search, {at: 5, playing: true, speed: 60}), '?lang=zh&ranks=cities&from=5&speed=60');
  assert.equal(replaySearch('?at=5', {at: 5, playing: true, speed: 1}), '?from=5');
  assert.equal(replaySearch(search, undefined), '?lang=zh&ranks=cities');
  assert.equal(replaySearch('?at=5', undefined), '');
});
