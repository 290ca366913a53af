/** The clients of platforms in docs/clients, each against a platform and a Livetally that are made up here. */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createHash, createHmac} from 'node:crypto';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {deflateSync} from 'node:zlib';
import {Counted, signature} from '../../../docs/clients/douyin.mjs';
import {likesIn, messages, packet, signed} from '../../../docs/clients/bilibili.mjs';

const CLIENTS = fileURLToPath(new URL('../../../docs/clients/', import.meta.url));
/** The client for Bilibili needs a WebSocket, which Node 20 has behind a flag. */
const SOCKETS = globalThis.WebSocket ? [] : ['--experimental-websocket'];
const hasSockets =
  globalThis.WebSocket !== undefined || process.allowedNodeEnvironmentFlags.has('--experimental-websocket');

const closing = [];
afterEach(() => closing.splice(0).forEach((close) => close()));
after(() => closing.forEach((close) => close()));

async function serve(answer) {
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const {status = 200, body} = await answer(request, Buffer.concat(parts));
    response.writeHead(status, {'Content-Type': 'application/json'}).end(JSON.stringify(body));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return {server, url: `http://127.0.0.1:${server.address().port}`};
}

/** A Livetally that keeps the highest total, after the answers in `first`. */
async function livetally({likes = 0, first = []} = {}) {
  const kept = {likes, totals: [], tokens: new Set(), ended: false};
  const {url} = await serve((request, text) => {
    kept.tokens.add(request.headers.authorization);
    const {type, stream, source, total} = JSON.parse(text);
    assert.deepEqual([request.url, type, stream], ['/api/orders', 'likes', 's']);
    kept.source = source;
    kept.totals.push(total);
    if (first.length > 0) return first.shift();
    if (kept.ended)
      return {body: {type: 'error', code: 'stream_ended', rule: 'ended', message: 'has ended', retry: false}};
    const status = total > kept.likes ? 'recorded' : 'duplicate';
    kept.likes = Math.max(kept.likes, total);
    return {body: {type: 'ack', source, status, likes: kept.likes}};
  });
  return Object.assign(kept, {url});
}

function run(file, args, env) {
  const child = spawn(
    process.execPath,
    [...(file === 'bilibili.mjs' ? SOCKETS : []), CLIENTS + file, '--stream', 's', ...args],
    {
      env: {PATH: process.env.PATH, LIVETALLY_TOKEN: 'token', ...env},
    },
  );
  const said = {text: ''};
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said.text += text));
  closing.push(() => child.kill('SIGKILL'));
  const exit = new Promise((done) => child.on('exit', done));
  return {child, said, exit};
}

async function until(what, condition) {
  for (let waited = 0; !condition(); waited += 10) {
    assert.ok(waited < 20_000, `not within 20 s: ${what}`);
    await new Promise((later) => setTimeout(later, 10));
  }
}

test('YouTube: the total is polled, may fall or be hidden, and goes on over refusals that pass', async () => {
  const notYet = {
    type: 'error',
    code: 'unknown_stream',
    rule: 'likes_not_started',
    message: 'has not started',
    retry: false,
  };
  const tally = await livetally({first: [{status: 503, body: {}}, {body: notYet}]});
  const counts = ['10', '9', undefined, '25'];
  const asked = [];
  const {url: api} = await serve((request) => {
    asked.push(request.url);
    const likeCount = counts.length > 1 ? counts.shift() : counts[0];
    return {body: {items: [{statistics: likeCount === undefined ? {viewCount: '1'} : {likeCount}}]}};
  });
  const args = ['--video', 'abc', '--api', api, '--poll-ms', '20', '--every-ms', '20'];
  const {said, exit} = run('youtube.mjs', args, {YOUTUBE_API_KEY: 'a-key', LIVETALLY_URL: tally.url});
  await until('the newest total', () => tally.likes === 25);
  tally.ended = true;

  assert.equal(await exit, 0);
  assert.equal(tally.source, 'youtube:abc');
  assert.deepEqual([...tally.tokens], ['Bearer token']);
  assert.equal(asked[0], '/youtube/v3/videos?part=statistics&id=abc&key=a-key');
  assert.ok(
    tally.totals.every((total, i) => i === 0 || total >= tally.totals[i - 1]),
    'never falls',
  );
  assert.match(said.text, /Livetally answers 503/);
  assert.match(said.text, /has not started/);
  assert.match(said.text, /hides its likes/);
  assert.match(said.text, /the stream has ended/);
  assert.doesNotMatch(said.text, /a-key|token/);
});

test('a client ends if sending again cannot help', async () => {
  const {url} = await serve(() => ({status: 401, body: {}}));
  const {said, exit} = run('youtube.mjs', ['--video', 'abc', '--api', url], {
    YOUTUBE_API_KEY: 'k',
    LIVETALLY_URL: url,
  });
  assert.equal(await exit, 1);
  assert.match(said.text, /refuses the token \(401\)/);
});

test('Bilibili: requests are signed as its SDKs do, and packets are read, compressed or not', async () => {
  const headers = signed('{}', {key: 'K', secret: 'S', nonce: 'N', now: 1_700_000_000_000});
  const md5 = createHash('md5').update('{}').digest('hex');
  const lines = [
    'x-bili-accesskeyid:K',
    `x-bili-content-md5:${md5}`,
    'x-bili-signature-method:HMAC-SHA256',
    'x-bili-signature-nonce:N',
    'x-bili-signature-version:1.0',
    'x-bili-timestamp:1700000000',
  ];
  assert.equal(headers.Authorization, createHmac('sha256', 'S').update(lines.join('\n')).digest('hex'));

  const like = (count) => JSON.stringify({cmd: 'LIVE_OPEN_PLATFORM_LIKE', data: {like_count: count}});
  const inside = Buffer.concat([
    packet(5, like(3)),
    packet(5, '{"cmd":"LIVE_OPEN_PLATFORM_DM","data":{}}'),
    packet(5, like(4)),
  ]);
  const both = Buffer.concat([packet(8, '{"code":0}'), packet(3, Buffer.alloc(4)), compressed(inside)]);
  assert.deepEqual((await messages(both)).map(likesIn), [3, 0, 4]);
  assert.deepEqual(await messages(Buffer.alloc(20)), []);
  assert.equal(likesIn({cmd: 'LIVE_OPEN_PLATFORM_LIKE', data: {like_conut: 2}}), 2);
});

