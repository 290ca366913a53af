/** A worker that loads modules with words, and tells which there are. */
import {parentPort, workerData} from 'node:worker_threads';
import {WEBROOT, visit} from './browser.js';

visit('/');
const {definitions, words} = await import(`${WEBROOT}shared/words.js`);
for (const module of workerData) await import(module);
parentPort.postMessage({
  zh: Object.keys(words.zh),
  en: Object.keys(words.en),
  english: words.en,
  defined: Object.keys(definitions.zh),
});
