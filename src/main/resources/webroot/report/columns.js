/** More of them would be thinner than a pixel of most screens. */
const MAX_COLUMNS = 480;

/**
 * A column for each of the steps of time from the first point to the last, or for some of them together.
 *
 * @returns {{columns: {at: number, gmv: number}[], each: number}} `each`: how many steps are in a column
 */
export function columnsOf(points, ms) {
  const first = points[0].at;
  const steps = Math.round((points.at(-1).at - first) / ms) + 1;
  const each = Math.ceil(steps / MAX_COLUMNS);
  const columns = Array.from({length: Math.ceil(steps / each)}, (_, i) => ({at: first + i * each * ms, gmv: 0}));
  for (const {at, gmv} of points) columns[Math.floor(Math.round((at - first) / ms) / each)].gmv += gmv;
  return {columns, each};
}
