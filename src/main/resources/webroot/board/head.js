/** The first line of the board: what it shows, since when, and how fresh that is. */
import {html, nothing} from 'lit';
import '../shared/audit-mark.js';
import {boardPath} from '../shared/board-path.js';
import '../shared/freshness-badge.js';
import {t, to} from '../shared/i18n.js';
import '../shared/session-clock.js';
import {isOver} from '../shared/stream-status.js';
import {toReplay} from './replays.js';

/**
 * @param {unknown} now what is on air
 * @param {(source: object) => void} use shows another source
 */
export function head(source, stream, now, use) {
  return html` <header class="top">
    <h1 title=${stream.title ?? ''}>${stream.title || stream.id || 'Livetally'}</h1>
    ${
      stream.status
        ? html` <span class="phase" data-status=${stream.status}>${t(stream.status)}</span>
            <session-clock
              class="dims"
              .source=${source}
              .stream=${stream}
              .running=${stream.status === 'live' && source.status === 'connected'}></session-clock>`
        : nothing
    }
    ${now}
    ${source.replay ? banner(source, stream) : html`${toReport(stream)} ${audited(source)} ${toReplay(source, stream, use)}`}
    ${source.replay && source.status === 'connected' ? nothing : freshness(source, stream)}
  </header>`;
}

/** Once it is over, what is left to read is the report. */
function toReport({id, status}) {
  return isOver(status) ? html`<a class="to-report" href=${to(boardPath('report', id))}>${t('report')}</a>` : nothing;
}

function audited(source) {
  return html`<audit-mark
    .source=${source}
    .ledger=${source.board?.ledger}
    .running=${source.status === 'connected'}></audit-mark>`;
}

function banner(source, {timezone}) {
  return html`<replay-banner
    .source=${source}
    .status=${source.status}
    .at=${source.at}
    .timezone=${timezone}></replay-banner>`;
}

function freshness(source, {timezone}) {
  return html`<freshness-badge
    .source=${source}
    .status=${source.status}
    .version=${source.version}
    .timezone=${timezone}></freshness-badge>`;
}
