/** What is on air: the product, its price, what there is to say of it. */
import {html, nothing} from 'lit';
import {pictureAt} from '../shared/address.js';
import {count, money} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {stockState} from '../shared/stock.js';

/**
 * @param {object} now
 * @param {Record<string, any>} now.board
 * @param {import('./goods.js').Goods} now.goods
 * @param {import('../shared/format.js').Currency} now.currency
 */
export function onAir({board, goods, currency}) {
  const {host, sku} = board.show ?? {};
  return html`<section class="air" aria-label=${t('onAir')} data-sku=${sku ?? ''} data-host=${host ?? ''}>
    <p class="who"><span class="lamp" ?data-on=${sku}>${t('onAir')}</span><b>${host ?? nothing}</b></p>
    ${sku ? product(goods.product(sku), currency) : html`<p class="none">${t('offAir')}</p>`}
  </section>`;
}

function product({name, image, spec, origin, mark, sellingPoints, ...rest}, currency) {
  const facts = beside([spec, origin, mark]);
  return html`<div class="product" ?data-pictured=${image}>
    ${image ? html`<img src=${pictureAt(image)} alt="" />` : nothing}
    <h1>${name}</h1>
    ${prices(rest, currency)} ${facts ? html`<p class="facts">${facts}</p>` : nothing}
    ${sellingPoints ? html`<p class="points">${sellingPoints}</p>` : nothing}
  </div>`;
}

function prices({price, retailPrice, unit}, currency) {
  if (price === undefined) return nothing;
  const {exact} = money(currency);
  return html`<p class="prices">
    <b title=${t('price')} data-value=${price}>${exact(price)}</b>${
      unit ? html`<span>${t('perUnit', {unit})}</span>` : nothing
    }${retailPrice !== undefined && retailPrice !== price ? html`<s title=${t('retailPrice')}>${exact(retailPrice)}</s>` : nothing}
  </p>`;
}

/** What is left of it, and what this explanation has sold so far. @see onAir */
export function sales({board, goods, currency}) {
  const {sku, since} = board.show ?? {};
  if (!sku) return nothing;
  const {unit = ''} = goods.product(sku);
  const left = goods.left(sku, board);
  const now = Object.values(board.explanations ?? {}).find(({from, to}) => from === since && to === undefined);
  return html`<section class="sales">
    <div class="left" data-state=${stockState(left) ?? nothing} data-value=${left ?? ''}>
      <span class="label">${t('inStock')}</span>
      <b>${left === undefined ? '–' : left === 0 ? t('soldOut') : count(left)}</b>
      <small>${left === undefined ? t('uncounted') : left > 0 ? unit : ''}</small>
    </div>
    <div class="sold" data-units=${now?.skuUnits ?? 0}>
      <span class="label">${t('thisTime')}</span>
      <b>${count(now?.skuUnits ?? 0)}</b>
      <small>${money(currency).exact(now?.skuGmv ?? 0)}</small>
    </div>
  </section>`;
}
