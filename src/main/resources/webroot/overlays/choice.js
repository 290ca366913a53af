/** What an operator chooses of an overlay, and the address that comes of it. */
import {MAX_ALERT, THEMES, leastAlert, overlayOptions, overlaySearch} from '../shared/overlay-options.js';

/**
 * @typedef {object} Choice
 * @property {string} stream its id
 * @property {string[]} widgets their names, in the order in which they are offered
 * @property {string} theme
 * @property {number} [min] of the alert, in major units
 * @property {string} [against] the id of the stream that the widget of this name runs against
 * @property {'zh' | 'en'} lang
 */

/**
 * What the address of this page asks for, else what was chosen last, else everything of the newest stream.
 *
 * @param {string} search of this page's address
 * @param {Partial<Choice>} kept what was chosen last
 * @param {{streams: string[], widgets: {name: string}[], lang: 'zh' | 'en'}} offered
 * @returns {{choice: Choice, unknown: string[]}} with what the address asks for in vain
 */
export function firstChoice(search, kept, offered) {
  const asked = new URLSearchParams(search);
  const last = ['widgets', 'theme', 'min', 'against'].some((name) => asked.has(name)) ? {} : kept;
  const {widgets = offered.widgets.map(({name}) => name), theme = THEMES[0], min, against} = last;
  const known = Array.isArray(widgets)
    ? overlaySearch({widgets, theme, min: min ?? undefined, against}, offered.widgets)
    : '';
  const {unknown, ...options} = overlayOptions(Object.keys(last).length > 0 ? known : search, offered.widgets);
  const wanted = asked.get('stream') ?? last.stream;
  if (asked.has('stream') && !offered.streams.includes(wanted)) unknown.push(`stream=${wanted}`);
  return {
    unknown,
    choice: {
      ...options,
      lang: ['zh', 'en'].includes(last.lang) ? last.lang : offered.lang,
      stream: offered.streams.includes(wanted) ? wanted : offered.streams[0],
    },
  };
}

/** The smallest order that is announced, in major units. */
export const minOf = (choice, currency) => choice.min ?? leastAlert(currency);

export const isMin = (min) => Number.isFinite(min) && min >= 0 && min <= MAX_ALERT;

/** Whether there is an overlay of it. */
export const isComplete = (choice, currency) => choice.widgets.length > 0 && isMin(minOf(choice, currency));

/** @param {string} [token] a screen's */
export function overlayPath(choice, token, offered) {
  return `/overlay/${encodeURIComponent(choice.stream)}?${overlaySearch({...choice, token}, offered)}`;
}
