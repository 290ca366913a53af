/** Opens the address once more after a while, where what is wrong may pass. */

/** Temporary by their meaning, or while a server starts. */
const PASSING = [429, 500, 502, 503, 504];
const AGAIN_MS = 5_000;

/** @returns {boolean} whether it will */
export function again(status) {
  const passes = PASSING.includes(Number(status));
  if (passes) setTimeout(() => location.reload(), AGAIN_MS * (1 + Math.random()));
  return passes;
}
