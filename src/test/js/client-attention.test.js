import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {CLIENT, give, visit} from './browser.js';
import {Network} from './network.js';

visit('/');
const {audience, board, producer} = await import(CLIENT);
const realNow = Date.now;

let network;
let page;
let tab;
beforeEach(() => {
  network = new Network();
  Date.now = realNow;
  page = Object.assign(new EventTarget(), {documentElement: {}, visibilityState: 'visible'});
  tab = new EventTarget();
  give('document', page);
  for (const name of ['addEventListener', 'removeEventListener']) give(name, tab[name].bind(tab));
});

/** What tells a page that somebody looks at it again, or that the network is another. */
const looks = {
  seen: () => page.dispatchEvent(new Event('visibilitychange')),
  back: () => tab.dispatchEvent(Object.assign(new Event('pageshow'), {persisted: true})),
  online: () => tab.dispatchEvent(new Event('online')),
  offline: () => tab.dispatchEvent(new Event('offline')),
};
const order = {type: 'order', id: 'a', stream: 'naqu', lines: []};
const clients = {
  board: () => board('naqu'),
  audience: () => audience('naqu', {viewer: 'v'}),
  producer: () => {
    const orders = producer();
    orders.send(order).catch(() => {});
    return orders;
  },
};

for (const [kind, make] of Object.entries(clients)) {
  async function connected() {
    const client = make();
    network.socket.open();
    await network.settled();
    if (kind === 'board') network.socket.says({type: 'snapshot', version: 1, at: 1, board: {}});
    if (kind === 'producer') network.socket.says({type: 'ack', id: 'a', result: 'recorded', seq: '1-0'});
    const statuses = [client.status];
    client.addEventListener('status', ({detail}) => statuses.push(detail.status));
    return {client, statuses};
  }

  for (const [event, look] of Object.entries(looks)) {
    test(`${kind}, ${event}: a socket that died meanwhile is replaced within a second`, async () => {
      const {statuses} = await connected();
      await network.pass(3_000);
      look();
      assert.deepEqual(statuses, ['connected']);
      await network.pass(999);
      assert.equal(network.sockets.length, 2);
      assert.deepEqual(statuses, ['connected', 'reconnecting']);
      network.socket.open();
    });
  }

  test(`${kind}: a socket that lives is kept, and asked once however often one looks`, async () => {
    const {client} = await connected();
    await network.pass(3_000);
    const before = network.socket.sent.length;
    for (const look of Object.values(looks)) look();
    assert.equal(network.socket.sent.length, before + 1);
    await network.pass(100);
    network.socket.says(kind === 'board' ? {type: 'heartbeat', at: 2} : {type: 'error', id: 'probe'});
    await network.pass(5_000);
    assert.equal(network.sockets.length, 1);
    assert.equal(client.status, 'connected');
    client.close();
    looks.seen();
    assert.equal(network.sockets.length, 1);
  });

  test(`${kind}: a machine that slept for longer than silence lasts connects at once`, async () => {
    const {client} = await connected();
    Date.now = () => realNow() + 60_000; // the stopwatch and all timers have slept as well
    looks.seen();
    assert.equal(network.sockets.length, 2);
    assert.equal(client.status, 'reconnecting');
  });

  test(`${kind}: who waits for the next attempt waits no longer`, async () => {
    await connected();
    network.socket.ends();
    looks.online();
    assert.equal(network.sockets.length, 2);
    looks.seen(); // the handshake has only begun
    assert.equal(network.sockets.length, 2);
    await network.pass(700);
    looks.seen(); // and now it takes too long
    assert.equal(network.sockets.length, 3);
  });
}

test('a hidden page does not probe, nor does one that is shown for the first time', async () => {
  board('naqu');
  network.socket.open().says({type: 'snapshot', version: 1, at: 1, board: {}});
  page.visibilityState = 'hidden';
  looks.seen();
  tab.dispatchEvent(new Event('pageshow'));
  assert.deepEqual(network.socket.sent, [{rate: 4}]);
});

