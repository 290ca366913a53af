/** The list of streams. Plain DOM: `textContent` keeps whatever the server says text. */
import './words.js';
import {t, to} from '../shared/i18n.js';
import {api} from '../shared/session.js';
import {why} from '../shared/reasons.js';

document.title = `${t('streams')} · Livetally`;
const list = node('main', node('p', t('loading')));
document.body.append(
  node(
    'header',
    node('h1', 'Livetally'),
    node('nav', ...['console', 'overlays', 'compare'].map((page) => link(page, `/${page}`))),
  ),
  list,
);
list.replaceChildren(...(await streams()));

async function streams() {
  try {
    const found = await api('GET', '/api/streams');
    return found.length === 0 ? howToBegin() : [node('ul', ...found.map(row))];
  } catch ({status, detail, rule, params}) {
    if (status === 401 || status === 403) return [node('p', t('needsToken'), ' ', link('console', '/console'))];
    return [node('p', t('failed', {status}), ...(detail ? [' · ', why({rule, params}, detail)] : []))];
  }
}

function row({id, title, status}) {
  const phase = node('span', t(status));
  phase.className = 'phase';
  phase.dataset.status = status;
  const name = node('span', title || id);
  name.className = 'name';
  const key = node('code', id);
  const links = node(
    'nav',
    ...['board', 'overlay', 'live'].map((page) => link(page, `/${page}/${encodeURIComponent(id)}`)),
    link('overlays', '/overlays', {stream: id}),
  );
  links.setAttribute('aria-label', title || id);
  const row = node('li', node('div', name, key), phase, links);
  row.dataset.key = id;
  return row;
}

/** The console makes streams, and so does one command; `demo` needs neither. */
function howToBegin() {
  const stream = '{"id":"my-stream","title":"My stream"}';
  const command = `curl -X POST ${location.origin}/api/streams -H 'Content-Type: application/json' -d '${stream}'`;
  return [
    node('p', t('noStreams')),
    node('p', t('createInConsole'), ' ', link('console', '/console')),
    node('p', t('createByCommand')),
    node('pre', command),
    node('p', t('orDemo'), ' ', node('code', 'bin/livetally demo')),
  ];
}

function link(page, path, search) {
  const link = node('a', t(page === 'live' ? 'livePage' : page));
  link.href = to(path, search);
  return link;
}

function node(name, ...children) {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}
