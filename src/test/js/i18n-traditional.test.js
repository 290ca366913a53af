import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';
import {textOf} from './modules.js';

visit('/board/naqu?lang=zh-Hant', {language: 'en-US'});
const {define, lang, language, locale, spelled, t, to} = await import(`${WEBROOT}shared/i18n.js`);
const {money, currencyOf, count} = await import(`${WEBROOT}shared/format.js`);

/** What both scripts write, and is the simplified form of something else, too. */
const IN_BOTH = '里只复制签系台汇后志余范面钟表才划几准占云行';
const HAN = /\p{Script=Han}/u;
/** These names are in languages of their own, and these units are read, not shown. */
const OTHERS = /(?:languages|traditional|console.amount)\.js$/;

/** The characters of Big5, which is to say of Traditional Chinese. */
const BIG5 = new Set();
const decoder = new TextDecoder('big5');
for (let lead = 0xa1; lead <= 0xf9; lead++)
  for (let trail = 0x40; trail <= 0xfe; trail++) BIG5.add(decoder.decode(Uint8Array.of(lead, trail)));

test('an address may ask for traditional characters', () => {
  assert.deepEqual([lang, language, locale], ['zh', 'zh-Hant', 'zh-Hant-TW']);
  assert.equal(document.documentElement.lang, 'zh-Hant-TW');
  assert.equal(to('/console'), '/console?lang=zh-Hant');
  assert.equal(t('viewers'), '線上觀眾');
  assert.equal(define('gpm'), '每千次觀看的成交額 = 成交額 ÷ 觀看次數 × 1000');
  assert.equal(t('of', {n: '后台', all: 42}), '前 后台 / 共 42'); // names are as they are
});

test('terms are those of Taiwan and Hong Kong', () => {
  for (const [word, wanted] of Object.entries({
    直播中: '直播中',
    '订单、退款、买家和观众': '訂單、退款、買家和觀眾',
    '服务器没有答复，网络断开': '伺服器沒有回應，網路斷開',
    '导入订单文件，保存后刷新': '匯入訂單檔案，儲存後重新整理',
    已复制链接: '已複製連結',
    '第一行须为列名 {columns}': '第一列須為欄名 {columns}',
    '里程碑在列表里，只剩 {n} 件': '里程碑在列表裡，只剩 {n} 件',
    '没有找到“{text}”': '沒有找到「{text}」',
    控制台里的商品系列: '控制台裡的商品系列',
  }))
    assert.equal(spelled(word), wanted);
});

test('numbers are shortened by 萬 and 億', () => {
  const {compact} = money(currencyOf({currency: 'CNY'}));
  assert.equal(compact(9_999_900), '¥9.99萬');
  assert.equal(compact(123_456_789_000), '¥12.34億');
  assert.equal(count(1_234_567), '1,234,567');
});

test('every Chinese word of the pages has only characters of Traditional Chinese then', () => {
  const modules = readdirSync(new URL(WEBROOT), {recursive: true}).filter(
    (path) => /\.js$/.test(path) && !OTHERS.test(path),
  );
  const texts = modules.flatMap((path) => literalsOf(WEBROOT + path));
  assert.ok(texts.length > 1_000);
  for (const text of texts) {
    const written = spelled(text);
    const others = [...written].filter((sign) => HAN.test(sign) && !BIG5.has(sign));
    assert.deepEqual(others, [], `${written}: add them to traditional.js`);
    const left = [...written].filter((sign) => spelled(sign) !== sign && !IN_BOTH.includes(sign));
    assert.deepEqual(left, [], written);
  }
});

/** What is written in Chinese in a module, besides comments. */
function literalsOf(module) {
  const code = textOf(module).replace(/\/\*[^]*?\*\//g, '');
  return [...code.matchAll(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g)]
    .map(([text]) => text.slice(1, -1))
    .filter((text) => HAN.test(text));
}
