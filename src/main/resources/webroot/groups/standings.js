/** Who of the groups stands where: what the server last said of all of them, and what the board has said since. */
import {quotient} from '../shared/format.js';

/**
 * @typedef {{gmv: number, orders: number, buyers: number, headCount?: number, participation?: number}} Share
 * @typedef {Share & {name: string, parent?: string, total: Share, parents: string[], isParent: boolean}} Standing
 */

/** What groups can be ranked by; the first is the one that nobody asked for. */
export const RANKS = ['gmv', 'orders', 'buyers'];
const SUMS = RANKS;

/** The rank that an address asks for. @param {string} search such as `?rank=buyers` */
export function rankOf(search) {
  const asked = new URLSearchParams(search).get('rank');
  return RANKS.includes(asked) ? asked : RANKS[0];
}

/**
 * All groups, by name. Figures come every few seconds, rows of the board at once, but of the leaders only: what they
 * are ahead counts for the groups above, too.
 *
 * @param {Record<string, Share & {parent?: string, total: Share}>} figures as `groups?figures=true` says them
 * @param {Record<string, Share & {parent?: string}>} rows the section `groups` of the board
 * @returns {Map<string, Standing>}
 */
export function standings(figures, rows) {
  const all = new Map();
  for (const [name, group] of Object.entries(figures)) all.set(name, {...group, name, total: {...group.total}});
  for (const [name, row] of Object.entries(rows)) {
    if (!all.has(name)) all.set(name, {...row, name, gmv: 0, orders: 0, buyers: 0, total: {...row, ...nothing()}});
    const group = all.get(name);
    const ahead = Object.fromEntries(SUMS.map((sum) => [sum, Math.max(0, row[sum] - group[sum])]));
    add(group, ahead);
    for (const above of [group, ...parentsOf(group, all)]) add(above.total, ahead);
  }
  for (const group of all.values()) {
    group.parents = parentsOf(group, all).map(({name}) => name);
    share(group);
    share(group.total);
    group.isParent = false;
  }
  for (const {parent} of all.values()) if (all.has(parent)) all.get(parent).isParent = true;
  return all;
}

const nothing = () => ({gmv: 0, orders: 0, buyers: 0});

function add(to, ahead) {
  for (const sum of SUMS) to[sum] += ahead[sum];
}

/** The groups above, the nearest first. */
function parentsOf(group, all) {
  const parents = [];
  for (let next = all.get(group.parent); next && !parents.includes(next); next = all.get(next.parent))
    parents.push(next);
  return parents;
}

/** Rounded down, as by the server: 1 is shown only of a group of which everybody has bought. */
function share(of) {
  of.participation = of.headCount ? quotient(of.buyers, of.headCount, 10_000) / 10_000 : undefined;
}

/** The groups that have others below them and none above: the top of the tree. */
export const tops = (all, rank) =>
  ranked(
    [...all.values()].filter(({isParent, parents}) => isParent && !parents.length),
    rank,
    total,
  );

/** The groups that buyers belong to: those without others below them, and all that were ordered for. */
export const race = (all, rank) =>
  ranked(
    [...all.values()].filter(({isParent, orders}) => !isParent || orders > 0),
    rank,
    own,
  );

export const own = (group) => group;
export const total = (group) => group.total;

/** Equal sums keep one order everywhere. */
function ranked(groups, rank, of) {
  return groups.sort(
    (a, b) =>
      of(b)[rank] - of(a)[rank] || of(b).gmv - of(a).gmv || of(b).orders - of(a).orders || (a.name < b.name ? -1 : 1),
  );
}

/** What all groups have together: those at the top, with all below them. */
export function everybody(all) {
  const sum = {...nothing(), headCount: 0, groups: all.size};
  for (const group of all.values()) {
    if (group.parents.length > 0) continue;
    add(sum, group.total);
    // Who is in no group of known size is not among those who are counted.
    if (group.total.headCount) sum.headCount += group.total.headCount;
  }
  sum.ofKnown = [...all.values()]
    .filter(({parents, total: {headCount}}) => parents.length === 0 && headCount)
    .reduce((buyers, group) => buyers + group.total.buyers, 0);
  return sum;
}

/** Remembers which groups are full, and tells of each once. */
export class FullHouses {
  #full;

  /**
   * @param {Map<string, Standing>} all
   * @returns {Standing[]} those that became full while one watched
   */
  see(all) {
    const full = [...all.values()].filter(({total: {participation}}) => participation >= 1);
    const before = this.#full;
    this.#full = new Set([...(before ?? []), ...full.map(({name}) => name)]);
    return before ? full.filter(({name}) => !before.has(name)) : [];
  }
}
