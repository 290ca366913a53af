import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {CLIENT, visit} from './browser.js';
import {Network, Shelf} from './network.js';

visit('/');
const {audience, decimal, newId, producer} = await import(CLIENT);

let network;
beforeEach(() => {
  network = new Network();
});

const order = (id, more) => ({type: 'order', id, stream: 'naqu', lines: [{sku: 'tea', qty: 1, amount: 100}], ...more});
const payment = (id, of) => ({type: 'payment', id, stream: 'naqu', order: of});
const ack = (id) => ({type: 'ack', id, result: 'recorded', seq: '1-0'});
const ids = (frame) => [frame].flat().map(({id}) => id);

async function sending(messages, options) {
  const orders = producer(options);
  network.socket.open();
  const answers = messages.map((message) => orders.send(message));
  answers.forEach((answer) => answer.catch(() => {}));
  await network.settled();
  return {orders, answers};
}

test('what is sent in one turn leaves in one frame', async () => {
  const {orders, answers} = await sending([order('a'), order('b')]);
  assert.deepEqual(network.socket.sent.map(ids), [['a', 'b']]);
  assert.equal(orders.pending, 2);
  network.socket.says([ack('b'), ack('a')]);
  assert.deepEqual(await Promise.all(answers), [ack('a'), ack('b')]);
  assert.equal(orders.pending, 0);
});

test('a message is sent as it was, whatever becomes of the object', async () => {
  const orders = producer();
  const message = order('a');
  orders.send(message).catch(() => {});
  message.lines[0].amount = 1;
  network.socket.open();
  await network.settled();
  assert.equal(network.socket.sent[0].lines[0].amount, 100);
});

test('after a lost connection all without an answer are sent again, oldest first', async () => {
  await sending([order('a'), order('b'), order('c')]);
  network.socket.says(ack('b'));
  network.socket.ends();
  await network.pass(500);
  network.socket.open();
  assert.deepEqual(network.socket.sent.map(ids), [['a', 'c']]);
});

test('what the server is too busy for is sent again, and keeps the rest waiting', async () => {
  const {orders} = await sending([order('a')]);
  network.socket.says({type: 'error', id: 'a', code: 'busy', message: 'busy', retry: true});
  orders.send(order('b')).catch(() => {});
  await network.pass(499);
  assert.equal(network.socket.sent.length, 1);
  await network.pass(1);
  assert.deepEqual(network.socket.sent.map(ids), [['a'], ['a', 'b']]);
});

test('a payment that overtook its order waits for it', async () => {
  const {answers} = await sending([order('a'), payment('p', 'a')]);
  network.socket.says([
    {id: 'a', code: 'busy', retry: true},
    {id: 'p', code: 'unknown_order'},
  ]);
  await network.pass(500);
  assert.deepEqual(network.socket.sent.map(ids), [
    ['a', 'p'],
    ['a', 'p'],
  ]);
  network.socket.says([ack('a'), ack('p')]);
  assert.equal((await answers[1]).id, 'p');
});

test('a refusal names its code and field', async () => {
  const {orders, answers} = await sending([order('a'), payment('p', 'nobody')]);
  const refused = [];
  orders.addEventListener('refused', ({detail}) => refused.push(detail.refusal.code));
  network.socket.says({id: 'a', code: 'invalid_order', field: 'lines[0].qty', message: 'must be more'});
  await assert.rejects(answers[0], {
    name: 'Refusal',
    id: 'a',
    code: 'invalid_order',
    field: 'lines[0].qty',
    retry: false,
  });
  network.socket.says({id: 'p', code: 'unknown_order', message: 'there is none'});
  await assert.rejects(answers[1], {code: 'unknown_order'});
  assert.deepEqual(refused, ['invalid_order', 'unknown_order']);
});

test('of a frame that is refused as a whole, the messages go one by one', async () => {
  const {answers} = await sending([order('a'), order('b')]);
  network.socket.says({code: 'invalid_message', message: 'is nested too deep'});
  await network.pass(500);
  network.socket.open();
  assert.deepEqual(network.socket.sent.map(ids), [['a']]);
  network.socket.says({code: 'invalid_message', message: 'is nested too deep'});
  await assert.rejects(answers[0], {id: 'a', code: 'invalid_message'});
  assert.deepEqual(network.socket.sent.map(ids), [['a'], ['b']]);
});

test('two messages with one id wait for each other', async () => {
  await sending([order('a'), order('a')]);
  assert.deepEqual(network.socket.sent.map(ids), [['a']]);
  network.socket.says(ack('a'));
  assert.deepEqual(network.socket.sent.map(ids), [['a'], ['a']]);
});

