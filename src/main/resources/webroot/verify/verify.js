/** Checks what somebody has on paper, or in a file, against the ledger. */
import './words.js';
import {html, render} from 'lit';
import {boardPath} from '../shared/address.js';
import {t, to} from '../shared/i18n.js';
import {pageStream} from '../shared/screen.js';
import './report-check.js';
import './seal-check.js';

const board = pageStream();

document.title = `${t('verify')} · ${board}`;
render(
  html`<header class="top">
      <p class="kind">${t('ofBoard', {id: board})}</p>
      <h1>${t('verify')}</h1>
      <p class="lead">${t('verifyLead')}</p>
    </header>
    <main>
      <seal-check .board=${board}></seal-check>
      <report-check .board=${board}></report-check>
    </main>
    <footer>
      <a href=${to(boardPath('report', board))} data-link="report">${t('report')}</a>
      <a href=${to(boardPath('board', board))}>${t('board')}</a>
      <a href=${to('/')}>Livetally</a>
    </footer>`,
  document.body,
);
