import {css, html, nothing, svg} from 'lit';
import {t} from '../../shared/i18n.js';
import '../../shared/ranked-bars.js';
import {line, plate} from '../thumbnail.js';

const ROWS = 5;
const ROWS_OF_TALL = 3;

/** @type {import('../widgets.js').Widget} */
export const top = {
  name: 'top',
  words: {zh: {title: '商品榜'}, en: {title: 'Top products'}},
  size: {width: 480, height: 340},
  fields: ['products'],
  plate: 'top',
  view: ({board: {products = {}}, currency, isTall}) =>
    Object.keys(products).length === 0
      ? nothing
      : html`<h2>${t('products')}</h2>
          <ranked-bars
            data-section="products"
            .limit=${isTall ? ROWS_OF_TALL : ROWS}
            .entries=${products}
            .currency=${currency}></ranked-bars>`,
  thumbnail: [
    plate(14, 5, 36, 34),
    ...[
      [10, 26],
      [19, 17],
      [28, 11],
    ].map(
      ([y, w], i) =>
        svg`${line(19, y, 14)}<rect class=${i ? 'bar' : 'gold'} x="19" y=${y + 4} width=${w} height="2" rx="1"/>`,
    ),
  ],
  styles: css`
    .top {
      position: absolute;
      right: 0;
      top: 0;
      width: 30rem;
    }
    ranked-bars {
      --size-row: 1.375rem;
      --size-note: max(1.125rem, var(--least));
      --row-gap: 0.6rem;
    }
  `,
};
