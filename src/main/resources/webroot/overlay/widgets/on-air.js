import {css, html, nothing, svg} from 'lit';
import {pictureAt} from '../../shared/address.js';
import {count} from '../../shared/format.js';
import {t} from '../../shared/i18n.js';
import {productName, stockText} from '../../shared/products.js';
import {stockOf} from '../../shared/stock.js';
import {line, plate} from '../thumbnail.js';

/**
 * The product on air: what was sold of it since it is, and what is left. Between two products there is nothing to
 * show.
 *
 * @type {import('../widgets.js').Widget}
 */
export const onAir = {
  name: 'on-air',
  words: {zh: {title: '正在讲解', sold: '讲解中已售 {n}'}, en: {title: 'On air', sold: '{n} sold while on air'}},
  size: {width: 800, height: 160},
  fields: ['show', 'products', 'explanations', 'stock'],
  inColumn: true,
  onRequest: true,
  of: 'stream',
  plate: 'on-air',
  view: ({board: {show, products, explanations, stock}}) => {
    const sku = show?.sku;
    if (!sku) return nothing;
    const image = Object.hasOwn(products ?? {}, sku) ? products[sku].image : undefined;
    const left = stockOf(sku, {products, stock});
    const units = Object.values(explanations ?? {}).find(({to}) => to === undefined)?.skuUnits ?? 0;
    return html`<div class="presented" data-sku=${sku}>
      ${picture(image)}
      <div class="about">
        <span class="label">${t('on-air.title')}</span>
        <strong dir="auto">${productName(products, sku)}</strong>
        <span class="sold">
          <span data-units=${units}>${t('on-air.sold', {n: count(units)})}</span>
          ${left === undefined ? nothing : html`<span class="left" data-stock=${left}>${stockText(left)}</span>`}
        </span>
      </div>
    </div>`;
  },
  thumbnail: [
    plate(6, 10, 52, 24),
    svg`<rect class="bar" x="10" y="14" width="16" height="16" rx="2"/>`,
    line(30, 15, 10, 'gold'),
    line(30, 21, 23),
    line(30, 27, 16, 'quiet'),
  ],
  styles: css`
    .on-air .presented {
      display: flex;
      align-items: center;
      gap: 1.5rem;
    }
    .on-air .about {
      display: grid;
      min-width: 0;
    }
    .on-air img {
      flex: none;
      width: 6.5rem;
      height: 6.5rem;
      border-radius: 0.5rem;
      object-fit: cover;
    }
    .on-air .label {
      font-size: var(--size-heading);
      color: var(--gold);
    }
    .on-air strong {
      justify-self: start;
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
      font-size: 2.25rem;
      font-weight: 600;
      line-height: 1.35;
    }
    .on-air .sold {
      display: flex;
      gap: 1.5rem;
      font-size: 1.5rem;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    .on-air .left {
      color: var(--gold);
    }
    [data-single='on-air'] .plate {
      padding: 0.75rem 1.5rem;
    }
  `,
};

/** A picture that cannot be shown leaves no hole. */
function picture(image) {
  return image
    ? html`<img
        src=${pictureAt(image)}
        alt=""
        referrerpolicy="no-referrer"
        @load=${({target}) => target.removeAttribute('hidden')}
        @error=${({target}) => target.setAttribute('hidden', '')} />`
    : nothing;
}