test('the outbox is bounded, in messages and in bytes', async () => {
  const {orders} = await sending([order('a')], {limit: 1});
  await assert.rejects(orders.send(order('b')), {code: 'outbox_full', retry: true});
  const all = producer();
  await assert.rejects(all.send(order('c', {channel: 'x'.repeat(256 * 1024)})), {code: 'too_large', retry: false});
  for (const id of ['', 'x'.repeat(65), '\ud800', 7]) {
    await assert.rejects(all.send(order(id)), {code: 'invalid_order', field: 'id'});
  }
});

test('a thousand messages go in a frame, two thousand without an answer, the oldest first', async () => {
  await sending(Array.from({length: 2_500}, (_, i) => order(`o-${i}`)));
  assert.deepEqual(
    network.socket.sent.map((frame) => [frame.length, frame[0].id]),
    [
      [1_000, 'o-0'],
      [1_000, 'o-1000'],
    ],
  );
  network.socket.says(Array.from({length: 300}, (_, i) => ack(`o-${i}`)));
  assert.deepEqual(ids(network.socket.sent[2]).slice(0, 2), ['o-2000', 'o-2001']);
  assert.equal(network.socket.sent[2].length, 300);
  network.socket.ends();
  await network.pass(500);
  network.socket.open();
  assert.equal(network.socket.sent[0][0].id, 'o-300');
});

test('what has no answer is sent again after a reload, in order', async () => {
  const storage = new Shelf();
  storage.setItem('of somebody else', 'text');
  const {orders, answers} = await sending([order('a'), payment('p', 'a'), order('b')], {storage});
  network.socket.says(ack('b'));
  orders.close();
  await assert.rejects(answers[0], {code: 'closed'});

  const again = producer({storage});
  const acks = [];
  again.addEventListener('ack', ({detail}) => acks.push(detail.message.id));
  network.socket.open();
  assert.deepEqual(network.socket.sent.map(ids), [['a', 'p']]);
  network.socket.says([ack('a'), ack('p')]);
  assert.deepEqual(acks, ['a', 'p']);
  assert.equal(storage.length, 1);
});

test('a silent connection is asked something, and given up without an answer', async () => {
  await sending([order('a')]);
  network.socket.says(ack('a'));
  await network.pass(20_000);
  assert.deepEqual(network.socket.sent.map(ids), [['a'], ['a']]);
  await network.pass(15_000);
  assert.equal(network.socket.readyState, 3);
});

test('a total of likes gets an id, and is no sign of life of its source', async () => {
  const {answers} = await sending([order('a'), {type: 'likes', stream: 'naqu', source: 'room', total: 7}]);
  const [, likes] = network.socket.sent[0];
  assert.match(likes.id, /^likes-/);
  const counted = {type: 'ack', id: likes.id, source: 'room', result: 'recorded', likes: 7};
  network.socket.says([ack('a'), counted]);
  assert.deepEqual(await answers[1], counted);
  await network.pass(20_000);
  assert.deepEqual(network.socket.sent.slice(1).map(ids), [['a']]);
});

test('likes leave at once, then summed four times a second, at most 100 at a time', async () => {
  const viewer = audience('naqu', {viewer: 'v'});
  network.socket.open();
  viewer.like();
  viewer.like(120);
  assert.deepEqual(network.socket.sent, [{type: 'like', id: 'like-1', count: 1}]);
  for (let i = 0; i < 2; i++) {
    network.socket.says({...network.socket.sent[i], type: 'liked'});
    await network.pass(250);
  }
  assert.deepEqual(
    network.socket.sent.map(({count}) => count),
    [1, 100, 20],
  );
  assert.equal(viewer.pendingLikes, 0);
  for (const n of [0, -1, 1.5, NaN]) assert.throws(() => viewer.like(n), RangeError);
});

test('an order of the audience has an id of its own', async () => {
  const viewer = audience('naqu', {viewer: 'v'});
  network.socket.open();
  viewer.order({lines: [{sku: 'tea', qty: 1}]}).catch(() => {});
  await network.settled();
  assert.match(network.socket.sent[0].id, /^live-[0-9a-f]{32}$/);
});

test('ids are random', () => {
  assert.match(newId('x-'), /^x-[0-9a-f]{32}$/);
  assert.notEqual(newId(), newId());
});

test('a decimal is exact, and has as many digits as the currency', () => {
  assert.equal(decimal(9_007_199_254_740_991, 2), '90071992547409.91');
  assert.equal(decimal(5, 3), '0.005');
  assert.equal(decimal(-5, 2), '-0.05');
  assert.equal(decimal(12n, 0), '12');
  assert.equal(decimal(0, 2), '0.00');
});
