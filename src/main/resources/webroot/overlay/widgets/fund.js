import {css, html, nothing} from 'lit';
import {money} from '../../shared/format.js';
import '../../shared/rolling-number.js';
import {line, plate} from '../thumbnail.js';

/** As many as fit into a source of its own. */
const ROWS = 2;

/**
 * What the levy of the units sold gave to each fund so far. Without a levy there is nothing to show.
 *
 * @type {import('../widgets.js').Widget}
 */
export const fund = {
  name: 'fund',
  words: {zh: {title: '公益基金'}, en: {title: 'Funds'}},
  size: {width: 600, height: 120},
  fields: ['funds'],
  inColumn: true,
  onRequest: true,
  plate: 'fund',
  view: ({board: {funds}, currency}) => {
    const rows = Object.entries(funds ?? {}).sort(([, a], [, b]) => b.amount - a.amount);
    return rows.length === 0
      ? nothing
      : rows.slice(0, ROWS).map(
          ([name, {amount}]) =>
            html`<div class="given" data-fund=${name} data-value=${amount}>
              <bdi>${name}</bdi>
              <rolling-number .format=${money(currency).exact} .value=${amount}></rolling-number>
            </div>`,
        );
  },
  thumbnail: [plate(6, 13, 52, 18), line(11, 21, 18, 'quiet'), line(34, 21, 19, 'gold')],
  styles: css`
    .given {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 1.5rem;
      align-items: baseline;
    }
    .given bdi {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-size: 1.625rem;
    }
    .given rolling-number {
      font-size: 2.25rem;
      line-height: 1.2;
      color: var(--gold);
    }
    [data-single='fund'] .plate {
      padding: 0.5rem 1.5rem;
    }
  `,
};
