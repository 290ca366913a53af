import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {WEBROOT, CLIENT, give, visit} from './browser.js';
import {Network} from './network.js';

visit('/board/naqu?lang=en&token=t');
const {board} = await import(CLIENT);
const {Replay} = await import(`${WEBROOT}shared/replay.js`);
const {serverTime} = await import(`${WEBROOT}shared/session-time.js`);

const RANGE = {from: 1_000, to: 101_000, messages: 7, shows: [], endedAt: 101_000};
let network;
/** Frames that were asked for and have no answer yet. */ let asked;

beforeEach(() => {
  network = new Network();
  asked = [];
  give('fetch', async (path) => {
    if (path.endsWith('/replay')) return {ok: true, status: 200, json: async () => RANGE};
    return new Promise((answer) => asked.push({path, answer}));
  });
});

const frame = (at) => ({type: 'snapshot', version: 3, replay: true, at, board: {totals: {gmv: at}}});

async function answers(body, {status = 200} = {}) {
  await network.settled();
  const {path, answer} = asked.shift();
  answer({ok: status === 200, status, json: async () => body});
  await network.settled();
  return path;
}

test('a replay asks for its time and speed, and goes on where it was after a lost connection', async () => {
  const numbers = board('naqu', {fields: ['totals'], from: '5-0', speed: 60, token: 't'});
  assert.equal(network.socket.url.search, '?fields=totals&from=5-0&speed=60&token=t');
  network.socket.open().says(frame(5_000));
  network.socket.says({type: 'heartbeat', version: 3, replay: true, at: 9_000});
  network.socket.ends();
  await network.pass(500);
  assert.equal(network.socket.url.searchParams.get('from'), '9000');
  assert.equal(network.socket.url.searchParams.get('speed'), '60');
  assert.deepEqual([numbers.replay, numbers.speed, numbers.at], [true, 60, 9_000]);
});

test('its end is told, and its time stands still', async () => {
  const numbers = board('naqu', {from: 0, speed: 10});
  const ends = [];
  numbers.addEventListener('end', ({detail}) => ends.push(detail.at));
  network.socket.open().says(frame(5_000));
  await network.pass(100);
  assert.equal(serverTime(numbers, true), 6_000, 'ten times as fast');
  network.socket.says({type: 'end', replay: true, at: 7_000});
  await network.pass(100);
  assert.deepEqual([ends, numbers.ended, serverTime(numbers, true)], [[7_000], true, 7_000]);
});

test('who is refused is told that there are too many replays', async () => {
  const numbers = board('naqu', {from: 0});
  const paths = [];
  give('fetch', async (url) => {
    paths.push(url.pathname + url.search);
    return {status: 429, json: async () => ({detail: 'too many', rule: 'replays_of_address', params: {max: 4}})};
  });
  network.socket.ends();
  await network.settled();
  assert.deepEqual(paths, ['/api/boards/naqu/replay?from=0&speed=1']);
  assert.deepEqual([numbers.status, numbers.rule], ['reconnecting', 'replays_of_address']);
});

test('while somebody looks for a time, one frame is asked for at a time, and none of those in between', async () => {
  const replay = new Replay('naqu', {at: 2_000, playing: false, speed: 1});
  assert.equal(await answers(frame(2_000)), '/api/boards/naqu?at=2000');
  assert.deepEqual([replay.board.totals.gmv, replay.status, replay.paused], [2_000, 'connected', true]);
  for (const at of [3_000, 4_000, 5_000]) replay.seek(at, true);
  assert.equal(replay.at, 5_000, 'the thumb is where it is held');
  assert.equal(await answers(frame(3_000)), '/api/boards/naqu?at=3000');
  assert.equal(await answers(frame(5_000)), '/api/boards/naqu?at=5000');
  assert.equal(replay.board.totals.gmv, 5_000);
  assert.deepEqual(asked, []);
  replay.seek(900_000, true);
  assert.equal(replay.at, RANGE.to, 'not beyond the end');
  assert.equal(network.sockets.length, 0);
  replay.close();
});

test('it plays from where it stands, celebrates only then, and stops at the end', async () => {
  const replay = new Replay('naqu', {at: 2_000, playing: false, speed: 10});
  await answers(frame(2_000));
  assert.equal(replay.celebrates, false);
  replay.play();
  assert.equal(network.socket.url.search, '?from=2000&speed=10&token=t');
  await network.pass(500);
  assert.equal(replay.now, 2_000, 'not before the first message');
  network.socket.open().says(frame(2_000));
  await network.pass(100);
  assert.deepEqual([replay.now, replay.celebrates], [3_000, true]);
  replay.pace(600);
  assert.equal(network.socket.url.search, '?from=3000&speed=600&token=t');
  network.socket.open().says(frame(3_000));
  assert.equal(replay.celebrates, false, 'too fast to be read');
  network.socket.says({type: 'end', replay: true, at: RANGE.to});
  assert.deepEqual([replay.paused, replay.ended, replay.now], [true, true, RANGE.to]);
  replay.play();
  assert.equal(network.socket.url.searchParams.get('from'), '1000', 'once more from the beginning');
  replay.close();
});

test('who drags while it plays sees frames, and lets it go on from there', async () => {
  const replay = new Replay('naqu', {at: 2_000, playing: true, speed: 1});
  network.socket.open().says(frame(2_000));
  await network.settled();
  replay.seek(50_000, true);
  assert.equal(network.socket.readyState, 3);
  assert.equal(await answers(frame(50_000)), '/api/boards/naqu?at=50000');
  assert.equal(replay.paused, false);
  replay.seek(60_000);
  assert.equal(network.socket.url.searchParams.get('from'), '60000');
  replay.close();
});

test('what cannot be read is asked for again, and said', async () => {
  const replay = new Replay('naqu', {at: 2_000, playing: false, speed: 1});
  await answers({detail: 'Redis does not answer'}, {status: 503});
  assert.deepEqual([replay.status, replay.reason], ['reconnecting', 'Redis does not answer']);
  await network.pass(2_000);
  await answers(frame(2_000));
  assert.deepEqual([replay.status, replay.reason], ['connected', undefined]);
  replay.close();
});
