import {css, html, nothing, svg} from 'lit';
import '../../shared/goal-bar.js';
import {line, plate} from '../thumbnail.js';

/**
 * Shares the plate of GMV. Without a goal there is nothing to show of it.
 *
 * @type {import('../widgets.js').Widget}
 */
export const goal = {
  name: 'goal',
  words: {zh: {title: '目标进度'}, en: {title: 'Goal'}},
  size: {width: 600, height: 120},
  fields: ['totals', 'goal'],
  inColumn: true,
  leads: true,
  plate: 'tally',
  view: ({board: {totals = {}, goal}, currency, timezone}) =>
    goal?.amount === undefined
      ? nothing
      : html`<goal-bar .goal=${goal} .gmv=${totals.gmv ?? 0} .currency=${currency} .timezone=${timezone}></goal-bar>`,
  thumbnail: [
    plate(6, 14, 52, 16),
    svg`<rect class="track" x="11" y="19" width="42" height="3" rx="1.500"/>
      <rect class="gold" x="11" y="19" width="28" height="3" rx="1.500"/>`,
    line(11, 25, 14, 'quiet'),
  ],
  styles: css`
    goal-bar {
      --goal-height: 1rem;
    }
    [data-single='goal'] goal-bar {
      --size-note: 1.125rem;
    }
    .figure + goal-bar {
      margin-top: 0.9rem;
    }
  `,
};
