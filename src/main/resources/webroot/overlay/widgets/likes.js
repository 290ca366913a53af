import {css, html, svg} from 'lit';
import {figure} from '../../shared/figure.js';
import {count} from '../../shared/format.js';
import {hasSources} from '../../shared/like-sources.js';
import '../floating-hearts.js';

const heart = (x, y, scale) => svg`<path class="heart"
  transform="translate(${x} ${y}) scale(${scale * 0.55}) translate(-12 -12)"
  d="M12 21s-8.500-5.400-8.500-11.400A4.800 4.800 0 0 1 12 6.600
  a4.800 4.800 0 0 1 8.500 3C20.500 15.600 12 21 12 21z"/>`;

/** Says who counted the likes, where others than the viewers here do: most streams have none. */
function plate({board: {audience, stream}, source, timezone}) {
  const given = figure('audience.likes', audience?.likes ?? 0, count);
  if (!hasSources(audience)) return given;
  import('../../shared/likes-button.js');
  return html`<likes-button
    .audience=${audience}
    .source=${source}
    .timezone=${timezone}
    ?live=${stream?.status === 'live'}
    >${given}</likes-button
  >`;
}

/** @type {import('../widgets.js').Widget} */
export const likes = {
  name: 'likes',
  words: {zh: {title: '点赞与飘心'}, en: {title: 'Likes and hearts'}},
  size: {width: 320, height: 480},
  fields: ['audience'],
  view: (context) =>
    html`<section class="hearts">
      <floating-hearts .likes=${context.board.audience?.likes ?? 0}></floating-hearts>
      <div class="plate">${plate(context)}</div>
    </section>`,
  thumbnail: [heart(26, 36, 1), heart(36, 24, 0.8), heart(28, 13, 0.6)],
  styles: css`
    .hearts {
      position: absolute;
      right: 0;
      bottom: 0;
      width: 15rem;
      display: grid;
      justify-items: end;
    }
    .hearts floating-hearts {
      width: 100%;
      height: 30rem;
      margin-bottom: -1rem;
    }
    .hearts .plate {
      min-width: 11rem;
    }
    .likes rolling-number {
      font-size: 2.75rem;
      line-height: 1.2;
      color: var(--likes);
    }
    likes-button {
      --parts-size: var(--size-note);
    }
    [data-single='likes'] likes-button {
      --parts-size: 1rem;
    }
    [data-theme='clear'] .likes rolling-number {
      color: var(--snow);
    }
    [data-single='likes'] .hearts {
      display: grid;
      grid-template-rows: minmax(0, 1fr) auto;
      justify-items: center;
    }
    [data-single='likes'] .hearts floating-hearts {
      height: auto;
      align-self: stretch;
    }
    [data-single='likes'] .hearts .plate {
      height: auto;
      text-align: center;
    }
  `,
};
