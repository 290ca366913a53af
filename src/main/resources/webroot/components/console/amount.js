/** Money between what people type (yuan) and what is counted (fen), without a float on the way. */
import {minorUnits} from '../../lib/format.js';
import {Wrong} from './element.js';

const UNITS = {'万': 4, '萬': 4, '亿': 8, '億': 8};
const PLAIN = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?([万萬亿億]?)$/;

/** How many decimal places a currency has: CNY 2, JPY 0. */
export function places(currency) {
  return Math.round(Math.log10(minorUnits(currency)));
}

/**
 * Minor units of an amount as typed: `1070000`, `1,070,000.00`, `１０７万`, `¥19.9`.
 *
 * @returns {number} an exact integer
 * @throws {Wrong} at `field`, in words
 */
export function minor(typed, currency, field) {
  const decimals = places(currency);
  const plain = typed.normalize('NFKC').replace(/[\s¥$€£]/g, '');
  const [, whole, fraction = '', unit] = PLAIN.exec(plain) ?? [];
  if (whole === undefined) throw new Wrong(field, 'badAmount');
  const shift = decimals + (UNITS[unit] ?? 0);
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > shift) throw new Wrong(field, decimals === 0 ? 'noDecimals' : 'tooFine', {n: decimals});
  const exact = BigInt(whole.replaceAll(',', '') + digits.padEnd(shift, '0'));
  if (exact > BigInt(Number.MAX_SAFE_INTEGER)) throw new Wrong(field, 'tooMuch');
  return Number(exact);
}

/** What one would type for so many minor units. */
export function major(amount, currency) {
  const decimals = places(currency);
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Minor units, or undefined while what is typed is no amount. */
export function minorOrNothing(typed, currency) {
  try {
    return typed.trim() ? minor(typed, currency, '') : undefined;
  } catch (wrong) {
    if (wrong instanceof Wrong) return undefined;
    throw wrong;
  }
}
