import {css, html, nothing} from 'lit';
import '../../shared/newest-orders.js';
import {line, plate} from '../thumbnail.js';

const ROWS = 3;
const ROWS_OF_TALL = 2;

/**
 * Above the figures of the column.
 *
 * @type {import('../widgets.js').Widget}
 */
export const ticker = {
  name: 'ticker',
  words: {zh: {title: '最新订单'}, en: {title: 'Newest orders'}},
  size: {width: 800, height: 160},
  fields: ['recent', 'products'],
  inColumn: true,
  plate: 'ticker',
  view: ({board: {recent, products}, currency, timezone, isTall}) =>
    recent.length === 0
      ? nothing
      : html`<newest-orders
          .limit=${isTall ? ROWS_OF_TALL : ROWS}
          ?untimed=${isTall}
          .orders=${recent}
          .products=${products}
          .currency=${currency}
          .timezone=${timezone}></newest-orders>`,
  thumbnail: [
    plate(6, 9, 52, 26),
    ...[14, 21, 28].flatMap((y) => [line(11, y, 24), line(43, y, 10, y === 14 ? 'gold' : 'text')]),
  ],
  styles: css`
    .ticker {
      order: -1;
    }
    [data-single='ticker'] .plate {
      padding: 0.5rem 1.5rem;
      display: grid;
    }
  `,
};
