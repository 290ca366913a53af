/** The list of streams. Plain DOM: `textContent` keeps whatever the server says text. */
import {t, to} from '../lib/i18n.js';

const token = new URLSearchParams(location.search).get('token');

document.body.append(node('h1', 'Livetally'), node('p', t('loading')));
const list = await streams();
document.body.lastChild.replaceWith(list);

async function streams() {
  const response = await fetch('/api/streams', {headers: token ? {Authorization: `Bearer ${token}`} : {}});
  if (response.status === 401 || response.status === 403) return node('p', t('needsToken'));
  if (!response.ok) return node('p', t('failed', {status: response.status}));
  const found = await response.json();
  if (found.length === 0) return node('p', t('noStreams'));
  const list = node('ul');
  list.append(...found.map(row));
  return list;
}

function row({id, title, status}) {
  const row = node('li');
  row.dataset.key = id;
  const name = node('span', title || id);
  name.className = 'name';
  const phase = node('span', t(status));
  phase.className = 'phase';
  phase.dataset.status = status;
  row.append(name, phase, link('board', id), link('overlay', id));
  return row;
}

function link(page, id) {
  const link = node('a', t(page));
  link.href = to(`/${page}/${encodeURIComponent(id)}`);
  return link;
}

function node(name, text = '') {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}
