import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/', {language: 'zh-TW'});
const {lang, language, t, to} = await import(`${WEBROOT}shared/i18n.js`);

test('without a choice the browser chooses the language, and links leave it open', () => {
  assert.equal(lang, 'zh');
  assert.equal(language, 'zh-Hant');
  assert.equal(t('viewers'), '線上觀眾');
  assert.equal(to('/console'), '/console');
});
