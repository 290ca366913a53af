import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/console?lang=zh');
await import(`${WEBROOT}console/words.js`);
await import(`${WEBROOT}shared/words/forms.js`);
const {words} = await import(`${WEBROOT}shared/words.js`);
const {EVENTS, KINDS, changedTarget, eventName, readTarget} = await import(`${WEBROOT}console/target-draft.js`);
const {targetState} = await import(`${WEBROOT}console/target-state.js`);

test('a target is as its last attempt was', () => {
  assert.equal(targetState({status: {waiting: 0}}), 'awaited');
  assert.equal(targetState({}), 'awaited');
  assert.equal(targetState({status: {last: {outcome: 'delivered'}}}), 'receiving');
  assert.equal(targetState({status: {last: {outcome: 'failed'}}}), 'failing');
  assert.equal(targetState({status: {last: {outcome: 'dropped'}}}), 'failing');
  assert.equal(targetState({paused: true, status: {last: {outcome: 'delivered'}}}), 'paused');
});

test('only what was changed is sent: an address that was typed anew, and null for all events again', () => {
  const target = {title: '群', language: 'zh', url: 'https://x/…', events: ['goal.reached'], streams: ['b', 'a']};
  assert.deepEqual(
    changedTarget(target, {title: '群', language: 'zh', events: ['goal.reached'], streams: ['a', 'b']}),
    {},
  );
  assert.deepEqual(changedTarget(target, {title: '群', language: 'en', url: 'https://y/z', streams: ['a']}), {
    language: 'en',
    url: 'https://y/z',
    events: null,
    streams: ['a'],
  });
});

test('all events are left out, none is a mistake, and so are an empty secret and no streams', () => {
  const form = (events, more = {}) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({title: ' 群 ', url: 'https://x/z', secret: '', ...more}))
      data.append(name, value);
    events.forEach((event) => data.append('events', event));
    return data;
  };
  assert.deepEqual(readTarget(form(EVENTS)), {title: '群', url: 'https://x/z'});
  const some = readTarget(form(['goal.reached'], {streams: 'naqu', kind: 'ntfy'}));
  assert.deepEqual(some, {
    kind: 'ntfy',
    title: '群',
    url: 'https://x/z',
    events: ['goal.reached'],
    streams: ['naqu'],
  });
  assert.throws(() => readTarget(form([])), {field: 'events'});
});

test('each kind has its words in both languages; an unknown event goes by its name', () => {
  for (const language of ['zh', 'en'])
    for (const kind of KINDS)
      for (const key of ['target', 'targetText', 'targetUrl'])
        assert.ok(words[language][`${key}-${kind}`], `${key}-${kind} ${language}`);
  assert.equal(eventName('goal.reached'), '目标达成');
  assert.equal(eventName('a.new.one'), 'a.new.one');
});
