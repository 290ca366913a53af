import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=zh', {language: 'en-US'});
const {addWords, define, lang, locale, t, to} = await import(`${WEBROOT}shared/i18n.js`);

test('the address chooses the language, before the browser', () => {
  assert.equal(lang, 'zh');
  assert.equal(locale, 'zh-CN');
  assert.equal(document.documentElement.lang, 'zh-CN');
});

test('a word takes its values', () => {
  assert.equal(t('of', {n: 10, all: 42}), '前 10 / 共 42');
  assert.equal(define('gpm'), '每千次观看的成交额 = 成交额 ÷ 观看次数 × 1000');
});

test('a word that counts has a form for one', () => {
  addWords({zh: {things: '{n} 件'}, en: {things: '{n} {n:thing is|things are}'}});
  assert.equal(t('things', {n: 1}), '1 件');
});

test('a page adds its words, and none that is there', () => {
  addWords({zh: {own: '自己的'}, en: {own: 'own'}});
  assert.equal(t('own'), '自己的');
  assert.throws(() => addWords({zh: {gmv: '另一个'}, en: {}}), /two words for gmv/);
});

test('links keep the language and no token', () => {
  assert.equal(to('/console'), '/console?lang=zh');
  assert.equal(to('/overlays', {stream: 'a b'}), '/overlays?stream=a+b&lang=zh');
  assert.equal(to('/', {lang: 'en'}), '/?lang=en');
});
