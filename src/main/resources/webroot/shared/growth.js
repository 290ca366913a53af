/** How much more, or less, than an earlier figure one is, in whole percents, rounded down: never better than it is. */
import {locale} from './i18n.js';

const percents = new Intl.NumberFormat(locale, {
  style: 'percent',
  signDisplay: 'exceptZero',
  maximumFractionDigits: 0,
});

/**
 * @param {number | undefined} now an integer
 * @param {number | undefined} then an integer
 * @returns {number | undefined} percents: 12, or -13 for 12.5 % less; undefined if `then` is 0, or one of them is not
 *   known
 */
export function growth(now, then) {
  if (now === undefined || !(then > 0)) return undefined;
  const more = (BigInt(now) - BigInt(then)) * 100n;
  const whole = more / BigInt(then); // towards 0
  return Number(more < 0n && whole * BigInt(then) !== more ? whole - 1n : whole);
}

/** `+12%`, `-13%`, `0%`, or the word for a growth that there is not. */
export const growthText = (percent, none) => (percent === undefined ? none : percents.format(percent / 100));
