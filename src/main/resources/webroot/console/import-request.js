/** What is asked of the server about a file with orders. */
import {ApiProblem, api, request} from '../shared/session.js';
import {jsonLines} from './ndjson.js';

/** The server reads one file at a time; the look before this one may not have ended there yet. */
const AGAIN_MS = 500;
const TRIES = 20;

/**
 * @typedef {object} Asked how a file is to be read
 * @property {string} stream
 * @property {File} file
 * @property {string} encoding empty: the server says
 * @property {string} channel empty: none
 * @property {object} mapping what a person has said of it
 */

function path({stream, file, encoding, channel, mapping}, more) {
  const search = Object.entries({name: file.name, encoding, channel, mapping: JSON.stringify(mapping), ...more});
  return `/api/streams/${stream}/imports?${new URLSearchParams(search.filter(([, value]) => value !== ''))}`;
}

/** What is in a file; nothing is recorded. @param {Asked} asked @param {AbortSignal} signal ends it */
export async function look(asked, signal) {
  for (let left = TRIES; ; left--) {
    try {
      return await api('POST', path(asked, {dryRun: true}), asked.file, 'application/octet-stream', signal);
    } catch (problem) {
      if (problem.rule !== 'import_running' || left === 1 || signal.aborted) throw problem;
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}

/**
 * Records a file: how far it is, time and again, and at last what became of it.
 *
 * @param {Asked} asked
 * @param {number} sum which somebody has confirmed
 * @throws {ApiProblem} of status 0, if it was cut off on the way
 */
export async function* record(asked, sum, signal) {
  const answer = await request('POST', path(asked, {sum}), asked.file, 'application/octet-stream', signal);
  try {
    yield* jsonLines(answer.body);
  } catch {
    throw new ApiProblem(0);
  }
}
