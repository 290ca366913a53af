/** Money between what people type (yuan) and what is counted (fen), without a float on the way. */
import {decimal} from '../lib/livetally-client.js';
import {FieldError} from '../shared/field-error.js';

const UNITS = {万: 4, 萬: 4, 亿: 8, 億: 8};
const PLAIN = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?([万萬亿億]?)$/;

/**
 * Minor units of an amount as typed: `1070000`, `1,070,000.00`, `１０７万`, `¥19.9`.
 *
 * @param {string} typed
 * @param {import('../shared/format.js').Currency} currency
 * @returns {number} an exact integer
 * @throws {FieldError} at `field`, in words
 */
export function minor(typed, currency, field) {
  const decimals = currency.digits;
  const plain = typed.normalize('NFKC').replace(/[\s¥$€£]/g, '');
  const [, whole, fraction = '', unit] = PLAIN.exec(plain) ?? [];
  if (whole === undefined) throw new FieldError(field, 'badAmount');
  const shift = decimals + (UNITS[unit] ?? 0);
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > shift) throw new FieldError(field, decimals === 0 ? 'noDecimals' : 'tooFine', {n: decimals});
  const exact = BigInt(whole.replaceAll(',', '') + digits.padEnd(shift, '0'));
  if (exact > BigInt(Number.MAX_SAFE_INTEGER)) throw new FieldError(field, 'tooMuch');
  return Number(exact);
}

/** What one would type for so many minor units. */
export function major(amount, {digits}) {
  return decimal(amount, digits);
}

/** Minor units, or undefined while what is typed is no amount. */
export function minorOrNothing(typed, currency) {
  try {
    return typed.trim() ? minor(typed, currency, '') : undefined;
  } catch (error) {
    if (error instanceof FieldError) return undefined;
    throw error;
  }
}
