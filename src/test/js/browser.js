/** What the modules of the pages ask of a browser, as far as Node lacks it or tests decide it. */
import {webcrypto} from 'node:crypto';

export const WEBROOT = new URL('../../main/resources/webroot/', import.meta.url).href;

/** The client library: in parts, or as the one file that is served, if `web.JavaScriptTest` names it. */
export const CLIENT = process.env.LIVETALLY_CLIENT ?? `${WEBROOT}lib/livetally-client.js`;

/** Before the first import of a page's module: many read the address and the language as they load. */
export function visit(address, {language = 'en-US', base = '/'} = {}) {
  give('location', new URL(address, 'http://livetally.test/'));
  give('navigator', {language});
  give('document', {documentElement: {}, baseURI: new URL(base, 'http://livetally.test/').href});
}

/** Also in place of what newer versions of Node bring. */
export function give(name, value) {
  Object.defineProperty(globalThis, name, {value, configurable: true, writable: true});
}

// Node 18 lacks both.
globalThis.crypto ?? give('crypto', webcrypto);
globalThis.CustomEvent ??
  give(
    'CustomEvent',
    class extends Event {
      constructor(type, {detail} = {}) {
        super(type);
        this.detail = detail;
      }
    },
  );
