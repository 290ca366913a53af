/** The report of a board: what its ledger comes to up to one place, to be read, printed and checked. */
import './words.js';
import {html, nothing, render} from 'lit';
import {t, to} from '../shared/i18n.js';
import {count} from '../shared/format.js';
import {ask} from '../shared/page-token.js';
import {pageStream} from '../shared/screen.js';
import {corrections, concentration, deals, refunds} from './cards.js';
import {head, totals} from './head.js';
import {members} from './members.js';
import {onPaper} from './paper.js';
import {proof} from './proof.js';
import {explanations, rankings} from './tables.js';
import {trend} from './trend.js';

const id = pageStream();
const path = `/api/reports/${encodeURIComponent(id)}`;
const AGAIN_MS = 3_000;
const COUNTING = 202;

document.title = `${t('report')} · ${id}`;
look();

/** A long ledger takes a while: until then the answer says how far it is. */
async function look() {
  const answer = await ask(path);
  if (answer?.status === 200) return show(await answer.json());
  const isCounting = answer?.status === COUNTING;
  render(isCounting ? counting(await answer.json()) : none(answer?.status), document.body);
  if (answer && !isCounting && answer.status < 500) return undefined;
  const seconds = Number(answer?.headers.get('Retry-After')) || AGAIN_MS / 1_000;
  return setTimeout(look, seconds * 1_000);
}

/** @param {import('./types.js').Report} report */
function show(report) {
  document.title = [t('report'), report.stream.title || report.board].join(' · ');
  document.body.dataset.seq = report.ledger.seq ?? '';
  onPaper(report);
  render(
    html`${head(report, path)}
      <main>
        ${totals(report)} ${trend(report)} ${members(report)}
        <div class="rankings">${rankings(report)}</div>
        ${explanations(report)}
        <div class="cards">${refunds(report)} ${concentration(report)} ${deals(report)} ${corrections(report)}</div>
        ${proof(report)}
      </main>`,
    document.body,
  );
}

function counting({done, of}) {
  const share = of > 0 ? Math.min(1, done / of) : 0;
  return html`<main class="told" role="status">
    <h1>${t('making')}</h1>
    <progress max="1" value=${share}></progress>
    <p>${t('progress', {done: count(done), of: count(of)})}</p>
  </main>`;
}

function none(status) {
  const isDenied = status === 401 || status === 403;
  const text = status === 404 ? t('noReport', {id}) : isDenied ? t('reportDenied') : t('reportFailed');
  return html`<main class="told" role="alert" data-status=${status ?? 0}>
    <p>${text}</p>
    ${isDenied ? html`<p><a href=${to('/console')}>Livetally</a></p>` : nothing}
  </main>`;
}
