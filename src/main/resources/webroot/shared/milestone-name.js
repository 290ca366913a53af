import {minorUnits, money} from './format.js';
import {t} from './i18n.js';

/** What a milestone is called. */
export function milestoneName({kind, tenth, millions}, currency) {
  if (kind === 'goal') return t('goalReached');
  if (kind === 'share') return t('goalShare', {share: tenth * 10});
  return t('millionReached', {amount: money(currency).round(millions * 1_000_000 * minorUnits(currency))});
}
