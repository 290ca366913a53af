import {css, html, nothing} from 'lit';
import {count, money} from '../../shared/format.js';
import {t} from '../../shared/i18n.js';
import '../../shared/rolling-number.js';
import {line, plate} from '../thumbnail.js';

/**
 * What was signed so far, and how much of it was delivered; what is intended, as long as nothing is signed. None of it
 * is GMV. Without a deal there is nothing to show.
 *
 * @type {import('../widgets.js').Widget}
 */
export const deals = {
  name: 'deals',
  words: {zh: {title: '签约'}, en: {title: 'Deals'}},
  size: {width: 600, height: 120},
  fields: ['deals'],
  inColumn: true,
  onRequest: true,
  plate: 'deals',
  view: ({board: {deals = {}}, currency}) => {
    const {intended = 0, signed = 0, delivered = 0, intents = 0, agreements = 0, record} = deals;
    if (intents === 0 && agreements === 0) return nothing;
    const {exact, compact} = money(currency);
    const key = agreements > 0 ? 'signed' : 'intended';
    const beside = [
      t(`${key}Number`, {n: count(agreements || intents)}),
      ...(delivered > 0 ? [`${t('delivered')} ${compact(delivered)}`] : []),
    ];
    return html`<div class="agreed" data-value=${agreements > 0 ? signed : intended} ?data-record=${record}>
      <span>${t(key)}</span>
      <rolling-number .format=${exact} .value=${agreements > 0 ? signed : intended}></rolling-number>
      <small>${beside.join(' · ')}</small> ${record ? html`<b>${t('highestSigned')}</b>` : nothing}
    </div>`;
  },
  thumbnail: [plate(6, 13, 52, 18), line(11, 19, 14, 'quiet'), line(30, 19, 23, 'gold'), line(11, 26, 20, 'quiet')],
  styles: css`
    .agreed {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 1.5rem;
      align-items: baseline;
      font-size: 1.625rem;
      line-height: 1.2;
    }
    .agreed rolling-number {
      font-size: 2.25rem;
      color: var(--gold);
    }
    .agreed small {
      font-size: var(--size-note);
      color: var(--quiet);
    }
    .agreed b {
      justify-self: end;
      font-size: var(--size-note);
      font-weight: 600;
      color: var(--gold);
    }
    [data-single='deals'] .plate {
      padding: 0.5rem 1.5rem;
    }
  `,
};
