import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deflateRawSync} from 'node:zlib';
import {WEBROOT, give, visit} from './browser.js';

visit('/console?lang=en');
give('sessionStorage', {getItem: () => null});
const {rowCounter} = await import(`${WEBROOT}console/row-counter.js`);
const {receive} = await import(`${WEBROOT}console/export-file.js`);

/** Counts a file that comes in chunks of every size. */
function counted(form, bytes) {
  const counts = [1, 2, 3, 7, bytes.length].map((size) => {
    const counter = rowCounter(form);
    for (let i = 0; i < bytes.length; i += size) counter.add(bytes.subarray(i, i + size));
    return counter.count;
  });
  assert.equal(new Set(counts).size, 1, counts.join());
  return counts[0];
}

const utf8 = (text) => new TextEncoder().encode(text);

test('a row of CSV counts once, however many lines its message or its cells have', () => {
  assert.equal(counted('csv', utf8('\ufeffseq,id\r\n')), 0);
  assert.equal(counted('csv', utf8('\ufeffseq,id\r\n1-0,a\r\n1-0,a\r\n1-1,"b ""\r\n9-9,""\r\nc"\r\n2-0,c\r\n')), 3);
});

test('a line of NDJSON is a row', () => {
  assert.equal(counted('ndjson', utf8('{"a":"\\n"}\n{}\n')), 2);
});

test('a mark in a workbook stands for a thousand rows', () => {
  assert.equal(counted('xlsx', Uint8Array.of(80, 75, 0, 0, 255, 255, 1, 0, 0, 0, 255, 255)), 2000);
  assert.equal(counted('xlsx', deflateRawSync(utf8('row'))), 0);
});

function answering(chunks, headers = {}) {
  give('fetch', (path, {signal}) => {
    const body = new ReadableStream({
      async pull(controller) {
        const next = chunks.shift();
        if (signal.aborted || next instanceof Error) controller.error(next ?? signal.reason);
        else if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
    });
    return Promise.resolve(new Response(body, {headers}));
  });
}

test('somebody is told how far a file is, and gets all of it', async () => {
  const told = [];
  answering([utf8('{}\n{}\n'), utf8('{}\n')], {'Livetally-Rows': '2'});
  const file = await receive('/x.ndjson', 'ndjson', {
    signal: new AbortController().signal,
    tell: (progress) => told.push(progress),
  });
  assert.equal(await file.text(), '{}\n{}\n{}\n');
  assert.deepEqual(told[0], {done: 2, of: 2, bytes: 6});
});

test('a file that is broken off, or stopped, is none', async () => {
  answering([utf8('{}\n'), new Error('reset')]);
  const watching = {signal: new AbortController().signal, tell: () => {}};
  await assert.rejects(receive('/x.ndjson', 'ndjson', watching), {name: 'ApiProblem', status: 0});

  const stop = new AbortController();
  answering([utf8('{}\n'), utf8('{}\n')]);
  const stopped = receive('/x.ndjson', 'ndjson', {signal: stop.signal, tell: () => stop.abort()});
  await assert.rejects(stopped, {name: 'ApiProblem', status: 0});
});
