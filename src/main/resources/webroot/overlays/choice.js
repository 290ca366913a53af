/** What an operator chooses of an overlay, and the address that comes of it. */
import {LANGUAGES} from '../shared/languages.js';
import {MAX_ALERT, THEMES, leastAlert, overlayOptions, overlaySearch, widgetsOf} from '../shared/overlay-options.js';

/**
 * @typedef {object} Choice
 * @property {string} stream the id of its board: a stream's, or `@` and a campaign's
 * @property {string[]} widgets their names, in the order in which they are offered
 * @property {string} theme
 * @property {number} [min] of the alert, in major units
 * @property {string} [against] the id of the stream that the widget of this name runs against
 * @property {string} lang one of LANGUAGES
 */

/**
 * What the address of this page asks for, else what was chosen last, else everything of the newest stream.
 *
 * @param {string} search of this page's address
 * @param {Partial<Choice>} kept what was chosen last
 * @param {{streams: string[], widgets: {name: string}[], lang: string}} offered
 * @returns {{choice: Choice, unknown: string[]}} with what the address asks for in vain
 */
export function firstChoice(search, kept, offered) {
  const asked = new URLSearchParams(search);
  const last = ['widgets', 'theme', 'min', 'against'].some((name) => asked.has(name)) ? {} : kept;
  const wanted = asked.get('stream') ?? last.stream;
  const stream = offered.streams.includes(wanted) ? wanted : offered.streams[0];
  const widgets = widgetsOf(stream ?? '', offered.widgets);
  const {unknown, ...options} = overlayOptions(
    Object.keys(last).length > 0 ? searchOf(last, widgets) : search,
    widgets,
  );
  if (asked.has('stream') && stream !== wanted) unknown.push(`stream=${wanted}`);
  return {
    unknown,
    choice: {
      ...options,
      lang: Object.hasOwn(LANGUAGES, last.lang ?? '') ? last.lang : offered.lang,
      stream,
    },
  };
}

/** What was chosen last, as far as this board has it, as an address asks for it. */
function searchOf({widgets, theme = THEMES[0], min, against}, offered) {
  const names = offered.map(({name}) => name);
  const kept = widgets ?? names;
  if (!Array.isArray(kept)) return '';
  const still = kept.filter((name) => names.includes(name));
  return overlaySearch({widgets: still, theme, min: min ?? undefined, against}, offered);
}

/** The choice as it is for its board: without widgets that there are not for it; all of them if none is left. */
export function fitting(choice, offered) {
  const widgets = widgetsOf(choice.stream, offered);
  const left = choice.widgets.filter((name) => widgets.some((widget) => widget.name === name));
  if (left.length === choice.widgets.length) return choice;
  return {...choice, widgets: left.length > 0 ? left : overlayOptions('', widgets).widgets};
}

/** The smallest order that is announced, in major units. */
export const minOf = (choice, currency) => choice.min ?? leastAlert(currency);

export const isMin = (min) => Number.isFinite(min) && min >= 0 && min <= MAX_ALERT;

/** Whether there is an overlay of it. */
export const isComplete = (choice, currency) => choice.widgets.length > 0 && isMin(minOf(choice, currency));

/** @param {string} [token] a screen's */
export function overlayPath(choice, token, offered) {
  const widgets = widgetsOf(choice.stream, offered);
  // An @ needs no escape in a path, and people read this one.
  const board = encodeURIComponent(choice.stream).replace('%40', '@');
  return `/overlay/${board}?${overlaySearch({...choice, token}, widgets)}`;
}
