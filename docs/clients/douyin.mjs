/**
 * A sketch: likes of a Douyin live room, pushed by its live data service (直播小玩法), which needs a mounted mini-game of your
 * own, the granted ability `live_like`, and a task that your app has started for the room. The service calls this program.
 * Its messages tell how many likes came, never a total, and the platform says that some are lost: a lower bound.
 *
 *   DOUYIN_SECRET=… LIVETALLY_TOKEN=… node douyin.mjs --stream spring-fair --port 8090
 *
 * Behind your TLS proxy, which must not touch the body. The service expects an answer within two seconds.
 */
import {createHash, timingSafeEqual} from 'node:crypto';
import {createServer} from 'node:http';
import {parseArgs} from 'node:util';
import {LikeSource, livetally, untilEnded, untilInterrupted} from './likes.mjs';

const SIGNED = ['x-msg-type', 'x-nonce-str', 'x-roomid', 'x-timestamp']; // in the order of their names
const MAX_BYTES = 1 << 20;
/** What comes twice comes soon after. */
const MAX_KNOWN = 100_000;

/** The value of `x-signature`. @param {Record<string, any>} headers @param {Buffer} body */
export function signature(headers, body, secret) {
  const fields = SIGNED.map((name) => `${name}=${headers[name]}`).join('&');
  return createHash('md5').update(fields).update(body).update(secret).digest('base64');
}

function isGenuine(headers, body, secret) {
  const given = Buffer.from(String(headers['x-signature'] ?? ''));
  const expected = Buffer.from(signature(headers, body, secret));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Adds up likes by their ids: a message may come again. */
export class Counted {
  #known = new Set();

  /** The likes in these messages that were not there before. @param {{msg_id: string, like_num: number}[]} list */
  fresh(list) {
    let likes = 0;
    for (const {msg_id: id, like_num: number} of list) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      likes += Number(number);
    }
    for (const id of this.#known) {
      if (this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(id); // the oldest
    }
    return likes;
  }
}

/** The whole body, as bytes: the signature is over these. */
async function bytesOf(request) {
  const parts = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > MAX_BYTES) throw new Error('the body is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** @param {LikeSource} source */
export function receiver(source, secret) {
  const counted = new Counted();
  return createServer(async (request, response) => {
    try {
      const body = await bytesOf(request);
      if (!isGenuine(request.headers, body, secret)) {
        console.error(`a bad signature: ${body.length} bytes of ${request.headers['x-msg-type']}`);
        response.writeHead(401).end();
        return;
      }
      if (request.headers['x-msg-type'] === 'live_like') source.add(counted.fresh([JSON.parse(body)].flat()));
      response.writeHead(200, {'Content-Type': 'application/json'}).end('{"err_no":0,"err_msg":"success"}');
    } catch (error) {
      console.error(`not understood: ${error.message}`);
      response.writeHead(400).end();
    }
  });
}

function main() {
  const {values} = parseArgs({
    options: {
      stream: {type: 'string'},
      source: {type: 'string', default: 'douyin'},
      port: {type: 'string', default: '8090'},
      'every-ms': {type: 'string'},
    },
  });
  const secret = process.env.DOUYIN_SECRET;
  if (!values.stream || !secret) {
    console.error('usage: DOUYIN_SECRET=… node douyin.mjs --stream STREAM [--port 8090] [--source NAME]');
    process.exit(2);
  }
  const everyMs = values['every-ms'] && Number(values['every-ms']);
  const source = new LikeSource({
    stream: values.stream,
    source: values.source,
    ...(everyMs && {everyMs}),
    ...livetally(),
  });
  receiver(source, secret).listen(Number(values.port), '127.0.0.1', function () {
    console.error(`listens on port ${this.address().port}`);
  });
  return untilEnded(source, untilInterrupted());
}

if (process.argv[1]?.endsWith('douyin.mjs')) await main();
