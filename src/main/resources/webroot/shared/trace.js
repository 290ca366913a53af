/** What is behind a number: components ask for it with the event `trace`, the page answers with a panel. */

/**
 * @typedef {{kind: 'figure', key: string} | {kind: 'row', section: string, key: string} | {kind: 'order', order:
 *   object}} Subject
 *
 * @param {Event} event the click
 * @param {Subject} subject
 */
export function trace(event, subject) {
  event.target.dispatchEvent(new CustomEvent('trace', {detail: subject, bubbles: true, composed: true}));
}
