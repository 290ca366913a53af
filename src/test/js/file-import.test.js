import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, give, visit} from './browser.js';

visit('/console?lang=en');
give('sessionStorage', {getItem: () => null});
await import(`${WEBROOT}console/words.js`);
const {jsonLines} = await import(`${WEBROOT}console/ndjson.js`);
const {look, record} = await import(`${WEBROOT}console/import-request.js`);
const {readMapping} = await import(`${WEBROOT}console/import-draft.js`);

const ASKED = {
  stream: 'naqu',
  file: Object.assign(new Blob(['a']), {name: '订单 1.csv'}),
  encoding: '',
  channel: '',
  mapping: {},
};

/** Answers one request after another, and keeps what was asked. */
function answering(...answers) {
  const asked = [];
  give('fetch', (path, {signal}) => {
    asked.push(path);
    signal.throwIfAborted();
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return asked;
}

const json = (body, status = 200) =>
  new Response(JSON.stringify(body), {status, headers: {'Content-Type': 'application/json'}});

async function all(lines) {
  const found = [];
  for await (const line of lines) found.push(line);
  return found;
}

test('lines are whole however their bytes arrive, the last one also without an end', async () => {
  const bytes = new TextEncoder().encode('{"a":"虫草"}\n\n{"b":2}\n{"c":3}');
  for (const size of [1, 2, 5, bytes.length]) {
    const chunks = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
    const body = new ReadableStream({
      start(controller) {
        chunks.forEach((chunk) => controller.enqueue(chunk));
        controller.close();
      },
    });
    assert.deepEqual(await all(jsonLines(body)), [{a: '虫草'}, {b: 2}, {c: 3}]);
  }
});

test('a look names the file and what was said of it, and waits for the look before it', async () => {
  const busy = json({detail: 'another file', rule: 'import_running'}, 503);
  const asked = answering(busy, json({orders: 3}));
  const said = {...ASKED, encoding: 'GB18030', mapping: {unit: 'fen'}};
  assert.deepEqual(await look(said, new AbortController().signal), {orders: 3});
  assert.equal(asked.length, 2);
  const search = new URL(asked[1], 'http://x').searchParams;
  assert.deepEqual(Object.fromEntries(search), {
    name: '订单 1.csv',
    encoding: 'GB18030',
    mapping: '{"unit":"fen"}',
    dryRun: 'true',
  });
});

test('a look that was replaced asks no more, and another problem is told at once', async () => {
  const replaced = new AbortController();
  answering(json({rule: 'import_running'}, 503));
  const asked = look(ASKED, replaced.signal);
  replaced.abort();
  await assert.rejects(asked, (problem) => problem.status === 503 || problem.status === 0);
  answering(json({rule: 'import_empty', field: 'body'}, 400));
  await assert.rejects(look(ASKED, new AbortController().signal), {status: 400, rule: 'import_empty'});
});

test('an import names the sum that was confirmed; cut off on the way, it says so after what has arrived', async () => {
  const lines = [];
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"done":5}\n'));
    },
    pull(controller) {
      controller.error(new TypeError('gone'));
    },
  });
  const asked = answering(new Response(body));
  await assert.rejects(
    async () => {
      for await (const line of record(ASKED, 5_678_900, new AbortController().signal)) lines.push(line);
    },
    {name: 'ApiProblem', status: 0},
  );
  assert.equal(new URL(asked[0], 'http://x').searchParams.get('sum'), '5678900');
  assert.ok(lines.length <= 1);
});

test('a form is a mapping: columns that are not there are null, and so is a time that is not said', () => {
  const form = new FormData();
  for (const [name, value] of [
    ['unit', 'yuan'],
    ['columns.orderId', '订单号'],
    ['columns.price', ''],
    ['statuses.已核销.线下', 'paid'],
    ['statuses.x', ''],
    ['decimal', '.'],
    ['time', ''],
    ['idPrefix', ' till-1 '],
    ['pay', 'yes'],
    ['orders-channel', 'shop'],
  ])
    form.append(name, value);
  assert.deepEqual(readMapping(form), {
    columns: {orderId: '订单号', price: null},
    statuses: {'已核销.线下': 'paid'},
    unit: 'yuan',
    decimal: '.',
    idPrefix: 'till-1',
    pay: 'payment',
    continueBlankIds: false,
    time: null,
  });
});
