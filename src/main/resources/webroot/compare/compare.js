/** Boards side by side: those that the address names, streams or campaigns, which go on moving. */
import './words.js';
import {html, nothing, render} from 'lit';
import {board} from '../lib/livetally-client.js';
import {whole} from '../shared/address.js';
import {curveOf, knownFrom} from '../shared/curve.js';
import {currencyOf, duration} from '../shared/format.js';
import {t, to} from '../shared/i18n.js';
import {pageToken} from '../shared/page-token.js';
import {elapsedOf, serverTime} from '../shared/session-time.js';
import './chooser.js';
import {MAX_BOARDS, MIN_BOARDS, asked, clash} from './comparison.js';
import {dayPlot} from './days.js';
import {legend, rankings, table} from './figures.js';
import {curvePlot} from './plot.js';

const FIELDS = ['stream', 'totals', 'audience', 'trend', 'days', 'channels', 'series', 'products'];
/** Clocks move by the second, whatever the boards do; boards no faster than the eye follows tables. */
const EVERY_MS = 1_000;
const PACE_MS = 250;

const ids = asked(location.search);
const sources = ids
  .slice(0, MAX_BOARDS)
  .map((id) => ({id, source: board(id, {fields: FIELDS, token: pageToken(), base: whole('/')})}));
let pending = 0;

document.title = `${t('compare')} · Livetally`;
for (const {source} of sources) {
  source.addEventListener('change', soon);
  source.addEventListener('status', soon);
}
setInterval(draw, EVERY_MS);
draw();

function soon() {
  pending ||= setTimeout(draw, PACE_MS);
}

function draw() {
  clearTimeout(pending);
  pending = 0;
  render(view(), document.body);
}

/** @returns {import('./comparison.js').Entry} */
function entryOf({id, source}) {
  const {stream} = source.board;
  const now = serverTime(source, source.status === 'connected');
  return {id, source, board: source.board, name: stream.title || id, now, elapsed: elapsedOf(stream, now)};
}

function view() {
  const entries = sources.filter(({source}) => source.board).map(entryOf);
  const differing = clash(entries);
  return html`<header class="top">
      <h1>${t('compare')}</h1>
      <p>${t('compareLead')}</p>
      <nav><a href=${to('/')}>Livetally</a></nav>
    </header>
    <board-chooser .named=${ids}></board-chooser>
    ${problems()} ${differing ? refused(differing) : entries.length >= MIN_BOARDS ? compared(entries) : nothing}`;
}

/** What is not compared, by name. */
function problems() {
  const missing = sources.filter(({source}) => !source.board);
  const lines = ids.length > MAX_BOARDS ? [t('tooMany', {max: MAX_BOARDS})] : [];
  return html`${lines.map((line) => html`<p class="problem">${line}</p>`)}
  ${missing.map(
    ({id, source}) =>
      html`<p
        class="problem"
        data-missing=${id}
        data-why=${source.status === 'denied' ? 'denied' : source.missing ? 'missing' : ''}>
        ${source.status === 'denied' ? t('boardDenied', {id}) : t(source.missing ? 'noBoard' : 'connectingTo', {id})}
      </p>`,
  )}`;
}

function refused([a, b]) {
  const values = {a: a.name, ca: a.board.stream.currency, b: b.name, cb: b.board.stream.currency};
  return html`<p class="problem" data-why="currency" role="alert">${t('currenciesDiffer', values)}</p>`;
}

function compared(entries) {
  const currency = currencyOf(entries[0].board.stream);
  const lines = entries.map(({id, name, board, elapsed}, place) => ({
    id,
    name,
    curve: curveOf(board),
    elapsed,
    place,
  }));
  return html`<main>
    ${table(entries, currency)}
    <section>
      <h2>${t('sinceStart')}</h2>
      ${legend(entries)} ${curvePlot(lines, currency)}
      ${lines.filter(({curve}) => curve && knownFrom(curve) > 0).map(cut)}
    </section>
    ${dayPlot(entries, currency)} ${rankings(entries, currency)}
  </main>`;
}

const cut = ({name, curve}) =>
  html`<p class="note">${t('firstMinutes', {name, time: duration(knownFrom(curve))})}</p>`;
