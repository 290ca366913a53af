import {css} from 'lit';

export const styles = css`
  dialog {
    position: fixed;
    inset: 0 0 0 auto;
    box-sizing: border-box;
    width: min(50.5rem, 100vw);
    height: 100vh;
    height: 100dvh;
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 2rem 2.25rem 2.5rem;
    overflow-y: auto;
    overscroll-behavior: contain;
    border: 0;
    border-left: 0.0625rem solid var(--line);
    background: var(--raised);
    color: var(--snow);
    font-size: var(--size-note);
    line-height: 1.45;
    font-variant-numeric: tabular-nums;
  }
  dialog::backdrop {
    background: var(--backdrop-panel);
  }
  dialog[open] {
    animation: enter 0.25s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  @keyframes enter {
    from {
      opacity: 0;
      transform: translateX(2rem);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open] {
      animation: none;
    }
  }
  header {
    display: flex;
    align-items: start;
    gap: 1rem;
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: var(--size-heading);
    font-weight: 500;
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  h3 {
    margin: 1.5rem 0 0;
    padding-top: 1.25rem;
    border-top: 0.0625rem solid var(--line);
    font-size: var(--size-heading);
    font-weight: 600;
  }
  button {
    appearance: none;
    font: inherit;
    color: var(--snow);
    background: none;
    border: 0.0625rem solid var(--quiet);
    border-radius: 0.375rem;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--gold);
    color: var(--gold);
  }
  button:focus-visible {
    outline: 0.1875rem solid var(--gold);
    outline-offset: 0.1875rem;
  }
  .close {
    flex: none;
    width: 2.2em;
    height: 2.2em;
    font-size: var(--size-heading);
    line-height: 1;
  }
  .more {
    width: 100%;
    margin-top: 1rem;
    padding: 0.6em;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .value {
    margin: 0.25rem 0 1rem;
    font-size: var(--size-figure);
    font-weight: 600;
    line-height: 1.15;
  }
  .definition {
    max-width: 44em;
  }
  .as-of,
  .note {
    color: var(--quiet);
  }
  .as-of {
    margin-top: 0.75rem;
  }
  .note {
    margin-top: 1rem;
  }
  .denied {
    padding: 0.9rem 1.1rem;
    border-left: 0.25rem solid var(--gold);
    background: var(--track);
    color: var(--snow);
  }
  a {
    color: var(--gold);
  }
  dl {
    margin: 1rem 0 0;
    display: grid;
    gap: 0.35rem;
  }
  dl > div {
    display: flex;
    gap: 1.25rem;
  }
  dt {
    flex: none;
    min-width: 4em;
    color: var(--quiet);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  like-parts {
    display: block;
    max-width: 26em;
    margin-top: 1rem;
  }
  ol {
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: auto auto minmax(0, 1fr) auto;
    gap: 0.1rem 0.9rem;
    align-items: baseline;
    padding: 0.7rem 0;
    border-bottom: 0.0625rem solid var(--line);
  }
  .read {
    display: flex;
    gap: 1rem;
    align-items: baseline;
    justify-content: space-between;
    margin-top: 0.5rem;
    color: var(--quiet);
  }
  .refresh,
  .look {
    padding: 0.1em 0.6em;
  }
  .standing {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 0.9rem;
    align-items: baseline;
  }
  .mark {
    color: var(--quiet);
  }
  li:not([data-counts='true']) {
    color: var(--quiet);
  }
  li:not([data-counts='true']) .amount {
    font-weight: 400;
  }
  time,
  .more-of,
  small {
    color: var(--quiet);
  }
  small {
    font-size: inherit;
  }
  .id {
    overflow-wrap: anywhere;
  }
  .amount {
    font-weight: 600;
    text-align: end;
  }
  .kind {
    justify-self: start;
    padding: 0 0.5em;
    border-radius: 0.25em;
    background: var(--track);
    white-space: nowrap;
  }
  .kind.payment {
    color: var(--fresh);
  }
  .kind.placedOrder {
    color: var(--orders);
  }
  .kind.refund,
  .kind.cancellation {
    color: var(--likes);
  }
  .more-of,
  .line {
    grid-column: 1 / -1;
    overflow-wrap: anywhere;
  }
  .line {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
  }
  @media (max-width: 699px) {
    dialog {
      padding: 1.25rem;
      border: 0;
    }
    li {
      grid-template-columns: auto 1fr auto;
    }
    .id {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
`;
