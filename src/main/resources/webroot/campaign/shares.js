/** Parts of a whole in percent: each may be off by less than a tenth, and all together are 100. */

/**
 * Thousandths of the whole by largest remainder: each part is rounded down, and what is left over goes to the parts
 * that lost most, of equals to the earlier ones. Exact beyond what doubles hold.
 *
 * @param {number[]} parts integers from 0
 * @returns {number[]} integers whose sum is 1000; all 0 if there is no whole
 */
export function thousandths(parts) {
  const whole = parts.reduce((sum, part) => sum + BigInt(part), 0n);
  if (whole === 0n) return parts.map(() => 0);
  const scaled = parts.map((part) => BigInt(part) * 1000n);
  const shares = scaled.map((part) => Number(part / whole));
  const lost = scaled.map((part) => part % whole);
  const left = 1000 - shares.reduce((sum, share) => sum + share, 0);
  const mostLost = [...shares.keys()].sort((a, b) => (lost[a] === lost[b] ? a - b : lost[a] > lost[b] ? -1 : 1));
  for (const i of mostLost.slice(0, left)) shares[i]++;
  return shares;
}

/**
 * @typedef {object} Share
 * @property {string} [name] missing: what is in none of the others
 * @property {number} gmv minor units
 * @property {number} share of the whole, 0.125 for one
 */

/**
 * The leaders of a section, each with its share of all GMV, and the rest of it: of names that have no room, and of
 * orders without a name.
 *
 * @param {Record<string, {gmv: number}>} section
 * @param {number} gmv of the board, minor units
 * @param {number} limit how many entries there may be at most
 * @returns {Share[]}
 */
export function shares(section, gmv, limit) {
  const ranked = Object.entries(section)
    .map(([name, row]) => ({name, gmv: row.gmv}))
    .filter((row) => row.gmv > 0)
    .sort((a, b) => b.gmv - a.gmv || (a.name < b.name ? -1 : 1));
  const isWhole = ranked.reduce((sum, row) => sum + row.gmv, 0) >= gmv;
  const named = ranked.slice(0, ranked.length <= limit && isWhole ? limit : limit - 1);
  const rest = gmv - named.reduce((sum, row) => sum + row.gmv, 0);
  const entries = rest > 0 ? [...named, {gmv: rest}] : named;
  const parts = thousandths(entries.map((entry) => entry.gmv));
  return entries.map((entry, i) => ({...entry, share: parts[i] / 1000}));
}
