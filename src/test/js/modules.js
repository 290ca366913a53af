/** The modules of the pages as text: what each imports, and which words it asks for. */
import {readFileSync, readdirSync} from 'node:fs';
import {WEBROOT} from './browser.js';

const IMPORT = /^(?:import|export)\b[^;]*?'(\.[^']+)';$/gm;
/** Every page has a folder with a script of the same name. */
export const PAGES = readdirSync(new URL(WEBROOT), {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map(({name}) => name)
  .filter((name) => readdirSync(new URL(name, WEBROOT)).includes(`${name}.js`));

export const pageModule = (page) => new URL(`${page}/${page}.js`, WEBROOT).href;

export const textOf = (module) => readFileSync(new URL(module), 'utf8');

/** The modules that one imports, libraries left out. */
export function importsOf(module) {
  return [...textOf(module).matchAll(IMPORT)].map(([, path]) => new URL(path, module).href);
}

/** A module and all that it imports. */
export function closureOf(module, found = new Set()) {
  if (!found.has(module)) {
    found.add(module);
    importsOf(module).forEach((imported) => closureOf(imported, found));
  }
  return found;
}
