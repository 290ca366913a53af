import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {beside, isolate, t} = await import(`${WEBROOT}shared/i18n.js`);
const {contentOf} = await import(`${WEBROOT}shared/entry-content.js`);

const ARABIC = 'عسل';

test('a name from right to left is isolated, others stay as they are', () => {
  assert.equal(isolate(ARABIC), `\u2068${ARABIC}\u2069`);
  assert.equal(isolate('שלום'), '\u2068שלום\u2069');
  for (const other of ['蜂蜜', 'Honey', '', undefined, 7]) assert.equal(isolate(other), other);
});

test('so it is in a row, in words and beside a quantity', () => {
  assert.equal(beside(['', ARABIC, undefined, 'Kairo']), `\u2068${ARABIC}\u2069 · Kairo`);
  assert.equal(t('onAirIs', {product: ARABIC}), `\u2068${ARABIC}\u2069 on air`);
  const entry = {type: 'order', lines: [{sku: 'honey', qty: 20, amount: 1}]};
  assert.deepEqual(contentOf(entry, {honey: {name: ARABIC}}), [{text: `\u2068${ARABIC}\u2069 × 20`, amount: 1}]);
});
