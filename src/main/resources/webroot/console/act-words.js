/** Entries of the operators' log in the reader's language; what has no words here is shown as it is. */
import {hasWord, t} from '../shared/i18n.js';
import {reasonOf} from '../shared/reasons.js';
import '../shared/request-rules.js';
import '../shared/rules.js';

const WHO = {
  'no tokens': 'actNoTokens',
  'unknown token': 'actUnknownToken',
  'command line': 'actCommandLine',
  several: 'actSeveral',
};

/** Names of things in a path, which no words are about: of a stream, a token, a picture … */
const NAMED = /^(streams|campaigns|tokens|connectors|notifications|images|parked)\/[^/]+/;

/** @param {string} what `POST /api/streams/naqu/start`, or a command @returns {string | undefined} */
export function actWords(what) {
  const key = `act.${keyOf(what)}`;
  return hasWord(key) ? t(key) : undefined;
}

function keyOf(what) {
  const [method, path = ''] = what.split(' ');
  if (!path.startsWith('/api/')) return method; // a command, with what it was for
  const parts = [];
  let rest = path.slice('/api/'.length);
  while (rest) {
    const named = NAMED.exec(rest);
    const [part] = rest.split('/');
    parts.push(named ? `${part}/*` : part);
    rest = rest.slice((named?.[0] ?? part).length + 1);
  }
  return `${method} ${parts.join('/')}`;
}

/** Whether this is the id of a token; it has no spaces. */
export const isToken = (who) => !Object.hasOwn(WHO, who) && !who.includes(' ');

export const whoWords = (who) => (WHO[who] ? t(WHO[who]) : who);

/** What came of an act, or the rule that it broke, in words if they say all without params. */
export function detailWords(detail) {
  const words = reasonOf({rule: detail});
  return words === undefined || words.includes('undefined') ? detail : words;
}
