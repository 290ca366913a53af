import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, give, visit} from './browser.js';
import {PAGES, closureOf, pageModule, textOf} from './modules.js';
import {Shelf} from './network.js';

visit('/console?token=of-the-address');
give('history', {state: null, replaceState: (state, title, address) => give('location', new URL(address))});
for (const name of ['localStorage', 'sessionStorage']) {
  Object.defineProperty(globalThis, name, {
    get: () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    },
    configurable: true,
  });
}
const {Keeper, inBrowser, inTab} = await import(`${WEBROOT}shared/storage.js`);

class FullShelf extends Shelf {
  full = false;

  setItem(key, text) {
    if (this.full) throw new DOMException('exceeded the quota', 'QuotaExceededError');
    super.setItem(key, text);
  }
}

test('what a browser refuses to keep is known until the page is left', () => {
  for (const keeper of [inBrowser, inTab]) {
    assert.equal(keeper.getItem('a'), null);
    assert.equal(keeper.setItem('a', '1'), false);
    assert.equal(keeper.getItem('a'), '1');
    keeper.removeItem('a');
    assert.equal(keeper.getItem('a'), null);
    assert.deepEqual(keeper.read('b', [7]), [7]);
    assert.equal(keeper.write('b', [8]), false);
    assert.deepEqual(keeper.read('b', [7]), [8]);
  }
});

test('where there is no room, the newest is known, and what was kept is kept again once there is', () => {
  const shelf = new FullShelf();
  const keeper = new Keeper(() => shelf);
  assert.ok(keeper.setItem('a', 'old'));
  shelf.full = true;
  assert.equal(keeper.setItem('a', 'new'), false);
  assert.equal(keeper.getItem('a'), 'new');
  assert.equal(shelf.getItem('a'), 'old');
  shelf.full = false;
  assert.ok(keeper.setItem('a', 'newer'));
  shelf.setItem('a', 'of another tab');
  assert.equal(keeper.getItem('a'), 'of another tab');
});

test('what nobody of us wrote is as good as nothing', () => {
  const shelf = new Shelf();
  const keeper = new Keeper(() => shelf);
  for (const text of ['{', 'null', '7', '{"0":1}']) {
    shelf.setItem('a', text);
    assert.deepEqual(keeper.read('a', []), []);
  }
});

test('an operator signs in without a storage', async () => {
  give('fetch', async (path, {headers}) => {
    const role = headers.Authorization === 'Bearer typed' ? 'operator' : undefined;
    return new Response(JSON.stringify({auth: true, role}), {headers: {'Content-Type': 'application/json'}});
  });
  const {session, signIn, signOut, token} = await import(`${WEBROOT}shared/session.js`);
  const {operatorToken, pageToken} = await import(`${WEBROOT}shared/page-token.js`);
  assert.equal(token(), 'of-the-address');
  assert.equal(location.search, '');
  assert.equal((await session()).role, undefined);
  assert.equal((await signIn(' typed ')).role, 'operator');
  assert.equal((await signIn('wrong')).role, undefined);
  assert.deepEqual([token(), pageToken(), operatorToken()], ['typed', 'typed', 'typed']);
  signOut();
  assert.deepEqual([token(), pageToken()], [undefined, undefined]);
});

test('a viewer orders without a storage', async () => {
  const {ViewerStorage} = await import(`${WEBROOT}live/viewer-storage.js`);
  const storage = new ViewerStorage('naqu');
  assert.equal(storage.viewer(), new ViewerStorage('other').viewer());
  const orders = [{id: 'live-1', state: 'sent'}];
  assert.deepEqual(storage.save(orders), orders);
  assert.equal(storage.keeps, false);
  assert.deepEqual(storage.load(), orders);
});

test('no page touches a storage but through the one module that copes without', () => {
  const modules = new Set(PAGES.flatMap((page) => [...closureOf(pageModule(page))]));
  const touching = [...modules].filter((module) =>
    /\b(?:localStorage|sessionStorage|indexedDB|serviceWorker|document\.cookie|caches\.|navigator\.(?:storage|locks))/.test(
      textOf(module).replace(/\/\*[^]*?\*\/|\/\/.*/g, ''),
    ),
  );
  assert.deepEqual(touching, [`${WEBROOT}shared/storage.js`]);
});
