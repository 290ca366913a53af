/** The newest audit of a stream, in words. */
import {count} from './format.js';
import {t} from './i18n.js';
import './words/audit.js';

const UNITS = [
  ['daysLong', 86_400_000],
  ['hoursLong', 3_600_000],
  ['minutesLong', 60_000],
];

/** The seal as people type it. @param {{seq: string, sha256: string}} sealed */
export const sealText = ({seq, sha256}) => `${sha256}@${seq}`;

/** A time in its largest whole unit, such as `4 s`. @param {number} ms */
export function roughly(ms) {
  const [unit, size] = UNITS.find(([, length]) => ms >= length) ?? ['secondsLong', 1000];
  return t(unit, {n: count(Math.max(0, Math.floor(ms / size)))});
}

/**
 * What to say of an audit.
 *
 * @param {{seq: string, sha256: string, at: number, differences: number}} sealed
 * @param {number} now epoch milliseconds
 */
export function auditWords(sealed, now) {
  const {at, seq, differences} = sealed;
  const n = count(differences);
  const seal = sealText(sealed);
  return differences > 0
    ? {wrong: true, text: t('auditWrong', {n}), more: t('auditWrongSays', {n, seal})}
    : {wrong: false, text: t('auditedAgo', {time: roughly(now - at)}), more: t('auditSays', {seq, seal})};
}
