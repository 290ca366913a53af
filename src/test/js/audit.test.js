import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en', {language: 'en-US'});
const {auditWords, roughly, sealText} = await import(`${WEBROOT}shared/audit.js`);

const SEALED = {seq: '1592208000456-0', sha256: 'ab'.repeat(32), at: 1_000_000, differences: 0};

test('an audit without differences is said quietly, with its age in one unit', () => {
  const {wrong, text, more} = auditWords(SEALED, 1_004_900);
  assert.equal(wrong, false);
  assert.match(text, /4/);
  assert.ok(more.includes(`${'ab'.repeat(32)}@1592208000456-0`), more);
});

test('differences are named, however long ago they were found', () => {
  const {wrong, text} = auditWords({...SEALED, differences: 3}, 9_000_000_000);
  assert.equal(wrong, true);
  assert.match(text, /3/);
});

test('a time has its largest whole unit, and none is below zero', () => {
  const digits = (ms) => roughly(ms).match(/\d+/)[0];
  assert.deepEqual([-5, 999, 59_999, 60_000, 3_599_999, 3_600_000, 86_400_000 * 3].map(digits), [
    '0',
    '0',
    '59',
    '1',
    '59',
    '1',
    '3',
  ]);
  assert.notEqual(roughly(59_999), roughly(59 * 60_000));
});

test('a seal is written as people type it', () => {
  assert.equal(sealText({seq: '7-0', sha256: 'cd'}), 'cd@7-0');
});
