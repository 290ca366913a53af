import {css, svg} from 'lit';
import {figure} from '../../shared/figure.js';
import {money} from '../../shared/format.js';
import {line, plate} from '../thumbnail.js';

/** @type {import('../widgets.js').Widget} */
export const gmv = {
  name: 'gmv',
  words: {zh: {title: '成交额'}, en: {title: 'GMV'}},
  size: {width: 600, height: 120},
  fields: ['totals'],
  inColumn: true,
  leads: true,
  plate: 'tally',
  view: ({board: {totals = {}}, currency}) => figure('totals.gmv', totals.gmv ?? 0, money(currency).exact),
  thumbnail: [
    plate(6, 12, 52, 20),
    line(11, 16, 10, 'quiet'),
    svg`<rect class="text" x="11" y="21" width="40" height="6" rx="1.500"/>`,
  ],
  styles: css`
    .gmv rolling-number {
      font-size: min(6rem, calc(var(--plate-room) / max(1, var(--chars, 13) - 1.6) / 0.6));
    }
    [data-single='gmv'] .plate {
      padding: 0.5rem 1.5rem;
    }
    [data-single='gmv'] .gmv rolling-number {
      font-size: min(4.25rem, calc(var(--plate-room) / max(1, var(--chars, 13) - 1.6) / 0.6));
      line-height: 1.1;
    }
    [data-single='gmv'] .label {
      line-height: 1.1;
    }
  `,
};
