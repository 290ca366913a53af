import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Worker} from 'node:worker_threads';
import {WEBROOT} from './browser.js';
import {PAGES, closureOf, importsOf, pageModule, textOf} from './modules.js';

const KEY = /(?<![\w.])(?:t|define)\(\s*'(\w+)'/g;

/** Never just one: a limit, money, a name. */
const NO_COUNT =
  /\{(max|min|mib|size|amount|gmv|unpaid|value|sum|pseudonym|id|stream|campaign|currency|name|topic|width|height|other|threshold)\}/g;
/** A plural noun behind a single 1, or the verb of one; abbreviated units have no plural. */
const MANY =
  /(?<![\w.,-])1 (?:(?!s\b|ms\b|is\b|was\b|has\b|counts\b|differs\b|holds\b|does\b|always\b)[a-z]+s\b|(?:wrong|unsaved|more|decimal) [a-z]+s\b|are\b|have\b|were\b)/;

test('no module imports itself by way of others', () => {
  const done = new Set();
  const visit = (module, path) => {
    assert.ok(!path.includes(module), [...path, module].join(' -> '));
    if (done.has(module)) return;
    importsOf(module).forEach((imported) => visit(imported, [...path, module]));
    done.add(module);
  };
  assert.ok(PAGES.includes('board'));
  PAGES.forEach((page) => visit(pageModule(page), []));
});

test('a page stands on its own folder and on what pages share', () => {
  /** Who makes addresses of overlays shows their widgets. */
  const others = {overlays: ['overlay']};
  for (const page of PAGES) {
    const allowed = [page, 'shared', 'lib', 'client', ...(others[page] ?? [])];
    const folders = [...closureOf(pageModule(page))].map((module) => module.slice(WEBROOT.length).split('/')[0]);
    assert.deepEqual(
      folders.filter((folder) => !allowed.includes(folder)),
      [],
      page,
    );
  }
});

for (const page of PAGES) {
  test(`every word that ${page} asks for is there, in both languages`, async () => {
    const modules = [...closureOf(pageModule(page))];
    const asked = new Set(modules.flatMap((module) => [...textOf(module).matchAll(KEY)].map(([, key]) => key)));
    const {zh, en, defined} = await wordsOf(modules.filter((module) => /\/words(\/[\w-]+)?\.js$/.test(module)));
    assert.deepEqual(zh.sort(), en.sort());
    assert.deepEqual(
      [...asked].filter((key) => !zh.includes(key) && !defined.includes(key)),
      [],
    );
  });
}

for (const page of PAGES) {
  test(`of one of a thing ${page} speaks in the singular`, async () => {
    const modules = [...closureOf(pageModule(page))];
    const {english} = await wordsOf(
      modules.filter((module) => /(\/words(\/[\w-]+)?|rules|reasons)\.js$/.test(module)),
    );
    assert.deepEqual(
      Object.values(english)
        .map((word) =>
          word
            .replace(/\{\w+:([^|}]*)\|[^}]*\}/g, '$1')
            .replace(NO_COUNT, '9')
            .replace(/\{\w+\}/g, '1'),
        )
        .filter((said) => MANY.test(said)),
      [],
    );
  });
}

/** In a thread of its own: two pages may have different words for one key. */
function wordsOf(modules) {
  const worker = new Worker(new URL('words-of-page.js', import.meta.url), {workerData: modules});
  return new Promise((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
  });
}
