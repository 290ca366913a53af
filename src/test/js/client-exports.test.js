import assert from 'node:assert/strict';
import {test} from 'node:test';
import {CLIENT} from './browser.js';

const client = await import(CLIENT);

test('the library exports what people build on, and nothing else', () => {
  assert.deepEqual(Object.keys(client).sort(), [
    'Audience',
    'Board',
    'Producer',
    'Refusal',
    'audience',
    'board',
    'decimal',
    'formatMoney',
    'mergePatch',
    'newId',
    'producer',
  ]);
});
