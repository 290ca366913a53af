import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {CLIENT, visit} from './browser.js';
import {Network} from './network.js';

visit('/');
const {audience, board, mergePatch} = await import(CLIENT);

let network;
beforeEach(() => {
  network = new Network();
});

function follow(options) {
  const numbers = board('naqu', options);
  const statuses = [];
  numbers.addEventListener('status', ({detail}) => statuses.push(detail.status));
  return {numbers, statuses};
}

const snapshot = (version, board = {totals: {gmv: 1}}) => ({type: 'snapshot', version, at: 5, board});
const update = (from, version, patch, recent) => ({type: 'update', from, version, at: 6, patch, recent});
const order = (n) => ({seq: `1000-${n}`, amount: n});

test('a merge patch does what RFC 7396 says', () => {
  const examples = [
    [{a: 'b'}, {a: 'c'}, {a: 'c'}],
    [{a: 'b'}, {b: 'c'}, {a: 'b', b: 'c'}],
    [{a: 'b'}, {a: null}, {}],
    [{a: 'b', b: 'c'}, {a: null}, {b: 'c'}],
    [{a: ['b']}, {a: 'c'}, {a: 'c'}],
    [{a: 'c'}, {a: ['b']}, {a: ['b']}],
    [{a: {b: 'c'}}, {a: {b: 'd', c: null}}, {a: {b: 'd'}}],
    [{a: [{b: 'c'}]}, {a: [1]}, {a: [1]}],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{a: 'b'}, ['c'], ['c']],
    [{a: 'foo'}, null, null],
    [{a: 'foo'}, 'bar', 'bar'],
    [{e: null}, {a: 1}, {e: null, a: 1}],
    [[1, 2], {a: 'b', c: null}, {a: 'b'}],
    [{}, {a: {bb: {ccc: null}}}, {a: {bb: {}}}],
  ];
  for (const [target, patch, result] of examples) assert.deepEqual(mergePatch(target, patch), result);
});

test('a merge patch leaves the document as it was, and takes any key as a key', () => {
  const document = Object.freeze({totals: Object.freeze({gmv: 1}), goal: Object.freeze({amount: 9})});
  const merged = mergePatch(document, JSON.parse('{"totals":{"gmv":2},"__proto__":{"polluted":1}}'));
  assert.equal(merged.goal, document.goal);
  assert.equal(document.totals.gmv, 1);
  assert.deepEqual(Object.keys(merged), ['totals', 'goal', '__proto__']);
  assert.equal({}.polluted, undefined);
});

test('the path of a server stays before its own paths, also where it says why it refuses', async () => {
  for (const base of ['https://shop.example/tally', 'https://shop.example/tally/?a#b', '/tally/']) {
    const host = base.startsWith('/') ? 'livetally.test' : 'shop.example';
    const {numbers} = follow({base, fields: ['totals']});
    assert.equal(String(network.socket.url).replace(/^wss?:/, ''), `//${host}/tally/ws/boards/naqu?fields=totals`);
    network.socket.ends();
    await network.settled();
    assert.equal(network.asked.at(-1).replace(/^https?:/, ''), `//${host}/tally/api/boards/naqu?fields=stream`);
    numbers.close();
  }
});

test('a board is a snapshot and the patches made from it', () => {
  const {numbers, statuses} = follow({fields: ['totals', 'goal'], token: 'a b'});
  const changes = [];
  numbers.addEventListener('change', ({detail}) => changes.push(detail));
  assert.equal(network.socket.url.href, 'ws://livetally.test/ws/boards/naqu?fields=totals,goal&token=a%20b');
  const socket = network.socket.open();
  socket.says(snapshot(1, {totals: {gmv: 1}, goal: {amount: 9}}));
  socket.says(update(1, 3, {totals: {gmv: 2}}));
  assert.deepEqual(
    changes.map(({version}) => version),
    [1, 3],
  );
  assert.deepEqual(numbers.board, {totals: {gmv: 2}, goal: {amount: 9}, recent: []});
  assert.equal(changes[0].board.goal, changes[1].board.goal);
  assert.deepEqual(statuses, ['connected']);
});

test('a patch of another version is not applied: a snapshot is fetched by connecting again', async () => {
  const {numbers, statuses} = follow();
  network.socket.open().says(snapshot(1));
  network.socket.says(update(2, 3, {totals: {gmv: 7}}));
  assert.equal(numbers.board.totals.gmv, 1);
  await network.pass(500);
  assert.equal(network.sockets.length, 2);
  network.socket.open().says(snapshot(3, {totals: {gmv: 7}}));
  assert.equal(numbers.board.totals.gmv, 7);
  assert.deepEqual(statuses, ['connected', 'reconnecting', 'connected']);
});

