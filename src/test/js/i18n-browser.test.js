import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/', {language: 'zh-TW'});
const {lang, to} = await import(`${WEBROOT}shared/i18n.js`);

test('without a choice the browser chooses the language, and links leave it open', () => {
  assert.equal(lang, 'zh');
  assert.equal(to('/console'), '/console');
});
