import {svg, html} from 'lit';

const plate = (x, y, w, h) => svg`<rect class="plate" x=${x} y=${y} width=${w} height=${h} rx="2"/>`;
const line = (x, y, w, kind = 'text') => svg`<rect class=${kind} x=${x} y=${y} width=${w} height="2.500" rx="1.250"/>`;
const drawn = {
  gmv: [
    plate(6, 12, 52, 20),
    line(11, 16, 10, 'quiet'),
    svg`<rect class="text" x="11" y="21" width="40" height="6" rx="1.500"/>`,
  ],
  goal: [
    plate(6, 14, 52, 16),
    svg`<rect class="track" x="11" y="19" width="42" height="3" rx="1.500"/>
      <rect class="gold" x="11" y="19" width="28" height="3" rx="1.500"/>`,
    line(11, 25, 14, 'quiet'),
  ],
  likes: [
    [26, 36, 1],
    [36, 24, 0.8],
    [28, 13, 0.6],
  ].map(
    ([x, y, s]) => svg`<path class="heart" transform="translate(${x} ${y}) scale(${s * 0.55}) translate(-12 -12)"
      d="M12 21s-8.500-5.400-8.500-11.400A4.800 4.800 0 0 1 12 6.600
      a4.800 4.800 0 0 1 8.500 3C20.500 15.600 12 21 12 21z"/>`,
  ),
  ticker: [
    plate(6, 9, 52, 26),
    ...[14, 21, 28].flatMap((y) => [line(11, y, 24), line(43, y, 10, y === 14 ? 'gold' : 'text')]),
  ],
  top: [
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
  alert: [
    plate(6, 12, 52, 20),
    svg`<rect class="edge" x="6" y="12" width="52" height="20" rx="2"/>
      <path class="gold" d="m11 27 5-8 3 4 1.500-2 4 6z"/>`,
    line(28, 18, 22),
    line(28, 24, 14, 'gold'),
  ],
};

/** A widget in a few strokes. */
export function thumbnail(name) {
  return html`<svg class="thumbnail" viewBox="0 0 64 44" aria-hidden="true">${drawn[name]}</svg>`;
}
