/** An earlier board in the trend of this one: what each had sold by the same time since its start. */
import {curveOf, differs, gmvAt} from '../shared/curve.js';
import {money} from '../shared/format.js';
import {t} from '../shared/i18n.js';

export {differs};

const MINUTE = 60_000;
const NONE = {mine: [], theirs: []};

/**
 * Both curves, as of the end of each bar; empty if there is no earlier board, or none that can be compared. What the
 * earlier one no longer knows is null.
 *
 * @param {{width: number, bars: {at: number}[]}} drawn width in minutes
 * @param {object} board this one
 * @param {object | undefined} earlier
 * @returns {{mine: number[], theirs: (number | null)[]}} minor units
 */
export function ghost({width, bars}, board, earlier) {
  const [mine, theirs] = [board, earlier].map((one) => one && curveOf(one));
  if (!mine || !theirs || differs(board, earlier)) return NONE;
  const at = (curve) => bars.map(({at}) => gmvAt(curve, at + width * MINUTE - mine.start) ?? null);
  return {mine: at(mine), theirs: at(theirs)};
}

/** The lines of a chart, on a scale that they share. */
export function ghostLines({mine, theirs}, {title, id}, currency, {colour, em}) {
  const line = (name, data, look) => ({
    name,
    type: 'line',
    yAxisIndex: 3,
    data,
    symbol: 'none',
    tooltip: {valueFormatter: (sum) => (typeof sum === 'number' ? money(currency).exact(sum) : t('notComparable'))},
    ...look,
  });
  return [
    line(t('soFar'), mine, {color: colour('gold'), lineStyle: {width: em / 9}}),
    line(title || id, theirs, {color: colour('quiet'), lineStyle: {width: em / 9, type: [em / 3, em / 3]}}),
  ];
}
