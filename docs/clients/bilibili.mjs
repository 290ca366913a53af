/**
 * Likes of a Bilibili live room, by the open platform for live streams (直播开放平台), which needs an app of your own and the
 * streamer's code (身份码). Its messages tell how many likes came, never a total, so they are added up from what Livetally has.
 * What comes while this program does not run is missing: the figure is a lower bound.
 *
 *   BILI_KEY=… BILI_SECRET=… LIVETALLY_TOKEN=… node bilibili.mjs --stream spring-fair --app 1234567890123 --code ABC123
 *
 * Node 20 needs `node --experimental-websocket`; from Node 22 on a WebSocket is there.
 */
import {createHash, createHmac, randomUUID} from 'node:crypto';
import {parseArgs, promisify} from 'node:util';
import {inflate} from 'node:zlib';
import {LikeSource, livetally, untilEnded, untilInterrupted} from './likes.mjs';

const HEADER = 16;
const AUTH = 7;
const HEARTBEAT = 2;
const MESSAGE = 5;
const ZLIB = 2;
const APP_HEARTBEAT_MS = 20_000;
const SOCKET_HEARTBEAT_MS = 30_000;
const AGAIN_MS = 5_000;
const TIMEOUT_MS = 10_000;

const unzip = promisify(inflate);

/** The headers that sign a request. */
export function signed(body, {key, secret, nonce = randomUUID(), now = Date.now()}) {
  const headers = {
    'x-bili-accesskeyid': key,
    'x-bili-content-md5': createHash('md5').update(body).digest('hex'),
    'x-bili-signature-method': 'HMAC-SHA256',
    'x-bili-signature-nonce': nonce,
    'x-bili-signature-version': '1.0',
    'x-bili-timestamp': String(Math.floor(now / 1000)),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`); // in the order of their names
  const Authorization = createHmac('sha256', secret).update(lines.join('\n')).digest('hex');
  return {...headers, Authorization, 'Content-Type': 'application/json', Accept: 'application/json'};
}

/** A packet of the socket: 16 bytes of header, then the body. */
export function packet(operation, body = '') {
  const content = Buffer.from(body);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(HEADER + content.length, 0);
  header.writeUInt16BE(HEADER, 4);
  header.writeUInt16BE(0, 6); // the version: not compressed
  header.writeUInt32BE(operation, 8);
  header.writeUInt32BE(1, 12);
  return Buffer.concat([header, content]);
}

/** The messages in some packets, which may be compressed as a whole. @returns {Promise<any[]>} */
export async function messages(bytes) {
  const found = [];
  for (let at = 0; at + HEADER <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length < HEADER) break;
    const body = bytes.subarray(at + bytes.readUInt16BE(at + 4), at + length);
    if (bytes.readUInt16BE(at + 6) === ZLIB) found.push(...(await messages(await unzip(body))));
    else if (bytes.readUInt32BE(at + 8) === MESSAGE) found.push(JSON.parse(body.toString()));
    at += length;
  }
  return found;
}

/** How many likes a message tells. Some SDKs spell the field in another way, perhaps as the platform once did. */
export function likesIn({cmd, data = {}}) {
  return cmd === 'LIVE_OPEN_PLATFORM_LIKE' ? Number(data.like_count ?? data.like_conut ?? 0) : 0;
}

class Room {
  #options;
  #source;

  constructor(options, source) {
    this.#options = options;
    this.#source = source;
  }

  /** Listens until the connection is lost. */
  async listen(signal) {
    const {app, code} = this.#options;
    const {game_info: game, websocket_info: socket} = await this.#ask('start', {code, app_id: app});
    const beat = setInterval(() => {
      this.#ask('heartbeat', {game_id: game.game_id}).catch(({message}) => console.error(message));
    }, APP_HEARTBEAT_MS);
    try {
      await this.#follow(socket, signal);
    } finally {
      clearInterval(beat);
      await this.#ask('end', {game_id: game.game_id, app_id: app}).catch(() => {});
    }
  }

  #follow({wss_link: [link], auth_body: auth}, signal) {
    return new Promise((resolve) => {
      const socket = new WebSocket(link);
      socket.binaryType = 'arraybuffer';
      const beat = setInterval(() => socket.readyState === 1 && socket.send(packet(HEARTBEAT)), SOCKET_HEARTBEAT_MS);
      signal.addEventListener('abort', () => socket.close());
      socket.onopen = () => socket.send(packet(AUTH, auth));
      socket.onmessage = ({data}) => this.#received(Buffer.from(data));
      socket.onclose = () => {
        clearInterval(beat);
        resolve();
      };
    });
  }

  async #received(bytes) {
    this.#source.heard(); // answers to heartbeats, too
    try {
      for (const message of await messages(bytes)) this.#source.add(likesIn(message));
    } catch (error) {
      console.error(`not understood: ${error.message}`);
    }
  }

  async #ask(path, content) {
    const {api, key, secret} = this.#options;
    const body = JSON.stringify(content);
    const answer = await fetch(new URL(`/v2/app/${path}`, api), {
      method: 'POST',
      headers: signed(body, {key, secret}),
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const {code, message, data} = await answer.json();
    if (code !== 0) throw new Error(`Bilibili refuses ${path}: ${code} ${message}`);
    return data;
  }
}

async function main() {
  const {values} = parseArgs({
    options: {
      stream: {type: 'string'},
      app: {type: 'string'},
      code: {type: 'string'},
      source: {type: 'string'},
      api: {type: 'string', default: 'https://live-open.biliapi.com'},
      'every-ms': {type: 'string'},
    },
  });
  const {stream, app, code, api} = values;
  const {BILI_KEY: key, BILI_SECRET: secret} = process.env;
  if (!stream || !app || !code || !key || !secret || !globalThis.WebSocket) {
    console.error(
      'usage: BILI_KEY=… BILI_SECRET=… node bilibili.mjs --stream STREAM --app ID --code CODE [--source NAME]',
    );
    console.error('Node 20: node --experimental-websocket bilibili.mjs …');
    process.exit(2);
  }
  const everyMs = values['every-ms'] && Number(values['every-ms']);
  const source = new LikeSource({
    stream,
    source: values.source ?? `bilibili:${app}`,
    ...(everyMs && {everyMs}),
    ...livetally(),
  });
  const room = new Room({app: Number(app), code, api, key, secret}, source);
  const interrupted = untilInterrupted();
  const sent = untilEnded(source, interrupted);
  while (!interrupted.aborted) {
    await room.listen(interrupted).catch(({message}) => console.error(`no connection, trying again: ${message}`));
    if (!interrupted.aborted) await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
  await sent;
}

if (process.argv[1]?.endsWith('bilibili.mjs')) await main();
