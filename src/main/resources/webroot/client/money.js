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
 * Money as people of a place write it, exact for all that a stream may hold (up to 2^53 minor units), in old engines as
 * well.
 *
 * @param {number | bigint} minor minor units, as all amounts of Livetally
 * @param {{currency: string, currencyDigits: number}} stream the section `stream` of a board, or a stream of
 *   `/api/streams`
 * @param {string} [locale] such as `zh-CN`; the browser's, if missing
 * @param {'symbol' | 'narrowSymbol' | 'code' | 'name'} [display] of the currency, as `Intl.NumberFormat` has it
 * @returns {string} such as `¥198.00`
 */
export function formatMoney(minor, {currency, currencyDigits}, locale, display = 'symbol') {
  const [whole, fraction = ''] = decimal(minor, currencyDigits).split('.');
  return moneyFormat(currency, currencyDigits, locale, display)
    .formatToParts(/** @type {any} */ (whole === '-0' ? -0 : BigInt(whole)))
    .map(({type, value}) => (type === 'fraction' ? inDigitsOf(value, fraction) : value))
    .join('');
}

/**
 * The fraction of a whole number is zeros, in the digits of the place; the amount's own take their place. Engines
 * before 2023 read a decimal number in text as a double, but an integer as it is.
 */
function inDigitsOf(zeros, fraction) {
  const zero = Number(zeros.codePointAt(0));
  return String.fromCodePoint(...[...fraction].map((digit) => zero + Number(digit)));
}

/** @type {Map<string, Intl.NumberFormat>} They take long to make. */
const moneyFormats = new Map();

function moneyFormat(currency, digits, locale, currencyDisplay) {
  const key = `${currency} ${digits} ${locale} ${currencyDisplay}`;
  const found = moneyFormats.get(key);
  if (found) return found;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  moneyFormats.set(key, made);
  return made;
}
