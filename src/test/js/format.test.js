import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
const {clock, count, currencyOf, duration, minorUnits, money, percent, quotient, shareOf, split} = await import(
  `${WEBROOT}shared/format.js`
);
const {once} = await import(`${WEBROOT}shared/once.js`);

const yuan = currencyOf({currency: 'CNY', currencyDigits: 2});
const yen = currencyOf({currency: 'JPY', currencyDigits: 0});

describe('money', () => {
  test('is exact to the last minor unit', () => {
    assert.equal(money(yuan).exact(9_007_199_254_740_991), '¥90,071,992,547,409.91');
    assert.equal(money(yuan).exact(-1), '-¥0.01');
    assert.equal(money(yen).exact(1_234), '¥1,234');
    assert.equal(
      money(currencyOf({currency: 'KWD', currencyDigits: 3}))
        .exact(1_005)
        .at(-1),
      '5',
    );
  });

  test('is rounded down where it is shortened', () => {
    assert.equal(money(yuan).compact(99_999_999), '¥999.99K');
    assert.equal(money(yuan).compact(100_000_000), '¥1M');
    assert.equal(money(yuan).round(19_999), '¥199');
  });

  test('of one currency has one formatter', () => {
    assert.equal(currencyOf({currency: 'CNY', currencyDigits: 2}), yuan);
    assert.equal(money(currencyOf()), money(yuan));
  });
});

test('what is typed becomes minor units', () => {
  assert.equal(money(yuan).minor(19.99), 1_999);
  assert.equal(money(yen).minor(19), 19);
  assert.equal(minorUnits(yuan), 100);
  assert.equal(minorUnits(yen), 1);
});

test('a share is never shown as whole before it is', () => {
  assert.equal(percent(shareOf(99_999_999, 100_000_000)), '99.9%');
  assert.equal(percent(shareOf(100_000_000, 100_000_000)), '100.0%');
  assert.equal(quotient(Number.MAX_SAFE_INTEGER, 1_000, 3), 27_021_597_764_222);
});

test('a number is written with its thousands', () => {
  assert.equal(count(1_234_567), '1,234,567');
});

test('an amount is split around its digits', () => {
  assert.deepEqual(split('¥1,234.50'), {symbol: '¥', number: '1,234', fraction: '.50'});
  assert.deepEqual(split('¥1,234'), {symbol: '¥', number: '1,234', fraction: ''});
  assert.deepEqual(split('–'), {symbol: '', number: '–', fraction: ''});
});

test('a duration goes on beyond 99 hours', () => {
  assert.equal(duration(3_661_999), '01:01:01');
  assert.equal(duration(360_000_000), '100:00:00');
  assert.equal(duration(-1), '00:00:00');
});

test('a thing is made once for each key', () => {
  let made = 0;
  const of = once((key) => `${key}${++made}`);
  assert.deepEqual([of('a'), of('b'), of('a')], ['a1', 'b2', 'a1']);
});

test('a moment has its date if it is not near', () => {
  const noon = Date.UTC(2022, 0, 15, 12);
  assert.equal(clock('Asia/Shanghai').near(noon, noon - 3_600_000), '20:00');
  assert.equal(clock('Asia/Shanghai').near(noon, noon - 86_400_000), 'Jan 15 20:00');
});
