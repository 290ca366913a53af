import {css} from 'lit';

export const styles = css`
  dialog {
    width: min(100vw, 28rem);
    max-width: none;
    max-height: 92dvh;
    overflow: auto;
    box-sizing: border-box;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: 1rem;
    background: var(--raised);
    color: var(--snow);
    font-size: 1rem;
  }
  dialog::backdrop {
    background: var(--backdrop);
  }
  @media (max-width: 899px) {
    dialog {
      width: 100%;
      margin: auto 0 0;
      border-radius: 1rem 1rem 0 0;
      border-width: 1px 0 0;
      padding-bottom: calc(1.25rem + env(safe-area-inset-bottom));
    }
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-bottom: 1rem;
  }
  h2 {
    margin: 0;
    font-size: 1.25rem;
    font-weight: 600;
  }
  form,
  .outcome {
    display: grid;
    gap: 1rem;
  }
  label,
  .field {
    display: grid;
    gap: 0.35rem;
    font-size: 0.9375rem;
    color: var(--quiet);
  }
  input,
  select,
  button {
    box-sizing: border-box;
    min-height: 2.875rem;
    font: inherit;
    font-size: 1rem;
    color: var(--snow);
    background: var(--night);
    border: 1px solid var(--control);
    border-radius: 0.5rem;
  }
  input,
  select {
    width: 100%;
    padding: 0 0.75rem;
  }
  ::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
  button {
    padding: 0 1rem;
    cursor: pointer;
  }
  :is(input, select, button):focus-visible {
    outline: 2px solid var(--gold);
    outline-offset: 2px;
  }
  [aria-invalid='true'] {
    border-color: var(--alarm);
  }
  .x {
    min-height: 2.75rem;
    width: 2.75rem;
    padding: 0;
    border: 0;
    background: none;
    font-size: 1.5rem;
    line-height: 1;
  }
  .stepper {
    display: grid;
    grid-template-columns: 3rem minmax(0, 1fr) 3rem;
    gap: 0.5rem;
  }
  .stepper input {
    text-align: center;
    font-variant-numeric: tabular-nums;
    appearance: textfield;
    -moz-appearance: textfield;
  }
  .stepper input::-webkit-inner-spin-button {
    appearance: none;
    margin: 0;
  }
  .stepper button {
    padding: 0;
    font-size: 1.25rem;
  }
  .pair {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.75rem;
  }
  .total {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    margin: 0;
    color: var(--quiet);
  }
  .total b {
    font-size: 1.625rem;
    font-weight: 600;
    color: var(--gold);
    font-variant-numeric: tabular-nums;
  }
  .main {
    background: var(--gold);
    border-color: var(--gold);
    color: var(--night);
    font-weight: 600;
    font-size: 1.0625rem;
    min-height: 3.125rem;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .alert {
    margin: 0;
    padding: 0.7rem 0.875rem;
    border-radius: 0.5rem;
    background: var(--alarm);
    color: var(--night);
    font-weight: 500;
  }
  .outcome p {
    margin: 0;
  }
  .state {
    font-size: 1.25rem;
    font-weight: 600;
  }
  .outcome[data-state='placed'] .state {
    color: var(--fresh);
  }
  .id {
    color: var(--quiet);
    overflow-wrap: anywhere;
    font-size: 0.9375rem;
  }
  .id code {
    font: inherit;
    color: var(--snow);
    user-select: all;
  }
`;
