/** Parts of the client library by themselves. What they do together: client-board.test.js, client-outbox.test.js. */
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {WEBROOT} from './browser.js';
import {Network, Shelf} from './network.js';

const {backOff} = await import(`${WEBROOT}client/back-off.js`);
const {entryOf} = await import(`${WEBROOT}client/entry.js`);
const {InFlight} = await import(`${WEBROOT}client/in-flight.js`);
const {OutboxStorage} = await import(`${WEBROOT}client/outbox-storage.js`);
const {newest} = await import(`${WEBROOT}client/recent.js`);
const {Unanswered} = await import(`${WEBROOT}client/unanswered.js`);

let network;
beforeEach(() => {
  network = new Network();
});

const URL_OF_ORDERS = new URL('ws://livetally.test/ws/orders');
const nothing = () => new InFlight(() => {});
const ids = (entries) => entries.map(({id}) => id);

function unanswered(messages, {limit = 100, bytes = 1_000, storage} = {}) {
  const all = new Unanswered(URL_OF_ORDERS, {limit, bytes, storage});
  const entries = messages.map((message) => entryOf(message));
  entries.forEach((entry) => all.add(entry));
  return {all, entries};
}

test('waits are between a quarter of a second and a ceiling that doubles up to five seconds', () => {
  for (const [jitter, waits] of [
    [0, [250, 250, 250, 250, 250, 250]],
    [0.5, [375, 625, 1_125, 2_125, 2_625, 2_625]],
    [1, [500, 1_000, 2_000, 4_000, 5_000, 5_000]],
  ]) {
    network.jitter = jitter;
    assert.deepEqual(
      waits.map((_, attempt) => backOff(attempt)),
      waits,
    );
  }
  assert.equal(backOff(10_000), 5_000);
});

test('a message becomes an entry that later changes do not reach', () => {
  const message = {id: 'a', note: '茶'};
  const entry = entryOf(message);
  message.note = 'tea';
  assert.deepEqual(entry.message, {id: 'a', note: '茶'});
  assert.equal(entry.text, '{"id":"a","note":"茶"}');
  assert.equal(entry.bytes, 23);
});

test('a frame takes the oldest first, as many as there is room for', () => {
  const {all, entries} = unanswered(['a', 'b', 'c', 'd'].map((id) => ({id})));
  const inFlight = nothing();
  assert.deepEqual(ids(all.next(2, inFlight)), ['a', 'b']);
  inFlight.add(entries.slice(0, 2));
  assert.deepEqual(ids(all.next(2, inFlight)), ['c', 'd']);
  assert.deepEqual(ids(all.next(0, inFlight)), []);
  assert.deepEqual(ids(all.next(-1, inFlight)), []);
  all.remove(inFlight.take('b'));
  inFlight.clear();
  assert.deepEqual(ids(all.next(9, inFlight)), ['a', 'c', 'd']);
});

test('a frame is no larger than it may be, with its brackets and commas', () => {
  const messages = [{id: 'a'}, {id: 'b'}, {id: 'c'}];
  const two = JSON.stringify(messages.slice(0, 2)).length;
  assert.deepEqual(ids(unanswered(messages, {bytes: two}).all.next(9, nothing())), ['a', 'b']);
  assert.deepEqual(ids(unanswered(messages, {bytes: two - 1}).all.next(9, nothing())), ['a']);
});

test('of two messages with one id, one waits for the answer to the other', () => {
  const {all, entries} = unanswered([{id: 'a', n: 1}, {id: 'b'}, {id: 'a', n: 2}]);
  const inFlight = nothing();
  assert.deepEqual(ids(all.next(9, inFlight)), ['a', 'b']);
  inFlight.add(entries.slice(0, 2));
  assert.deepEqual(all.next(9, inFlight), []);
  all.remove(inFlight.take('a'));
  assert.deepEqual(all.next(9, inFlight), [entries[2]]);
});

test('a message is early if what it follows has no answer yet', () => {
  const stream = 's';
  const {all, entries} = unanswered([
    {type: 'order', id: 'o', stream},
    {type: 'payment', id: 'p', stream, order: 'o'},
    {type: 'refund', id: 'r', stream, order: 'o'},
    {type: 'payment', id: 'elsewhere', stream: 't', order: 'o'},
    {type: 'payment', id: 'stray', stream, order: 'nobody'},
    {type: 'deal', id: 'd', stream},
    {type: 'delivery', id: 'dl', stream, deal: 'd'},
  ]);
  const [order, payment, refund, elsewhere, stray, , delivery] = entries;
  const early = (entry, code) => all.isEarly(entry, {code});
  assert.equal(early(payment, 'unknown_order'), true);
  assert.equal(early(refund, 'not_refundable'), true);
  assert.equal(early(payment, 'not_payable'), false);
  assert.equal(early(elsewhere, 'unknown_order'), false);
  assert.equal(early(stray, 'unknown_order'), false);
  assert.equal(early(delivery, 'unknown_deal'), true);
  assert.equal(early(delivery, 'not_deliverable'), false);
  all.remove(payment);
  assert.equal(early(refund, 'not_refundable'), false);
  all.remove(order);
  assert.equal(early(refund, 'unknown_order'), false);
});

test('what the storage does not take is not in the outbox', () => {
  const storage = Object.assign(new Shelf(), {
    setItem() {
      throw new Error('no space');
    },
  });
  const all = new Unanswered(URL_OF_ORDERS, {limit: 9, bytes: 99, storage});
  assert.throws(() => all.add(entryOf({id: 'a'})), {code: 'outbox_full', retry: true, message: /no space/});
  assert.equal(all.size, 0);
});

test('the storage gives back what was kept, in order, and only to those who send to the same address', () => {
  const shelf = new Shelf();
  const kept = new OutboxStorage(shelf, URL_OF_ORDERS);
  const entries = Array.from({length: 12}, (_, i) => entryOf({id: `m-${i}`}));
  entries.forEach((entry) => kept.keep(entry));
  kept.forget(entries[3]);
  const prefix = shelf.key(0).split(':').slice(0, -1).join(':');
  shelf.setItem(`${prefix}:0-cut-off`, '{"id":"m-');
  const others = new OutboxStorage(shelf, new URL('ws://livetally.test/ws/streams/s/audience'));
  assert.deepEqual(others.restore(), []);
  const again = new OutboxStorage(shelf, URL_OF_ORDERS).restore();
  assert.deepEqual(ids(again), ids(entries.filter((_, i) => i !== 3)));
  assert.equal(shelf.length, 11);
});

test('a message without an answer for fifteen seconds is overdue, and others are not its measure', async () => {
  let overdue = 0;
  const inFlight = new InFlight(() => overdue++);
  const [a, b, c] = ['a', 'b', 'c'].map((id) => entryOf({id}));
  inFlight.add([a]);
  await network.pass(10_000);
  inFlight.add([b]);
  assert.equal(inFlight.take('a'), a);
  assert.equal(inFlight.take('a'), undefined);
  await network.pass(14_999);
  assert.equal(overdue, 0);
  await network.pass(1);
  assert.equal(overdue, 1);
  inFlight.clear();
  inFlight.add([c]);
  await network.pass(14_999);
  inFlight.clear();
  await network.pass(60_000);
  assert.equal(overdue, 1);
});

test('the newest orders come by their places in the ledger, which are numbers and not text', () => {
  const orders = ['9-0', '10-0', '10-10', '10-9'].map((seq) => ({seq}));
  assert.deepEqual(
    newest([...orders, ...orders]).map(({seq}) => seq),
    ['10-10', '10-9', '10-0', '9-0'],
  );
});
