import {css} from 'lit';

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
    text-align: start;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 0.125rem solid var(--gold);
    outline-offset: 0.25rem;
    border-radius: 0.125rem;
  }
`;
