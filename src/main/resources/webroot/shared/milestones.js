/** What is worth a moment of celebration: each tenth of the goal, the goal, each round million of the currency. */
import {minorUnits, money, quotient} from './format.js';
import {t} from './i18n.js';

/**
 * @typedef {{kind: 'share', tenth: number} | {kind: 'goal'} | {kind: 'million', millions: number}} Milestone
 */

/**
 * The greatest milestone above `before` and not above `after`, both minor units: the goal is more than a million, and
 * a million more than a tenth of the goal.
 *
 * @param {number | undefined} goal minor units
 * @param {number} unit minor units of one unit of the currency, 100 for fen
 * @returns {Milestone | undefined}
 */
export function passed(before, after, goal, unit) {
  if (goal > 0 && before < goal && after >= goal) return {kind: 'goal'};
  const million = 1_000_000 * unit;
  const millions = quotient(after, million);
  if (millions > quotient(before, million)) return {kind: 'million', millions};
  if (!(goal > 0) || after >= goal) return undefined;
  const tenth = quotient(after, goal, 10);
  return tenth > quotient(before, goal, 10) ? {kind: 'share', tenth} : undefined;
}

/**
 * The milestone that GMV passed last: of those up to `gmv` the one of the highest value. Of two of the same value it is
 * the one that `passed` prefers.
 *
 * @returns {Milestone | undefined}
 */
export function newest(gmv, goal, unit) {
  const million = 1_000_000 * unit;
  const millions = quotient(gmv, million);
  const tenth = goal > 0 ? Math.min(10, quotient(gmv, goal, 10)) : 0;
  const beyond = BigInt(millions) * BigInt(million) * 10n - BigInt(tenth) * BigInt(goal > 0 ? goal : 0);
  if (millions > 0 && (beyond > 0n || (beyond === 0n && tenth < 10))) return {kind: 'million', millions};
  if (tenth === 10) return {kind: 'goal'};
  return tenth > 0 ? {kind: 'share', tenth} : undefined;
}

const RANK = {share: 1, million: 2, goal: 3};

/**
 * Follows one stream's GMV. Only what is passed between two boards of one unbroken connection counts, so neither
 * loading the page nor coming back after a while celebrates; and nothing is celebrated twice.
 */
export class Milestones {
  #most;
  #goal;
  #joined = false;

  /** The connection broke, or its numbers stood still: the next board is where watching starts again. */
  leave() {
    this.#joined = false;
  }

  /** @returns {Milestone | undefined} */
  see(gmv, goal, unit) {
    const from = this.#joined && goal === this.#goal ? this.#most : Infinity;
    this.#joined = true;
    this.#goal = goal;
    this.#most = Math.max(this.#most ?? gmv, gmv);
    return gmv > from ? passed(from, gmv, goal, unit) : undefined;
  }
}

/** Whether a is worth more than b. */
export const outranks = (a, b) =>
  RANK[a.kind] > RANK[b.kind] || (a.kind === b.kind && (a.tenth ?? a.millions) > (b.tenth ?? b.millions));

/** What a milestone is called. */
export function milestoneName({kind, tenth, millions}, currency) {
  if (kind === 'goal') return t('goalReached');
  if (kind === 'share') return t('goalShare', {share: tenth * 10});
  return t('millionReached', {amount: money(currency).round(millions * 1_000_000 * minorUnits(currency))});
}
