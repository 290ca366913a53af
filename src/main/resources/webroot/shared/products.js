import {count} from './format.js';
import {t} from './i18n.js';

/**
 * What a product is called: its name on the board or in the catalogue, else its sku. Skus are any text, `__proto__`
 * too.
 */
export function productName(products, sku) {
  return Object.hasOwn(products ?? {}, sku) ? products[sku].name || sku : sku;
}

/** So few units are left that it is worth saying. */
const FEW = 10;

export const isLow = (stock) => stock !== undefined && stock <= FEW;

/** What is left of a product, in words. */
export const stockText = (stock) =>
  stock === 0 ? t('soldOut') : t(isLow(stock) ? 'onlyLeft' : 'left', {n: count(stock)});