test('Bilibili: growth counts on from what Livetally has', {skip: !hasSockets}, async () => {
  const tally = await livetally({likes: 100});
  const asked = [];
  const platform = await serve((request, text) => {
    assert.equal(request.headers['x-bili-content-md5'], createHash('md5').update(text).digest('hex'));
    asked.push([request.url, JSON.parse(text)]);
    const websocket_info = {wss_link: [platform.url.replace('http', 'ws')], auth_body: '{"key":"in"}'};
    return {body: {code: 0, message: 'ok', data: {game_info: {game_id: 'g-1'}, websocket_info}}};
  });
  const received = [];
  platform.server.on('upgrade', (request, socket) => {
    accept(request, socket);
    socket.on('data', (frame) => received.push(unmasked(frame)));
    const like = JSON.stringify({cmd: 'LIVE_OPEN_PLATFORM_LIKE', data: {like_count: 5, msg_id: 'm'}});
    socket.write(binary(packet(5, like)));
    socket.write(binary(compressed(Buffer.concat([packet(5, like), packet(5, like)]))));
    closing.push(() => socket.destroy());
  });
  const args = ['--app', '17', '--code', 'C', '--api', platform.url, '--every-ms', '20'];
  const {child, exit} = run('bilibili.mjs', args, {BILI_KEY: 'K', BILI_SECRET: 'S', LIVETALLY_URL: tally.url});
  await until('all likes', () => tally.likes === 115);
  child.kill('SIGINT');

  assert.equal(await exit, 0);
  assert.equal(tally.totals[0], 0, 'asks what is counted');
  assert.deepEqual(asked[0], ['/v2/app/start', {code: 'C', app_id: 17}]);
  assert.equal(received[0].subarray(16).toString(), '{"key":"in"}');
  assert.equal(received[0].readUInt32BE(8), 7);
});

test('Douyin: the vector of its documentation; a message that comes again counts once', () => {
  const headers = {'x-msg-type': 'user_group', 'x-nonce-str': '123456', 'x-roomid': '268', 'x-timestamp': '456789'};
  assert.equal(signature(headers, Buffer.from('abc123你好'), '123abc'), 'GAkalGmhzqlUGQO/TgvMug==');
  const counted = new Counted();
  assert.equal(
    counted.fresh([
      {msg_id: 'a', like_num: 2},
      {msg_id: 'b', like_num: 3},
    ]),
    5,
  );
  assert.equal(
    counted.fresh([
      {msg_id: 'b', like_num: 3},
      {msg_id: 'c', like_num: 1},
    ]),
    1,
  );
});

test('Douyin: what is signed is counted, what is not is refused', async () => {
  const tally = await livetally({likes: 7});
  const args = ['--port', '0', '--every-ms', '20'];
  const file = join(mkdtempSync(join(tmpdir(), 'livetally-')), 'token');
  writeFileSync(file, 'token\n');
  const {child, said, exit} = run('douyin.mjs', args, {
    DOUYIN_SECRET: '123abc',
    LIVETALLY_URL: tally.url,
    LIVETALLY_TOKEN: '', // as compose files pass it on
    LIVETALLY_TOKEN_FILE: file,
  });
  await until('the port', () => /port \d+/.test(said.text));
  const url = `http://127.0.0.1:${/port (\d+)/.exec(said.text)[1]}/`;
  const body = JSON.stringify([
    {msg_id: 'a', like_num: 2},
    {msg_id: 'b', like_num: 3},
  ]);
  const headers = {'x-msg-type': 'live_like', 'x-nonce-str': 'n', 'x-roomid': '1', 'x-timestamp': '2'};
  const push = (signed) => fetch(url, {method: 'POST', body, headers: {...headers, 'x-signature': signed}});
  const good = signature(headers, Buffer.from(body), '123abc');

  assert.equal((await push('GAkalGmhzqlUGQO/TgvMug==')).status, 401);
  assert.equal((await push(good)).status, 200);
  assert.equal((await push(good)).status, 200);
  await until('the likes', () => tally.likes === 12);
  child.kill('SIGTERM');
  assert.equal(await exit, 0);
  assert.equal(tally.likes, 12);
  assert.deepEqual([...tally.tokens], ['Bearer token']);
});

/** Packets as one compressed packet. */
function compressed(packets) {
  const whole = packet(5, deflateSync(packets));
  whole.writeUInt16BE(2, 6);
  return whole;
}

function accept(request, socket) {
  const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const answer = createHash('sha1').update(key).digest('base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${answer}\r\n\r\n`,
  );
}

/** A binary frame of a server; so few bytes that their number fits into 7 or 16 bits. */
function binary(content) {
  const header =
    content.length < 126 ? [0x82, content.length] : [0x82, 126, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from(header), content]);
}

/** The content of a client's short frame. */
function unmasked(frame) {
  const mask = frame.subarray(2, 6);
  return Buffer.from(frame.subarray(6, 6 + (frame[1] & 127)).map((byte, i) => byte ^ mask[i % 4]));
}
