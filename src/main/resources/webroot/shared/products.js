/**
 * What a product is called: its name on the board or in the catalogue, else its sku. Skus are any text, `__proto__`
 * too.
 */
export function productName(products, sku) {
  return Object.hasOwn(products ?? {}, sku) ? products[sku].name || sku : sku;
}
