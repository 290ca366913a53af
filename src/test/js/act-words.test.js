import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/console?lang=en');
await import(`${WEBROOT}console/words.js`);
const {actWords, detailWords, isToken, whoWords} = await import(`${WEBROOT}console/act-words.js`);

test('what operators did has words, whatever it was done to', () => {
  assert.equal(actWords('POST /api/streams'), 'Create stream');
  assert.equal(actWords('POST /api/streams/naqu/start'), 'Start stream');
  assert.equal(actWords('POST /api/streams/start/end'), 'End stream');
  assert.equal(actWords('PUT /api/streams/naqu/images/tea.png'), 'Upload picture');
  assert.equal(actWords('DELETE /api/tokens/(a token)'), 'Revoke token');
  assert.equal(actWords('PUT /api/streams/naqu/imports/mapping'), 'Keep form of files');
  assert.equal(actWords('archive naqu'), 'Archive stream');
  assert.equal(actWords('POST /api/something/new'), undefined);
  assert.equal(actWords(''), undefined);
});

test('who did it is the id of a token, or words', () => {
  assert.equal(isToken('0c1b6f5e-6a43-4f0e-8f0e-4a1f1f6a2b90'), true);
  assert.equal(isToken('unknown token'), false);
  assert.equal(whoWords('unknown token'), 'Bad token');
  assert.equal(isToken('several'), false);
  assert.equal(isToken('constructor'), true);
});

test('a broken rule is shown in words, if these need no params', () => {
  assert.equal(detailWords('token_bad'), 'The token is not valid here');
  assert.equal(detailWords('integer_range'), 'integer_range');
  assert.equal(detailWords('made 9f0c2f0e, screen of [naqu]'), 'made 9f0c2f0e, screen of [naqu]');
});
