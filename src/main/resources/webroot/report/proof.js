/** Where the figures come from, and how anybody can check that. */
import {html, nothing} from 'lit';
import {boardPath, whole} from '../shared/address.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {when} from './when.js';

/** What people type in. @param {import('./types.js').Report} report */
export const sealOf = ({ledger: {sha256, seq}}) => (seq === undefined ? sha256 : `${sha256}@${seq}`);

/** @param {import('./types.js').Report} report */
export function proof(report) {
  const {ledger, stream, board, version, sha256} = report;
  const {audit, sealed} = ledger;
  const url = whole(boardPath('verify', board));
  const fact = (key, label, value, says) =>
    html`<dt>${label}</dt>
      <dd data-fact=${key}>${value}<small class="says">${says}</small></dd>`;
  return html`<section class="proof">
    <h2>${t('proof')}</h2>
    <dl>
      ${fact(
        'seal',
        t('seal'),
        html`<code>${sealOf(report)}</code>`,
        ledger.seq ? t('sealText', {seq: ledger.seq}) : t('sealOfMembers'),
      )}
      ${fact('messages', t('messages'), count(ledger.messages), t('messagesText'))}
      ${fact(
        'audit',
        t('compared'),
        html`<b data-bad=${audit.differences > 0}
            >${audit.differences > 0 ? t('comparedDiffers', {n: count(audit.differences)}) : t('comparedSame')}</b
          >
          · ${when(audit.at, stream.timezone)}`,
        t('comparedText'),
      )}
      ${sealed ? fact('sealed', t('audited'), audited(sealed, stream), t('auditedText')) : nothing}
      ${fact('sha256', t('reportHash'), html`<code>${sha256}</code>`, t('reportHashText'))}
      ${fact('version', t('software'), `Livetally ${version}`, '')}
    </dl>
    <p class="how">${t('howToCheck', {url})}</p>
  </section>`;
}

function audited({at, differences}, {timezone}) {
  const values = {time: when(at, timezone), n: count(differences)};
  return html`<b data-bad=${differences > 0}>${t(differences > 0 ? 'auditedDiffers' : 'auditedSame', values)}</b>`;
}
