/** Sums the trend's minutes into as many bars as the eye can tell apart; sums only, so that nothing is lost. */

const MINUTE = 60_000;
const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440];
const SUMS = ['gmv', 'orders', 'likes'];

/**
 * @param {Record<string, {gmv?: number, orders?: number, likes?: number}>} trend by minute, epoch milliseconds
 * @param {number} most how many bars there may be
 * @returns {{width: number, bars: {at: number, gmv: number, orders: number, likes: number}[]}} width in minutes
 */
export function bars(trend, most = 120) {
  const minutes = Object.keys(trend)
    .map(Number)
    .sort((a, b) => a - b);
  if (minutes.length === 0) return {width: 1, bars: []};
  const first = minutes[0];
  const span = (minutes.at(-1) - first) / MINUTE + 1;
  const width = WIDTHS.find((width) => span / width <= most) ?? Math.ceil(span / most);
  const filled = Array.from({length: Math.ceil(span / width)}, (_, i) => ({
    at: first + i * width * MINUTE,
    gmv: 0,
    orders: 0,
    likes: 0,
  }));
  for (const minute of minutes) {
    const bar = filled[Math.floor((minute - first) / MINUTE / width)];
    for (const sum of SUMS) bar[sum] += trend[minute][sum] ?? 0;
  }
  return {width, bars: filled};
}
