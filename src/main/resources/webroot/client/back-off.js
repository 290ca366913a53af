const FIRST_RETRY_MS = 250;
export const LAST_RETRY_MS = 5_000;

/** Jittered, doubling, bounded. @param {number} attempt 0 for the first */
export function backOff(attempt) {
  const ceiling = Math.min(LAST_RETRY_MS, 2 * FIRST_RETRY_MS * 2 ** attempt);
  return FIRST_RETRY_MS + Math.random() * (ceiling - FIRST_RETRY_MS);
}
