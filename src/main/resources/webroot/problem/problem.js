/** Says why there is no page at this address, in the reader's language. The server wrote the same in English. */
import './words.js';
import {reason} from '../shared/explain.js';
import {t, to} from '../shared/i18n.js';

const main = document.querySelector('main');
const {status} = main.dataset;
const why = JSON.parse(main.dataset.reason);
const titles = {401: 'notAllowed', 403: 'notAllowed', 404: 'notHere', 410: 'notHere', 429: 'notNow'};
const title = t(status >= 500 ? 'notNow' : (titles[status] ?? 'notSo'));

document.title = `${title} · Livetally`;
main.replaceChildren(
  node('h1', status),
  node('p', `${title}${document.documentElement.lang.startsWith('zh') ? '。' : '.'}`),
  ...(why.rule ? [node('p', reason(why, why.detail))] : []),
  node('nav', link('/', 'Livetally'), link('/console', t('console'))),
);

function link(path, text) {
  const link = node('a', text);
  link.href = to(path);
  return link;
}

function node(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
