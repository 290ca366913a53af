import {css, html, nothing} from 'lit';
import '../../shared/audit-mark.js';
import {line, plate} from '../thumbnail.js';

/**
 * When the figures were compared with the ledger. Before the first time there is nothing to show.
 *
 * @type {import('../widgets.js').Widget}
 */
export const audit = {
  name: 'audit',
  words: {zh: {title: '账本核对'}, en: {title: 'Audit'}},
  size: {width: 480, height: 64},
  fields: ['ledger'],
  inColumn: true,
  onRequest: true,
  of: 'stream',
  plate: 'audit',
  view: ({board: {ledger}, source}) =>
    ledger?.sealed
      ? html`<audit-mark .source=${source} .ledger=${ledger} .running=${source.status === 'connected'}></audit-mark>`
      : nothing,
  thumbnail: [plate(10, 16, 44, 12), line(15, 21, 3, 'gold'), line(22, 21, 26, 'quiet')],
  styles: css`
    .plate.audit {
      padding: 0.5rem 1.5rem;
    }
    audit-mark {
      font-size: var(--size-heading);
    }
    [data-single='audit'] .plate {
      display: grid;
    }
  `,
};
