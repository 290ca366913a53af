import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT} from './browser.js';

const {hasSources, partsOf} = await import(`${WEBROOT}shared/like-sources.js`);

test('what no source counted is of the viewers here; the biggest source comes first', () => {
  const {own, all, sources} = partsOf(
    {likes: 100, sources: {b: {likes: 10, at: 5_000}, a: {likes: 10, at: 5_000}, c: {likes: 70, at: 5_000}}},
    9_999,
  );
  assert.equal(own, 10);
  assert.equal(all, true);
  assert.deepEqual(
    sources.map(({name, age}) => [name, age]),
    [
      ['c', 4],
      ['a', 4],
      ['b', 4],
    ],
  );
});

test('a source is silent after a minute; one that is ahead of the clock was heard now', () => {
  const at = (now) => partsOf({likes: 1, sources: {a: {likes: 1, at: 1_000}}}, now).sources[0];
  assert.equal(at(60_999).silent, false);
  assert.equal(at(61_000).silent, true);
  assert.equal(at(0).age, 0);
  assert.equal(at(undefined).silent, false);
});

test('of as many sources as a board shows, there may be others', () => {
  const sources = Object.fromEntries(Array.from({length: 20}, (_, i) => [`s${i}`, {likes: 1, at: 0}]));
  assert.equal(partsOf({likes: 25, sources}, 0).all, false);
});

test('a board without sources has no parts to show', () => {
  assert.equal(hasSources(undefined), false);
  assert.equal(hasSources({likes: 3}), false);
  assert.equal(hasSources({sources: {}}), false);
  assert.equal(hasSources({sources: {a: {likes: 0, at: 0}}}), true);
});
