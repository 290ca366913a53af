import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?lang=en');
/** An engine of 2022, which knows neither the new name of a zone nor numbers in text. */
const {DateTimeFormat, NumberFormat} = Intl;
const UNKNOWN = ['Europe/Kyiv', 'America/Coyhaique'];
Intl.DateTimeFormat = class extends DateTimeFormat {
  constructor(language, options = {}) {
    if (UNKNOWN.includes(options.timeZone)) throw new RangeError(`Invalid time zone specified: ${options.timeZone}`);
    super(language, options);
  }
};
Intl.NumberFormat = class extends NumberFormat {
  constructor(language, {roundingMode, ...options} = {}) {
    super(language, options);
  }

  format(value) {
    return super.format(typeof value === 'string' ? Number(value) : value);
  }
};
const {clock, currencyOf, money} = await import(`${WEBROOT}shared/format.js`);
const {localDate} = await import(`${WEBROOT}shared/session-time.js`);
const {offsetOf} = await import(`${WEBROOT}shared/zone.js`);
const {chartOptions} = await import(`${WEBROOT}board/trend-options.js`);
const {when} = await import(`${WEBROOT}report/when.js`);
const console = await import(`${WEBROOT}console/time.js`);

const NEW_YORK = 'America/New_York';
const at = (text) => Date.parse(text);
/** A quarter past one, and the same once more an hour later. */
const [SUMMER, WINTER] = ['2026-11-01T01:15:00-04:00', '2026-11-01T01:15:00-05:00'].map(at);

test('the two hours of the night in which clocks are put back are told apart', () => {
  const {minute, second, near} = clock(NEW_YORK);
  assert.deepEqual([SUMMER, WINTER].map(minute), ['01:15 EDT', '01:15 EST']);
  assert.deepEqual([SUMMER, WINTER].map(second), ['01:15:00 EDT', '01:15:00 EST']);
  assert.deepEqual([near(SUMMER, SUMMER), near(WINTER, 0)], ['01:15 EDT', 'Nov 1 01:15 EST']);
  assert.match(when(WINTER, NEW_YORK), /^Nov 1, 2026, 01:15:00 EST$/);
  assert.match(console.when(SUMMER, NEW_YORK), /01:15:00 EDT$/);
});

test('no other time has a name behind it', () => {
  const {minute} = clock(NEW_YORK);
  assert.equal(minute(at('2026-11-01T00:59:59-04:00')), '00:59');
  assert.equal(minute(at('2026-11-01T02:00:00-05:00')), '02:00');
  assert.equal(
    minute(at('2026-03-08T03:00:00-04:00')),
    '03:00',
    'put forward: an hour is missing, none is there twice',
  );
  assert.equal(minute(at('2026-06-01T12:00:00-04:00')), '12:00');
  assert.equal(clock('Asia/Shanghai').minute(SUMMER), '13:15');
  assert.equal(clock('UTC').minute(SUMMER), '05:15');
  const half = ['2026-04-05T01:45:00+11:00', '2026-04-05T01:45:00+10:30'].map((text) => at(text));
  assert.equal(new Set(half.map(clock('Australia/Lord_Howe').minute)).size, 2, 'put back by half an hour');
});

test('so are the bars of a trend', () => {
  const bars = [SUMMER, WINTER].map((time) => ({at: time, gmv: 1, orders: 1, likes: 0}));
  const look = {colour: () => '', em: 10, fontFamily: '', width: 100, height: 100, still: true};
  const {xAxis} = chartOptions(bars, [], {currency: currencyOf(), timezone: NEW_YORK}, [], look);
  assert.deepEqual(xAxis.data, ['01:15 EDT', '01:15 EST']);
});

test('a zone with a new name is known by its old one', () => {
  const noon = at('2026-06-01T12:00:00+03:00');
  assert.equal(clock('Europe/Kyiv').second(noon), '12:00:00');
  assert.equal(offsetOf(noon, 'Europe/Kyiv'), 3 * 3_600_000);
  assert.equal(localDate(at('2026-06-01T00:30:00+03:00'), 'Europe/Kyiv'), '2026-06-01');
});

test('in a zone that an engine does not know it is UTC, and says so', () => {
  const noon = at('2026-06-01T12:00:00Z');
  assert.equal(clock('America/Coyhaique').minute(noon), '12:00 UTC');
  assert.equal(clock('America/Coyhaique').dayOfMonth(noon), 'Jun 1');
  assert.equal(localDate(noon, 'America/Coyhaique'), '2026-06-01');
});

test('money is exact and never rounded up in an engine that only has doubles', () => {
  const yuan = money(currencyOf({currency: 'CNY', currencyDigits: 2}));
  assert.equal(yuan.exact(9_007_199_254_740_991), '¥90,071,992,547,409.91');
  assert.equal(yuan.exact(-5), '-¥0.05');
  assert.equal(yuan.compact(99_999_999), '¥999.99K');
  assert.equal(yuan.compact(9_007_199_254_740_991), '¥90.07T');
  assert.equal(yuan.round(19_999), '¥199');
  assert.match(money(currencyOf({currency: 'XCG', currencyDigits: 2})).exact(105), /1\.05$/, 'a currency of 2025');
});
