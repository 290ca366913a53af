/** The catalogue as it is edited: rows of texts, as typed, until they are what is sent. */
import {explain} from '../shared/explain.js';
import {t} from '../shared/i18n.js';
import {major, minor} from './amount.js';

export const PRICES = ['retailPrice', 'price'];
export const FIELDS = ['name', 'unit', ...PRICES];

/**
 * `was` is what the server has of it; missing, if the row is new.
 *
 * @typedef {{sku: string, was?: object, removed: boolean, errors: Record<string, string>} & Record<string, string>} Row
 */

/** @returns {Row} */
export function rowOf(sku, was, currency) {
  return {sku, was, removed: false, errors: {}, ...textsOf(was, currency)};
}

function textsOf(was, currency) {
  const price = (name) => (was?.[name] === undefined ? '' : major(was[name], currency));
  return {
    name: was?.name ?? '',
    unit: was?.unit ?? '',
    ...Object.fromEntries(PRICES.map((name) => [name, price(name)])),
  };
}

/** Whether a field of the row says what the server has. @param {Row} row */
export function isSame(row, name, currency) {
  return row[name].trim() === textsOf(row.was, currency)[name].trim();
}

/** @param {Row} row */
export function isChanged(row, currency) {
  return row.removed || !row.was || FIELDS.some((name) => !isSame(row, name, currency));
}

/** @param {Row} row */
export const hasErrors = ({errors}) => Object.keys(errors).length > 0;

/**
 * What to send of the rows that were changed; undefined if one is wrong, and then it says where.
 *
 * @param {Row[]} changed
 * @param {Row[]} rows all of them
 */
export function bodyOf(changed, rows, currency) {
  const skus = new Map();
  for (const {sku} of rows) skus.set(sku.trim(), (skus.get(sku.trim()) ?? 0) + 1);
  const entries = changed.map((row) => {
    row.errors = {};
    const sku = row.sku.trim();
    if (row.removed) return [sku, null];
    if (!row.was && !sku) row.errors.sku = t('skuMissing');
    else if (!row.was && skus.get(sku) > 1) row.errors.sku = t('duplicateSku');
    if (!row.name.trim()) row.errors.name = t('nameMissing');
    return [sku, {...othersOf(row.was), name: row.name.trim(), unit: row.unit.trim(), ...pricesOf(row, currency)}];
  });
  return changed.some(hasErrors) ? undefined : Object.fromEntries(entries);
}

/** What the server knows of a product beyond the fields that are edited here: it is replaced as a whole. */
function othersOf(was = {}) {
  return Object.fromEntries(Object.entries(was).filter(([name]) => !FIELDS.includes(name)));
}

function pricesOf(row, currency) {
  const prices = {};
  for (const name of PRICES.filter((price) => row[price].trim())) {
    try {
      prices[name] = minor(row[name], currency, name);
    } catch (error) {
      row.errors[name] = explain(error);
    }
  }
  return prices;
}

/**
 * Says a refusal at the cell that it is about. The server names the first bad cell as `products.{sku}.{field}`. A sku
 * may hold dots itself.
 *
 * @param {Row[]} changed
 * @returns {boolean} whether there is such a cell
 */
export function blame(changed, problem) {
  const named = problem?.field ?? '';
  for (const row of changed) {
    for (const name of FIELDS) {
      if (named === `products.${row.sku.trim()}.${name}`) row.errors[name] = explain(problem);
    }
  }
  const added = changed.filter(({was}) => !was);
  if (named === 'products' && added.length === 1) added[0].errors.sku = explain(problem);
  return named.startsWith('products') && changed.some(hasErrors);
}
