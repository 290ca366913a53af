import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, give} from './browser.js';

/** A browser that takes the lock away from a page that is hidden. */
const page = Object.assign(new EventTarget(), {hidden: false});
const locks = [];
give('document', page);
give('navigator', {
  wakeLock: {
    request: async () => {
      if (page.hidden) throw new Error('not seen');
      const lock = Object.assign(new EventTarget(), {
        held: true,
        async release() {
          lock.held = false;
          lock.dispatchEvent(new Event('release'));
        },
      });
      locks.push(lock);
      return lock;
    },
  },
});
const {keepAwake} = await import(`${WEBROOT}shared/wake-lock.js`);

const settled = () => new Promise((done) => setImmediate(done));
const held = () => locks.filter((lock) => lock.held).length;

async function turn(hidden) {
  page.hidden = hidden;
  if (hidden) for (const lock of locks.filter((lock) => lock.held)) await lock.release();
  page.dispatchEvent(new Event('visibilitychange'));
  await settled();
}

test('the screen stays on while the page is seen, again and again, and no longer than wanted', async () => {
  keepAwake();
  keepAwake();
  await settled();
  assert.equal(locks.length, 1, 'asked for once');
  await turn(true);
  assert.equal(held(), 0);
  await turn(false);
  assert.equal(held(), 1, 'seen again');
  keepAwake(false);
  await settled();
  assert.equal(held(), 0, 'nothing to look at');
  await turn(false);
  assert.equal(held(), 0);
  keepAwake(true);
  await settled();
  assert.equal(held(), 1);
});

test('a browser that refuses is asked again when the page is seen', async () => {
  await turn(true);
  keepAwake();
  await settled();
  assert.equal(held(), 0);
  await turn(false);
  assert.equal(held(), 1);
});
