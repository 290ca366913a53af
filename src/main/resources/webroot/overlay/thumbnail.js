/** Widgets in a few strokes, in a picture of 64 by 44; what the classes look like is up to the page. */
import {html, svg} from 'lit';

export const plate = (x, y, w, h) => svg`<rect class="plate" x=${x} y=${y} width=${w} height=${h} rx="2"/>`;

export const line = (x, y, w, kind = 'text') =>
  svg`<rect class=${kind} x=${x} y=${y} width=${w} height="2.500" rx="1.250"/>`;

/** The picture of a widget. */
export function picture({thumbnail}) {
  return html`<svg class="thumbnail" viewBox="0 0 64 44" aria-hidden="true">${thumbnail}</svg>`;
}
