/** What orders that people enter have in common, at the counter and on a phone. */
import {BUYER_DIMENSIONS} from './dimensions.js';

/** The fields of a form without those that were left empty, trimmed. @param {Record<string, string>} typed */
export function given(typed) {
  return Object.fromEntries(
    Object.entries(typed)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value),
  );
}

/** Something of each field of a buyer, such as `group`. */
export function ofBuyer(make) {
  return Object.fromEntries(BUYER_DIMENSIONS.map((dimension) => [dimension.field, make(dimension)]));
}

/** What so many units cost, exactly, in minor units. */
export const priceOf = (price, qty) => BigInt(price) * BigInt(qty);

/** The quantity that was typed, or undefined if it is none from 1 to `most`. @param {string} typed */
export function quantity(typed, most) {
  const text = typed.trim();
  return /^[1-9]\d{0,6}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}