test('the newest orders are the latest twenty, each once', () => {
  const {numbers} = follow();
  network.socket.open().says(snapshot(1, {recent: [order(9), order(10), order(2)]}));
  network.socket.says(update(1, 2, {}, [order(10), order(11)]));
  assert.deepEqual(
    numbers.board.recent.map(({amount}) => amount),
    [11, 10, 9, 2],
  );
  network.socket.says(
    update(
      2,
      3,
      {},
      Array.from({length: 30}, (_, i) => order(100 + i)),
    ),
  );
  assert.equal(numbers.board.recent.length, 20);
  assert.equal(numbers.board.recent[0].amount, 129);
});

test('a board that hears no heartbeat for twelve seconds connects again', async () => {
  const {statuses} = follow();
  network.socket.open().says(snapshot(1));
  for (let i = 0; i < 5; i++) {
    await network.pass(11_000);
    network.socket.says({type: 'heartbeat'});
  }
  assert.equal(network.sockets.length, 1);
  await network.pass(12_000);
  assert.deepEqual(statuses, ['connected', 'reconnecting']);
});

test('waits between attempts double, up to five seconds, and are spread', async () => {
  for (const [jitter, waits] of [
    [1, [500, 1_000, 2_000, 4_000, 5_000, 5_000]],
    [0, [250, 250, 250, 250, 250]],
  ]) {
    network = new Network();
    network.jitter = jitter;
    follow();
    for (const wait of waits) {
      const before = network.sockets.length;
      network.socket.ends();
      await network.pass(wait - 1);
      assert.equal(network.sockets.length, before);
      await network.pass(1);
      assert.equal(network.sockets.length, before + 1);
    }
  }
});

test('a connection that stood for five seconds starts the waits from the least again', async () => {
  follow();
  for (let i = 0; i < 4; i++) {
    network.socket.ends();
    await network.pass(5_000);
  }
  network.socket.open();
  await network.pass(5_000);
  const before = network.sockets.length;
  network.socket.ends();
  await network.pass(500);
  assert.equal(network.sockets.length, before + 1);
});

test('a handshake without an answer is given up', async () => {
  follow();
  await network.pass(12_500);
  assert.equal(network.sockets.length, 2);
});

test('who is refused asks why, and comes back once a minute', async () => {
  const {statuses} = follow();
  network.answers.push({status: 401});
  network.socket.ends();
  await network.pass(59_999);
  assert.deepEqual(statuses, ['denied']);
  assert.equal(network.sockets.length, 1);
  await network.pass(1);
  assert.equal(network.sockets.length, 2);
});

test('a token that ends denies, too', () => {
  const {statuses} = follow();
  network.socket.open().says(snapshot(1));
  network.socket.ends(4401);
  assert.deepEqual(statuses, ['connected', 'denied']);
});

test('a stream that is not there yet is missing until it is', async () => {
  const {numbers} = follow();
  network.answers.push({status: 404});
  network.socket.ends();
  await network.pass(500);
  assert.equal(numbers.missing, true);
  network.socket.open().says(snapshot(1));
  assert.equal(numbers.missing, false);
});

test('a server that cannot serve says why', async () => {
  const {numbers} = follow();
  network.answers.push({status: 503, body: {detail: 'Redis does not answer (LOADING)'}});
  network.socket.ends();
  await network.settled();
  assert.equal(numbers.status, 'reconnecting');
  assert.equal(numbers.reason, 'Redis does not answer (LOADING)');
});

test('stale numbers say since when, and a heartbeat ends that', () => {
  const {numbers, statuses} = follow();
  network.socket.open().says(snapshot(1));
  network.socket.says({type: 'stale', since: 4, reason: 'Redis does not answer'});
  assert.equal(numbers.staleSince, 4);
  network.socket.says({type: 'heartbeat'});
  assert.deepEqual(statuses, ['connected', 'stale', 'connected']);
  assert.equal(numbers.staleSince, undefined);
});

