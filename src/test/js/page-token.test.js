import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, give, visit} from './browser.js';

test('a token under another spelling leaves the address, and opens nothing', async () => {
  const shown = [];
  visit('/board/naqu?lang=en&Token=hush&TOKEN=hush&view=groups#x');
  give('history', {state: null, replaceState: (_state, _title, address) => shown.push(String(address))});
  const {pageToken} = await import(`${WEBROOT}shared/page-token.js`);
  assert.deepEqual(shown, ['http://livetally.test/board/naqu?lang=en&view=groups#x']);
  assert.equal(pageToken(), undefined);
});
