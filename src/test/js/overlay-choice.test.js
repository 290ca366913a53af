import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT} from './browser.js';

const {firstChoice, fitting, isComplete, minOf, overlayPath} = await import(`${WEBROOT}overlays/choice.js`);

const WIDGETS = ['gmv', 'goal', 'alert'].map((name) => ({name}));
const ALL = ['gmv', 'goal', 'alert'];
const offered = {streams: ['new', 'old'], widgets: WIDGETS, lang: 'en'};
const YUAN = {digits: 2};

test('at first it is everything of the newest stream', () => {
  const {choice, unknown} = firstChoice('', {}, offered);
  assert.deepEqual(choice, {widgets: ALL, theme: 'dark', min: undefined, lang: 'en', stream: 'new'});
  assert.deepEqual(unknown, []);
});

test('what was chosen last comes back, as far as it is still there', () => {
  const kept = {widgets: ['goal', 'alert'], theme: 'light', min: 5, lang: 'zh', stream: 'old'};
  assert.deepEqual(firstChoice('', kept, offered).choice, kept);
  assert.equal(firstChoice('', {...kept, stream: 'gone'}, offered).choice.stream, 'new');
  assert.deepEqual(firstChoice('', {widgets: 'nonsense'}, offered).choice.widgets, ALL);
});

test('what the address asks for comes before that, and what it asks for in vain is named', () => {
  const kept = {widgets: ['goal'], theme: 'light', lang: 'zh', stream: 'old'};
  const {choice, unknown} = firstChoice('?widgets=alert,hats&min=7&stream=nowhere', kept, offered);
  assert.deepEqual(choice, {widgets: ['alert'], theme: 'dark', min: 7, lang: 'en', stream: 'new'});
  assert.deepEqual(unknown, ['widgets=hats', 'stream=nowhere']);
  assert.deepEqual(firstChoice('?stream=old', {}, offered).choice.stream, 'old');
});

test('without a widget or with a bad least order there is no overlay', () => {
  const {choice} = firstChoice('', {}, offered);
  assert.equal(minOf(choice, YUAN), 1_000);
  assert.ok(isComplete(choice, YUAN));
  assert.ok(!isComplete({...choice, widgets: []}, YUAN));
  for (const min of [-1, NaN, 1e9 + 1]) assert.ok(!isComplete({...choice, min}, YUAN));
});

test('the address says what is chosen', () => {
  const choice = {stream: 'a b', widgets: ['gmv'], theme: 'dark', lang: 'zh'};
  assert.equal(overlayPath(choice, undefined, WIDGETS), '/overlay/a%20b?widgets=gmv&lang=zh');
  assert.equal(overlayPath(choice, 't&', WIDGETS), '/overlay/a%20b?widgets=gmv&lang=zh&token=t%26');
});

test('a campaign has widgets of its own, and none of those that only a stream has', () => {
  const widgets = [{name: 'gmv'}, {name: 'alert', of: 'stream'}, {name: 'campaign', of: 'campaign', onRequest: true}];
  const both = {...offered, widgets, streams: ['new', '@year']};
  assert.deepEqual(firstChoice('', {}, both).choice.widgets, ['gmv', 'alert']);
  assert.deepEqual(firstChoice('?stream=@year', {}, both).choice.widgets, ['gmv']);
  assert.deepEqual(firstChoice('?stream=@year&widgets=campaign,alert', {}, both), {
    unknown: ['widgets=alert'],
    choice: {widgets: ['campaign'], theme: 'dark', min: undefined, lang: 'en', stream: '@year'},
  });
  const kept = {widgets: ['alert'], stream: '@year'};
  assert.deepEqual(firstChoice('', kept, both).choice.widgets, ['gmv']);
  assert.deepEqual(firstChoice('', kept, both).unknown, []);

  const choice = {stream: '@year', widgets: ['gmv', 'alert'], theme: 'dark', lang: 'en'};
  assert.deepEqual(fitting(choice, widgets).widgets, ['gmv']);
  assert.deepEqual(fitting({...choice, widgets: ['alert']}, widgets).widgets, ['gmv']);
  assert.deepEqual(fitting({...choice, widgets: []}, widgets).widgets, []);
  assert.deepEqual(fitting({...choice, stream: 'new'}, widgets).widgets, ['gmv', 'alert']);
  assert.equal(overlayPath(fitting(choice, widgets), undefined, widgets), '/overlay/@year?lang=en');
});
