/**
 * What stands at the edge of each sheet of paper: the title, the beginning of the seal, and the page's number. Only
 * browsers with margin boxes (Chromium 131 and later) print it; others print their own.
 */
import {t} from '../shared/i18n.js';
import {sealOf} from './proof.js';
import {quoted} from './quoted.js';

const SEAL_DIGITS = 16;
const sheet = new CSSStyleSheet();

/** @param {import('./types.js').Report} report */
export function onPaper(report) {
  const title = `${t('report')} · ${report.stream.title || report.board}`;
  const seal = `${t('pageOf')} ${sealOf(report).slice(0, SEAL_DIGITS)}…`;
  sheet.replaceSync(`@page {
    @top-left { content: ${quoted(title)}; }
    @top-right { content: ${quoted(seal)}; }
    @bottom-right { content: counter(page) " / " counter(pages); }
    @bottom-left { content: ${quoted(report.ledger.seq ?? report.board)}; }
  }`);
  document.adoptedStyleSheets = [sheet];
}
