import {css, html, nothing, svg} from 'lit';
import {minorUnits} from '../../shared/format.js';
import {milestoneName, newest} from '../../shared/milestones.js';
import {line, plate} from '../thumbnail.js';

/**
 * The milestone that GMV passed last. Before the first one there is nothing to show.
 *
 * @type {import('../widgets.js').Widget}
 */
export const milestone = {
  name: 'milestone',
  words: {zh: {title: '最新里程碑'}, en: {title: 'Newest milestone'}},
  size: {width: 600, height: 120},
  fields: ['totals', 'goal'],
  inColumn: true,
  onRequest: true,
  plate: 'milestone',
  view: ({board: {totals = {}, goal}, currency}) => {
    const last = newest(totals.gmv ?? 0, goal?.amount, minorUnits(currency));
    return last ? html`<strong class="newest">${milestoneName(last, currency)}</strong>` : nothing;
  },
  thumbnail: [
    plate(6, 12, 52, 20),
    svg`<path class="gold" d="M15 17l1.500 3.200 3.500.4-2.600 2.400.7 3.500-3.100-1.700
      -3.100 1.700.7-3.500-2.600-2.400 3.500-.4z" />`,
    line(24, 22, 28),
  ],
  styles: css`
    .newest {
      display: block;
      color: var(--gold);
      font-size: 2rem;
      font-weight: 600;
      line-height: 1.2;
      text-align: center;
    }
  `,
};
