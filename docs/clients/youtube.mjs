/**
 * Likes of a YouTube video or live stream, by the YouTube Data API: videos.list tells the total, which is asked for every
 * 30 s (a unit of the quota each time; 10,000 a day are usual).
 *
 *   YOUTUBE_API_KEY=… LIVETALLY_TOKEN=… node youtube.mjs --stream spring-fair --video dQw4w9WgXcQ
 */
import {setTimeout as pause} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import {LikeSource, livetally, untilEnded, untilInterrupted} from './likes.mjs';

const POLL_MS = 30_000;
const TIMEOUT_MS = 10_000;

const {values} = parseArgs({
  options: {
    stream: {type: 'string'},
    video: {type: 'string'},
    source: {type: 'string'},
    api: {type: 'string', default: 'https://www.googleapis.com'},
    'poll-ms': {type: 'string', default: String(POLL_MS)},
    'every-ms': {type: 'string'},
  },
});
const {stream, video, api} = values;
const key = process.env.YOUTUBE_API_KEY;
if (!stream || !video || !key) {
  console.error('usage: YOUTUBE_API_KEY=… node youtube.mjs --stream STREAM --video ID [--source NAME]');
  process.exit(2);
}

/** The total; undefined while the channel hides it. */
async function likes() {
  const address = new URL('/youtube/v3/videos', api);
  address.search = new URLSearchParams({part: 'statistics', id: video, key}).toString();
  const answer = await fetch(address, {signal: AbortSignal.timeout(TIMEOUT_MS)});
  if (!answer.ok) throw new Error(`YouTube answers ${answer.status}`); // not with the address, which has the key
  const {items = []} = await answer.json();
  if (items.length === 0) throw new Error(`YouTube has no video ${video}`);
  const {likeCount} = items[0].statistics ?? {}; // a text; it can fall, and Livetally keeps the highest
  return likeCount === undefined ? undefined : Number(likeCount);
}

async function poll(source, signal) {
  for (;;) {
    try {
      const total = await likes();
      if (total === undefined) console.error('this video hides its likes');
      else source.set(total);
    } catch (error) {
      console.error(`not read, trying again: ${error.message}`);
    }
    await pause(Number(values['poll-ms']), undefined, {signal});
  }
}

const interrupted = untilInterrupted();
const everyMs = values['every-ms'] && Number(values['every-ms']);
const name = values.source ?? `youtube:${video}`;
const source = new LikeSource({stream, source: name, ...(everyMs && {everyMs}), ...livetally()});
poll(source, interrupted).catch(() => {});
await untilEnded(source, interrupted);