test('the next connection asks for big orders from where the last one told', async () => {
  const {numbers} = follow({orders: 100_000});
  const told = [];
  numbers.addEventListener('orders', ({detail}) => told.push(detail));
  const none = {count: 0, amount: 0};
  network.socket.open().says({type: 'orders', to: '1-0', orders: [], more: none});
  network.socket.says({type: 'orders', to: '2-0', orders: [order(1)], more: none});
  assert.deepEqual(told, [{orders: [order(1)], more: none, to: '2-0'}]);
  const refunded = [];
  numbers.addEventListener('refunded', ({detail}) => refunded.push(detail));
  const paid = {type: 'orders', to: '2-0', orders: [order(1)], more: none, placed: {[order(1).seq]: '0-7'}};
  network.socket.says(paid);
  network.socket.says({type: 'orders', to: '2-0', orders: [], more: none, refunded: ['0-7']});
  assert.equal(told[1].orders[0].placed, '0-7');
  assert.equal(told.length, 2);
  assert.deepEqual(refunded, [{places: ['0-7'], to: '2-0'}]);
  network.socket.ends();
  await network.pass(500);
  assert.equal(network.socket.url.searchParams.get('ordersFrom'), '2-0');
});

test('a closed board stays closed', async () => {
  const {numbers} = follow();
  numbers.close();
  await network.pass(120_000);
  assert.equal(network.sockets.length, 1);
});

/** An answer whose body is written by the test. */
function streamed() {
  const answer = {status: 200, ok: true};
  answer.body = new ReadableStream({
    start(controller) {
      answer.says = (...messages) =>
        controller.enqueue(
          new TextEncoder().encode(messages.map((message) => `data: ${JSON.stringify(message)}\n\n`).join('')),
        );
      answer.part = (text) => controller.enqueue(new TextEncoder().encode(text));
      answer.ends = () => controller.close();
    },
  });
  return answer;
}

test('where no socket gets through, though the server answers, its messages come as events', async () => {
  const {numbers} = follow({fields: ['totals'], token: 'a'});
  const stream = streamed();
  network.answers.push({status: 200});
  network.socket.ends();
  await network.pass(1_000);
  assert.equal(numbers.reason, undefined, 'the server may have just restarted');
  network.answers.push({status: 200}, stream);
  network.socket.ends();
  await network.pass(10);
  assert.equal(network.asked.at(-1), 'http://livetally.test/api/boards/naqu/events?fields=totals&token=a');
  stream.says(snapshot('1'));
  await network.pass(10);
  assert.deepEqual([numbers.status, numbers.rule, numbers.board.totals.gmv], ['connected', 'no_sockets', 1]);
  const [first, second] = [
    ': a comment\n\nevent: x\nda',
    `ta: ${JSON.stringify(update('1', '2', {totals: {gmv: 2}}))}\n\n`,
  ];
  stream.part(first);
  stream.part(second);
  await network.pass(10);
  assert.equal(numbers.board.totals.gmv, 2);

  const sockets = network.sockets.length;
  stream.ends();
  await network.pass(1_000);
  assert.equal(numbers.status, 'reconnecting');
  assert.equal(network.sockets.length, sockets + 1, 'a socket is tried before events are taken again');
  network.socket.open().says(snapshot('3'));
  assert.deepEqual([numbers.status, numbers.rule], ['connected', undefined]);
  numbers.close();
});

test('events that are refused, too, are not asked for at once again', async () => {
  const {numbers} = follow();
  for (let i = 0; i < 2; i++) {
    network.answers.push({status: 200});
    network.socket.ends();
    if (i === 0) await network.pass(1_000);
  }
  network.answers.push({status: 502}, {status: 503, body: {detail: 'Redis does not answer'}});
  await network.pass(10);
  assert.deepEqual([numbers.status, numbers.reason], ['reconnecting', 'Redis does not answer']);
  numbers.close();
});

test('a full server, which answers questions all the same, is not taken for a network without sockets', async () => {
  const full = {status: 503, body: {detail: 'all places are taken', rule: 'connections'}};
  for (const open of [board, audience]) {
    const end = open('naqu', {viewer: 'v'});
    network.answers.push({status: 200});
    network.socket.ends();
    await network.pass(1_000);
    network.answers.push({status: 200});
    if (open === board) network.answers.push(full, {status: 200}); // its events are refused, too
    network.answers.push(full);
    network.socket.ends();
    await network.pass(10);
    assert.match(network.asked.at(-1), /\/api\/boards\/naqu\/events\?fields=stream$/);
    assert.deepEqual([end.status, end.rule, end.reason], ['reconnecting', 'connections', 'all places are taken']);
    end.close();
  }
});
