import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=zh');
const {BARS, DIMENSIONS, FILTERS, buyerNames, filterOf} = await import(`${WEBROOT}shared/dimensions.js`);
const {define, t} = await import(`${WEBROOT}shared/i18n.js`);

test('a row of a ranking is found in the ledger by the field that names it', () => {
  assert.deepEqual(filterOf('products', 'honey'), {sku: 'honey'});
  assert.deepEqual(filterOf('cities', '杭州'), {city: '杭州'});
  assert.equal(filterOf('days', '2026-11-29'), undefined);
});

test('filters are those of the order, then those of its buyer', () => {
  assert.deepEqual(FILTERS.slice(0, 2), ['sku', 'channel']);
  assert.deepEqual([...FILTERS].sort(), DIMENSIONS.flatMap(({field}) => field ?? []).sort());
});

test('what the board shows as bars is ranked by gmv', () => {
  assert.deepEqual(BARS, ['products', 'groups', 'channels', 'cities', 'provinces', 'series', 'categories', 'hosts']);
});

test('of a buyer only what is said is shown', () => {
  assert.deepEqual(buyerNames({id: 'u-1', city: '杭州'}), ['杭州']);
  assert.deepEqual(buyerNames(), []);
});

test('each dimension has its words, under the names of its section and its field', () => {
  for (const {section, field, words} of DIMENSIONS) {
    assert.deepEqual(Object.keys(words.zh), Object.keys(words.en), section);
    assert.equal(t(section), words.zh.title);
    if (field) assert.equal(t(field), words.zh.field);
    assert.equal(define(section), words.zh.definition);
  }
});
