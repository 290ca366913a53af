/**
 * An amount in whole units of its currency, as a decimal number in text: nothing passes through a double.
 *
 * @param {number | bigint} minor minor units, an integer
 * @param {number} digits of the currency behind the point, `currencyDigits` of a stream
 * @returns {string} such as `70368744177664.01`
 */
export function decimal(minor, digits) {
  const whole = BigInt(typeof minor === 'number' ? Math.trunc(minor) : minor);
  const text = String(whole < 0n ? -whole : whole).padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${whole < 0n ? '-' : ''}${text.slice(0, point)}${digits > 0 ? '.' : ''}${text.slice(point)}`;
}

/**
 * Money as people of a place write it, exact for all that a stream may hold (up to 2^53 minor units).
 *
 * @param {number | bigint} minor minor units, as all amounts of Livetally
 * @param {{currency: string, currencyDigits: number}} stream the section `stream` of a board, or a stream of
 *   `/api/streams`
 * @param {string} [locale] such as `zh-CN`; the browser's, if missing
 * @returns {string} such as `¥198.00`
 */
export function formatMoney(minor, {currency, currencyDigits}, locale) {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: currencyDigits,
    maximumFractionDigits: currencyDigits,
  });
  return format.format(/** @type {any} */ (decimal(minor, currencyDigits)));
}
