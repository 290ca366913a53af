import {css, html, nothing, svg} from 'lit';
import '../../shared/live-code.js';
import {isOver} from '../../shared/session-time.js';
import {plate} from '../thumbnail.js';

const square = (x, y) =>
  svg`<rect class="text" x=${x} y=${y} width="6" height="6" rx="1"/><rect class="plate" x=${x + 2} y=${y + 2} width="2" height="2"/>`;

/**
 * The way to the page of the viewers, for their phones. Of a stream that is over, or that strangers may not see, there
 * is none.
 *
 * @type {import('../widgets.js').Widget}
 */
export const qr = {
  name: 'qr',
  words: {zh: {title: '直播间二维码'}, en: {title: "Viewers' QR code"}},
  size: {width: 320, height: 380},
  fields: [],
  onRequest: true,
  of: 'stream',
  view: ({board: {stream}}) =>
    isOver(stream?.status) ? nothing : html`<live-code class="plate qr" .stream=${stream.id}></live-code>`,
  thumbnail: [
    plate(20, 8, 24, 28),
    square(23, 11),
    square(35, 11),
    square(23, 23),
    svg`<rect class="gold" x="35" y="23" width="6" height="6" rx="1"/>`,
  ],
  styles: css`
    .plate.qr {
      position: absolute;
      right: 0;
      bottom: 0;
      width: 15rem;
      padding: 1rem;
      font-size: 1.375rem;
    }
    .hearts ~ .plate.qr {
      right: 16rem;
    }
    .plate.qr:not([data-state='shown']) {
      display: none;
    }
    [data-single='qr'] .plate.qr {
      width: auto;
      padding: 1rem 1.5rem;
    }
  `,
};
