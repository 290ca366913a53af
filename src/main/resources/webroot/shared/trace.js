/** What is behind a number: components ask for it with the event `trace`, the page answers with a panel. */
import {css} from 'lit';

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

/** A button that looks like the text in it: what it does is seen when it is pointed at, or has the focus. */
export const bareButton = css`
  button {
    appearance: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-shadow: inherit;
    text-align: start;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 0.125rem solid var(--gold);
    outline-offset: 0.25rem;
    border-radius: 0.125rem;
  }
`;
