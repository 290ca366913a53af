/** What nobody waits for when a board opens: it is there for whoever looks closer. */
import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import '../shared/audit-mark.js';
import {boardPath} from '../shared/address.js';
import {t, to} from '../shared/i18n.js';
import '../shared/milestone-banner.js';
import {isOver} from '../shared/session-time.js';
import {keepAwake} from '../shared/wake-lock.js';
import './live-button.js';
import {toReplay} from './replays.js';

export {asked, bar} from './replays.js';

keepAwake();

/**
 * When the board was audited, and the ways to its report, to the page of its viewers and to its past.
 *
 * @param {(source: object) => void} use shows another source
 */
export const aside = (source, stream, use) =>
  html`${toReport(stream)} ${audited(source)} ${toLive(stream)} ${toReplay(source, stream, use)}`;

/** Once it is over, what is left to read is the report. */
function toReport({id, status}) {
  return isOver(status) ? html`<a class="to-report" href=${to(boardPath('report', id))}>${t('report')}</a>` : nothing;
}

/** Until it is over, people in the room may join with their phones. */
function toLive({id, status}) {
  return id === undefined || isOver(status) ? nothing : html`<live-button .stream=${id}></live-button>`;
}

function audited(source) {
  return html`<audit-mark
    .source=${source}
    .ledger=${source.board?.ledger}
    .running=${source.status === 'connected'}></audit-mark>`;
}

/**
 * What a replay passes is celebrated while it plays, not while somebody looks for a time.
 *
 * @param {number} [from] GMV when the page began to be watched
 */
export function milestones(source, {totals, goal}, {currency}, from) {
  const banner = html`<milestone-banner
    .gmv=${totals?.gmv ?? 0}
    .from=${from}
    .goal=${goal?.amount}
    .currency=${currency}
    .watching=${source.status === 'connected' && (!source.replay || source.celebrates)}></milestone-banner>`;
  return keyed(Boolean(source.replay), banner);
}
