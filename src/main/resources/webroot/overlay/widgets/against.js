import {css, html, nothing} from 'lit';
import '../../shared/against-figure.js';
import {differs} from '../../shared/curve.js';
import {EarlierBoard} from '../../shared/earlier-board.js';
import {line, plate} from '../thumbnail.js';

/** @type {{source: import('../../lib/livetally-client.js').Board, earlier: EarlierBoard} | undefined} */
let page;

/**
 * GMV against that of an earlier board at the same time since its start. An address that names none has nothing to
 * show, and neither has one whose boards cannot be compared: why is said where addresses are made.
 *
 * @type {import('../widgets.js').Widget}
 */
export const against = {
  name: 'against',
  words: {zh: {title: '对比上一场'}, en: {title: 'Against an earlier one'}},
  size: {width: 600, height: 120},
  fields: ['totals'],
  inColumn: true,
  onRequest: true,
  of: 'stream',
  plate: 'against',
  start: ({source, against, draw}) => {
    if (!against) return;
    page = {source, earlier: new EarlierBoard(against)};
    page.earlier.addEventListener('change', draw);
  },
  view: ({board}) =>
    page?.earlier.board && !page.earlier.problem && !differs(board, page.earlier.board)
      ? html`<against-figure
          .source=${page.source}
          .board=${board}
          .earlier=${page.earlier}
          .told=${page.earlier.board}
          ?running=${page.source.status === 'connected'}></against-figure>`
      : nothing,
  thumbnail: [plate(6, 12, 52, 20), line(11, 17, 14, 'gold'), line(29, 17, 12), line(11, 24, 34, 'quiet')],
  styles: css`
    .against against-figure {
      font-size: 2rem;
      line-height: 1.25;
      --against-whom: var(--size-heading);
    }
    [data-single='against'] .plate {
      padding: 0.5rem 1.5rem;
    }
  `,
};
