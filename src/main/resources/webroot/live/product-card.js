import {html, nothing} from 'lit';
import {pictureAt} from '../shared/address.js';
import {money} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {stockText} from '../shared/products.js';
import {stockState} from '../shared/stock.js';

/**
 * What a viewer sees of a product.
 *
 * @param {object} product of the catalogue, with its sku
 * @param {{currency: import('../shared/format.js').Currency, left?: number, buy?: () => void}} now units left if
 *   that is known, and what the button does; there is none without it
 */
export function productCard({name, image, spec, origin, mark, sellingPoints, ...product}, {currency, left, buy}) {
  return html`${picture(image)}
    <div class="about">
      <h3>${name}</h3>
      ${notes([name.includes(spec) ? '' : spec, origin, mark])} ${prices(product, currency)} ${marked(left)}
      ${
        sellingPoints
          ? html`<details>
              <summary>${t('sellingPoints')}</summary>
              <p>${sellingPoints}</p>
            </details>`
          : nothing
      }
    </div>
    ${
      buy && product.price !== undefined && left !== 0
        ? html`<button type="button" class="buy" aria-label=${t('buyThis', {name})} @click=${buy}>${t('buy')}</button>`
        : nothing
    }`;
}

/** Said only where it matters: that little is left, or nothing. */
function marked(left) {
  const state = stockState(left);
  return state ? html`<p class="left" data-state=${state} data-value=${left}>${stockText(left)}</p>` : nothing;
}

/** A picture that cannot be shown leaves no hole. */
function picture(image) {
  return image
    ? html`<img
        class="picture"
        src=${pictureAt(image)}
        alt=""
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
        @load=${({target}) => target.removeAttribute('hidden')}
        @error=${({target}) => target.setAttribute('hidden', '')} />`
    : nothing;
}

function notes(texts) {
  const known = texts.filter(Boolean);
  return known.length ? html`<p class="notes">${beside(known)}</p>` : nothing;
}

function prices({unit, price, retailPrice}, currency) {
  const {exact} = money(currency);
  const dearer = retailPrice !== undefined && retailPrice !== price;
  return html`<p class="prices">
    ${
      price === undefined
        ? html`<span class="none">${t('noPrice')}</span>`
        : html` <b class="price" title=${t('price')} data-value=${price}>${exact(price)}</b>`
    }
    ${unit ? html`<span class="unit">${t('perUnit', {unit})}</span>` : nothing}
    ${
      dearer
        ? html`<s class="retail" title=${t('retailPrice')} data-value=${retailPrice}
            ><span class="spoken">${t('retailPrice')} </span>${exact(retailPrice)}</s
          >`
        : nothing
    }
  </p>`;
}
