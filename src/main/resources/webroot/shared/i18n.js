/**
 * Words in the reader's language: `?lang=zh|zh-Hant|en`, else the first of the browser's that we have. What pages share
 * is in `shared/words.js`; each page adds its own from its `words.js`. `zh-Hant` is Chinese in traditional characters,
 * made from the same words.
 */
import {at} from './address.js';
import {definitions, words} from './words.js';

const KNOWN = /^(?:zh|en)\b/i;
const TRADITIONAL = /^zh-(?:hant|tw|hk|mo)\b/i;

const asked = new URLSearchParams(location.search).get('lang');
const wanted = asked ?? (navigator.languages ?? [navigator.language]).find((one) => KNOWN.test(one)) ?? 'en';
const isTraditional = TRADITIONAL.test(wanted);

/**
 * Adds the words of a page. A key that is there already is a mistake: one of the two would be shown in the other's
 * place.
 *
 * @param {{zh: Record<string, string>, en: Record<string, string>}} more
 */
export function addWords(more) {
  for (const [language, entries] of Object.entries(more)) {
    for (const [key, word] of Object.entries(entries)) {
      if (Object.hasOwn(words[language], key)) throw new Error(`two words for ${key}`);
      words[language][key] = word;
    }
  }
}

/** Of the words. */
export const lang = wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
/** As addresses name it. */
export const language = isTraditional ? 'zh-Hant' : lang;
/** Of numbers, times and the page. */
export const locale = {zh: 'zh-CN', 'zh-Hant': 'zh-Hant-TW', en: 'en-US'}[language];

/** A word as the reader's language spells it. @type {(word: string) => string} */
export const spelled = isTraditional ? (await import('./traditional.js')).traditional : (word) => word;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name beside other text: one that is written from right to left turns nothing round. In markup `<bdi>` does that; where it may be cut off, `dir="auto"`: then its end is.  */
export const isolate = (text) => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

/** Texts in a row, each isolated; those that are missing or empty are left out. */
export const beside = (texts, separator = ' · ') => texts.filter(Boolean).map(isolate).join(separator);

/** Whether there is a word for `key`. */
export function hasWord(key) {
  return Object.hasOwn(words[lang], key);
}

/**
 * The word for `key`, with `{name}` replaced by `values.name`, and `{name:order|orders}` by the first form if that value
 * is 1, as a number or as text, else by the second.
 */
export function t(key, values = {}) {
  return spelled(words[lang][key]).replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name, one, other) => {
    if (other === undefined) return isolate(values[name]);
    return String(values[name]) === '1' ? one : other;
  });
}

/** What the figure `key` means, for its tooltip. */
export function define(key) {
  return spelled(definitions[lang][key]);
}

/**
 * The address of a page by its path, with this one's language. A token goes along in the tab's session (`session.js`), never
 * in a link.
 */
export function to(path, search = {}) {
  const kept = new URLSearchParams(location.search).get('lang');
  const query = new URLSearchParams(search);
  if (kept !== null && !query.has('lang')) query.set('lang', kept);
  const text = query.toString();
  return at(text ? `${path}?${text}` : path);
}

document.documentElement.lang = locale;
