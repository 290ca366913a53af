/** What keys do on a scrubber: space plays, arrows step, Home and End are the ends; with Shift, ten steps. */

/** @import {Timeline} from './timeline.js' */

const STEPS = {ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10};
const TEN = 10;

/**
 * @param {{key: string, shiftKey: boolean}} pressed
 * @param {Timeline} line
 * @param {number} now the time that is shown
 * @returns {'toggle' | number | undefined} a time to show; undefined for keys that do nothing
 */
export function keyed({key, shiftKey}, line, now) {
  if (key === ' ') return 'toggle';
  if (key === 'Home') return line.from;
  if (key === 'End') return line.to;
  return Object.hasOwn(STEPS, key) ? now + STEPS[key] * (shiftKey ? TEN : 1) * line.step(now) : undefined;
}

/**
 * Whether a key is for something else: text that is typed, a dialog, a shortcut of the browser, or a button that has the
 * focus.
 *
 * @param {KeyboardEvent} event
 */
export function isElsewhere(event) {
  const path = event.composedPath().filter((node) => node instanceof Element);
  return (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    path.some((node) => node.matches('dialog, input, select, textarea')) ||
    (event.key === ' ' && Boolean(path[0]?.matches('button')))
  );
}
