import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {runInNewContext} from 'node:vm';
import {WEBROOT} from './browser.js';

const SCRIPT = readFileSync(new URL(`${WEBROOT}shared/old-browser.js`), 'utf8');

/** What a page says in a browser that has these. */
function said(has) {
  const body = {textContent: 'for browsers without scripts', children: []};
  body.appendChild = (child) => body.children.push(child);
  const window = {document: {body, createElement: () => ({})}, ...has};
  runInNewContext(SCRIPT, Object.assign(window, {window}));
  assert.equal(body.textContent, '', 'nothing is left of what is for others');
  return body.children.map(({textContent}) => textContent).join();
}

const HTMLScriptElement = {supports: (type) => type === 'importmap'};
const AbortSignal = {timeout: () => undefined};

test('a browser of the last years has a page of its own', () => {
  assert.equal(said({HTMLScriptElement, AbortSignal}), '');
});

test('an older one says what it takes, in both languages', () => {
  const older = [
    {},
    {HTMLScriptElement: {}, AbortSignal},
    {HTMLScriptElement: {supports: () => false}, AbortSignal},
    {HTMLScriptElement, AbortSignal: {}},
  ];
  for (const has of older) assert.match(said(has), /需要更新的浏览器.*needs a newer browser: Chromium 103 \(OBS 28\)/);
});
