/** Files of any length from the server, while somebody watches how far they are. */
import {ApiProblem, request} from '../shared/session.js';
import {rowCounter} from './row-counter.js';

/** Chunks are joined into blobs of this size, which browsers may keep outside of memory. */
const BLOB_BYTES = 8 << 20;
/** How often somebody is told, at most. */
const TOLD_MS = 200;

/**
 * @typedef {object} Progress
 * @property {number} done rows, or messages of the ledger
 * @property {number} [of] how many there will be, if the server says
 * @property {number} bytes
 */

/**
 * Receives a file.
 *
 * @param {string} path
 * @param {string} form what its name ends in
 * @param {{signal: AbortSignal, tell: (progress: Progress) => void}} watching
 * @returns {Promise<Blob>}
 * @throws {ApiProblem} of status 0, if it was broken off: then nothing of it is whole
 */
export async function receive(path, form, {signal, tell}) {
  const answer = await request('GET', path, undefined, undefined, signal);
  const of = Number(answer.headers.get('Livetally-Rows')) || undefined;
  const rows = rowCounter(form);
  const file = new Chunks();
  let told = -Infinity;
  const reader = answer.body.getReader();
  try {
    for (let {done, value} = await reader.read(); !done; {done, value} = await reader.read()) {
      rows.add(value);
      file.add(value);
      if (performance.now() - told < TOLD_MS) continue;
      told = performance.now();
      tell({done: of ? Math.min(rows.count, of) : rows.count, of, bytes: file.bytes});
    }
  } catch {
    throw new ApiProblem(0);
  }
  return file.blob();
}

class Chunks {
  bytes = 0;
  #blobs = [];
  #chunks = [];
  #waiting = 0;

  add(chunk) {
    this.bytes += chunk.length;
    this.#waiting += chunk.length;
    this.#chunks.push(chunk);
    if (this.#waiting >= BLOB_BYTES) this.#join();
  }

  #join() {
    this.#blobs.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#waiting = 0;
  }

  blob() {
    this.#join();
    return new Blob(this.#blobs);
  }
}
