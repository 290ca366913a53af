import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT} from './browser.js';

const options = await import(`${WEBROOT}shared/overlay-options.js`);
const {COMPOSED, leastAlert} = options;

/** Widgets as the overlay lists them, as far as addresses are concerned. */
const ALL = ['gmv', 'goal', 'likes', 'ticker', 'top', 'alert'];
const WIDGETS = ALL.map((name, i) => ({name, size: {width: 100 + i, height: 50}}));
const overlayOptions = (search) => options.overlayOptions(search, WIDGETS);
const overlaySearch = (choice) => options.overlaySearch(choice, WIDGETS);
const sizeOf = (names) => options.sizeOf(names, WIDGETS);

test('an address that asks for nothing gets everything', () => {
  assert.deepEqual(overlayOptions(''), {widgets: ALL, theme: 'dark', min: undefined, unknown: []});
  assert.equal(overlaySearch({widgets: ALL, theme: 'dark'}), '');
});

test('what is not known is left out, and named', () => {
  const {unknown, ...known} = overlayOptions('?widgets=goal,nothing, gmv&theme=pink&min=-1');
  assert.deepEqual(known, {widgets: ['gmv', 'goal'], theme: 'dark', min: undefined});
  assert.deepEqual(unknown, ['widgets=nothing', 'theme=pink', 'min=-1']);
  assert.deepEqual(overlayOptions('?min=1000000001').unknown, ['min=1000000001']);
  assert.deepEqual(overlayOptions('?min=abc').unknown, ['min=abc']);
  assert.deepEqual(overlayOptions('?widgets=toString').widgets, ALL);
});

test('what is written is read again', () => {
  const choices = [
    {widgets: ['alert'], theme: 'light', min: 0},
    {widgets: ['gmv', 'ticker'], theme: 'clear', min: undefined},
    {widgets: ALL, theme: 'dark', min: 12.5},
  ];
  for (const choice of choices) assert.deepEqual(overlayOptions(overlaySearch(choice)), {...choice, unknown: []});
});

test('language and token come last, the token safe in an address', () => {
  assert.equal(
    overlaySearch({widgets: ['gmv'], theme: 'dark', lang: 'zh', token: 'a&b'}),
    'widgets=gmv&lang=zh&token=a%26b',
  );
});

test('the least alert is only for overlays that show it', () => {
  assert.equal(overlaySearch({widgets: ['gmv'], theme: 'dark', min: 5}), 'widgets=gmv');
});

test('one widget has its own size, several share a screen', () => {
  assert.equal(sizeOf(['top']), WIDGETS[4].size);
  assert.equal(sizeOf(['top', 'gmv']), COMPOSED);
});

test('of a currency without minor units it takes more to be big', () => {
  assert.equal(leastAlert({digits: 2}), 1_000);
  assert.equal(leastAlert({digits: 0}), 20_000);
});

test('a widget on request is shown only by addresses that name it', () => {
  const offered = [...WIDGETS, {name: 'later', size: {width: 1, height: 1}, onRequest: true}];
  assert.deepEqual(options.overlayOptions('', offered).widgets, ALL);
  assert.deepEqual(options.overlayOptions('?widgets=gmv,later', offered).widgets, ['gmv', 'later']);
  assert.equal(options.overlaySearch({widgets: ALL, theme: 'dark'}, offered), '');
  const every = [...ALL, 'later'];
  assert.equal(options.overlaySearch({widgets: every, theme: 'dark'}, offered), `widgets=${every.join(',')}`);
});
