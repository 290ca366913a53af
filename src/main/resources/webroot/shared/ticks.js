/** Round numbers at the axes of a plot. */

export const MINUTE = 60_000;
export const DAY_MINUTES = 1_440;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, DAY_MINUTES];
const MAX_X_TICKS = 8;
const Y_TICKS = 4;

/** Round amounts from 0 to the first that is not below the most. */
export function amountTicks(most) {
  const rough = Math.max(1, most / Y_TICKS);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough);
  return Array.from({length: Math.ceil(Math.max(1, most) / step) + 1}, (_, i) => i * step);
}

/** Times since the start, in milliseconds, that can be read at the axis. */
export function timeTicks(most) {
  const minutes = most / MINUTE;
  const days = Math.ceil(minutes / DAY_MINUTES / MAX_X_TICKS) * DAY_MINUTES;
  const step = (STEPS.find((step) => minutes / step <= MAX_X_TICKS) ?? days) * MINUTE;
  return Array.from({length: Math.floor(most / step) + 1}, (_, i) => i * step);
}
