import assert from 'node:assert/strict';
import {afterEach, beforeEach, test} from 'node:test';
import {CLIENT, give, visit} from './browser.js';
import {Network} from './network.js';

visit('/');
const {board} = await import(CLIENT);

let network;
let page;
beforeEach(() => {
  network = new Network();
  page = Object.assign(new EventTarget(), {documentElement: {}, visibilityState: 'visible'});
  give('document', page);
});
afterEach(() => give('matchMedia', undefined));

function becomes(visibility) {
  page.visibilityState = visibility;
  page.dispatchEvent(new Event('visibilitychange'));
}

const rates = () => network.socket.sent.filter((message) => message.rate);
const query = () => network.socket.url.search;
const phone = (matches) => give('matchMedia', () => ({matches}));

test('a page that is hidden asks for fewer updates, and for all when it is seen again', () => {
  const numbers = board('naqu');
  network.socket.open().says({type: 'snapshot', version: 1, at: 1, board: {}});
  assert.equal(query(), '');
  becomes('hidden');
  becomes('hidden');
  becomes('visible');
  assert.deepEqual(rates(), [{rate: 4}, {rate: 10}]);
  numbers.close();
  becomes('hidden');
  assert.equal(rates().length, 2);
});

test('the next connection has the rate from the beginning', async () => {
  board('naqu');
  network.socket.open();
  becomes('hidden');
  network.socket.ends();
  await network.pass(500);
  assert.equal(query(), '?rate=4');
  network.socket.open();
  assert.deepEqual(rates(), []);
});

test('a page that is hidden while it connects says so afterwards', () => {
  board('naqu');
  becomes('hidden');
  network.socket.open();
  assert.deepEqual(rates(), [{rate: 4}]);
});

test('a phone asks for fewer updates, whether seen or not', () => {
  phone(true);
  board('naqu', {fields: ['totals']});
  assert.equal(query(), '?fields=totals&rate=4');
  network.socket.open();
  becomes('hidden');
  becomes('visible');
  assert.deepEqual(rates(), []);
});

test('whoever names a rate keeps it', () => {
  phone(true);
  board('naqu', {rate: 10});
  assert.equal(query(), '');
  network.socket.open();
  becomes('hidden');
  assert.deepEqual(rates(), []);
  board('naqu', {rate: 2});
  assert.equal(query(), '?rate=2');
});

test('a replay runs at its own speed', () => {
  phone(true);
  board('naqu', {from: 0});
  assert.equal(query(), '?from=0&speed=1');
  network.socket.open();
  becomes('hidden');
  assert.deepEqual(rates(), []);
});
