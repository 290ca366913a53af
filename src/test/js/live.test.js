import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, give, visit} from './browser.js';

visit('/live/naqu');
const kept = new Map();
give('localStorage', {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, value),
  removeItem: (key) => kept.delete(key),
});
const {HeartsOfOthers} = await import(`${WEBROOT}live/hearts-of-others.js`);
const {ViewerStorage} = await import(`${WEBROOT}live/viewer-storage.js`);

test('hearts rise for likes of others, a few at once, and none for those before', () => {
  const hearts = new HeartsOfOthers();
  assert.equal(hearts.next(undefined, 0), 0);
  assert.equal(hearts.next(100, 0), 0);
  assert.equal(hearts.next(102, 1), 1);
  assert.equal(hearts.next(102, 1), 0);
  assert.equal(hearts.next(200, 1), 3);
  assert.equal(hearts.next(201, 2), 0);
});

test('a viewer stays the same, in each stream', () => {
  const viewer = new ViewerStorage('naqu').viewer();
  assert.match(viewer, /^v-/);
  assert.equal(new ViewerStorage('other').viewer(), viewer);
});

test('the oldest orders are forgotten, but none that has to be answered', () => {
  const storage = new ViewerStorage('naqu');
  const orders = Array.from({length: 60}, (_, i) => ({id: `o-${i}`, state: i === 59 ? 'sent' : 'placed'}));
  assert.equal(storage.save(orders).length, 51);
  assert.equal(storage.load().at(-1).id, 'o-59');
  assert.deepEqual(new ViewerStorage('other').load(), []);
});

test('what somebody else wrote there is no order', () => {
  const storage = new ViewerStorage('broken');
  kept.set(storage.key, '{');
  assert.deepEqual(storage.load(), []);
});
