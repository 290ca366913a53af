import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {addWords, t} = await import(`${WEBROOT}shared/i18n.js`);
const {count} = await import(`${WEBROOT}shared/format.js`);
const {reasonOf} = await import(`${WEBROOT}shared/reasons.js`);
await import(`${WEBROOT}shared/rules.js`);

test('of one thing there is one', () => {
  assert.equal(t('unitOrders', {n: count(1)}), '1 order');
  assert.equal(t('unitOrders', {n: count(0)}), '0 orders');
  assert.equal(t('unitOrders', {n: count(1_001)}), '1,001 orders');
});

test('each count has its own form, in reasons, too', () => {
  addWords({zh: {both: ''}, en: {both: '{n} {n:row|rows} of {all} {all:row|rows}'}});
  assert.equal(t('both', {n: 1, all: 2}), '1 row of 2 rows');
  assert.equal(reasonOf({rule: 'sold_out', params: {left: 1}}), 'Is more than the 1 that is left');
  assert.equal(reasonOf({rule: 'sold_out', params: {left: 2}}), 'Is more than the 2 that are left');
});