test('a token that is not let in is not tried again by looking', async () => {
  board('naqu', {token: 'old'});
  network.socket.open().ends(4401);
  looks.seen();
  await network.pass(10_000);
  assert.equal(network.sockets.length, 1);
});

test('a replay, whose server answers nothing, goes on from where it was once it is silent for long', async () => {
  board('naqu', {from: 0});
  network.socket.open().says({type: 'snapshot', version: 1, at: 77, replay: true, board: {}});
  await network.pass(3_000);
  looks.seen();
  assert.equal(network.socket.sent.length, 0);
  await network.pass(8_000);
  assert.equal(network.sockets.length, 1);
  await network.pass(2_000);
  assert.equal(network.socket.url.searchParams.get('from'), '77');
});

test('an audience that hears nothing asks, and gives the connection up five seconds later', async () => {
  const viewer = audience('naqu', {viewer: 'v'});
  network.socket.open();
  await network.pass(24_000);
  assert.equal(viewer.status, 'connected');
  await network.pass(1_000);
  assert.equal(viewer.status, 'reconnecting');
});

const likesOf = (socket) => socket.sent.filter(({type}) => type === 'like');
const liked = ({id, count}) => ({type: 'liked', id, count});

test('likes are given once the server says so, one message at a time', async () => {
  const viewer = audience('naqu', {viewer: 'v'});
  const given = [];
  viewer.addEventListener('liked', ({detail}) => given.push(detail));
  const socket = network.socket.open();
  viewer.like();
  viewer.like(2);
  await network.pass(1_000);
  assert.deepEqual(
    likesOf(socket).map(({count}) => count),
    [1],
  );
  assert.deepEqual([viewer.givenLikes, viewer.pendingLikes], [0, 2]);
  socket.says(liked(likesOf(socket)[0]));
  assert.deepEqual(
    likesOf(socket).map(({count}) => count),
    [1, 2],
  );
  socket.says(liked({...likesOf(socket)[1], count: 0})); // the stream was not live
  assert.deepEqual(given, [
    {given: 1, pending: 0},
    {given: 1, pending: 0},
  ]);
});

test('likes of a dead socket are kept and sent once; the one that was on its way is not sent twice', async () => {
  const viewer = audience('naqu', {viewer: 'v'});
  const dead = network.socket.open();
  viewer.like();
  viewer.like(3);
  await network.pass(2_000);
  looks.seen();
  await network.pass(900);
  viewer.like();
  const alive = network.socket.open();
  assert.notEqual(alive, dead);
  assert.deepEqual(
    likesOf(alive).map(({count}) => count),
    [4],
  );
  alive.says(liked({id: likesOf(dead)[0].id, count: 1})); // of another connection, if such a thing came
  assert.equal(viewer.givenLikes, 0);
  alive.says(liked(likesOf(alive)[0]));
  await network.pass(20_000);
  assert.equal(likesOf(alive).length, 1);
  assert.equal(viewer.givenLikes, 4);
});

test('a server that does not answer likes gets more of them after a while', async () => {
  const viewer = audience('naqu', {viewer: 'v'});
  const socket = network.socket.open();
  viewer.like();
  viewer.like();
  await network.pass(14_000);
  socket.says({type: 'pulse', likes: 1, viewers: 1});
  assert.equal(likesOf(socket).length, 1);
  await network.pass(2_000);
  assert.equal(likesOf(socket).length, 2);
  socket.says({type: 'liked', id: likesOf(socket)[1].id, count: 2}); // an answer to both
  assert.equal(viewer.givenLikes, 2);
});

test('who leaves sends what is left', () => {
  const viewer = audience('naqu', {viewer: 'v'});
  const socket = network.socket.open();
  viewer.like();
  viewer.like(7);
  tab.dispatchEvent(new Event('pagehide'));
  assert.equal(likesOf(socket).at(-1).count, 7);
});
