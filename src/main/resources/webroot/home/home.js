/** The lists of campaigns and of streams. Plain DOM: `textContent` keeps whatever the server says text. */
import './words.js';
import {t, to} from '../shared/i18n.js';
import {whole} from '../shared/address.js';
import {campaigns} from '../shared/campaigns.js';
import {campaignStatus} from '../shared/members.js';
import {why} from '../shared/reasons.js';
import {api, session} from '../shared/session.js';

const AGAIN_MS = 3_000;

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
await show();

/** A server that restarts is back soon. */
async function show() {
  const {content, again} = await boards();
  list.replaceChildren(...content);
  if (again) setTimeout(show, AGAIN_MS);
}

/** @returns {Promise<{content: (Node | string)[], again?: boolean}>} `again`: what is wrong may pass */
async function boards() {
  try {
    const [above, streams] = await Promise.all([session().then(campaigns), api('GET', '/api/streams')]);
    const found = streams.length === 0 ? howToBegin() : [node('ul', ...streams.map(streamRow))];
    if (above.length === 0) return {content: found};
    const content = [
      node('h2', t('campaigns')),
      node('ul', ...above.map(campaignRow)),
      node('h2', t('streams')),
      ...found,
    ];
    return {content};
  } catch ({status, detail, rule, params}) {
    if (status === 401 || status === 403) {
      return {content: [node('p', t('needsToken'), ' ', link('console', '/console'))]};
    }
    const said = status === 0 ? t('noAnswer') : t('failed', {status});
    return {content: [node('p', said, ...(detail ? [' · ', why({rule, params}, detail)] : []))], again: true};
  }
}

function streamRow(stream) {
  return row(stream, t(stream.status), ['board', 'overlay', 'live']);
}

function campaignRow(campaign) {
  return row(campaign, campaignStatus(campaign.status), ['board', 'overlay']);
}

function row({id, title, status}, says, pages) {
  const phase = node('span', says);
  phase.className = 'phase';
  phase.dataset.status = status;
  const name = node('span', title || id);
  name.className = 'name';
  const key = node('code', id);
  const links = node(
    'nav',
    ...pages.map((page) => link(page, `/${page}/${id}`)),
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
  const command = `curl -X POST ${whole('/api/streams')} -H 'Content-Type: application/json' -d '${stream}'`;
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
