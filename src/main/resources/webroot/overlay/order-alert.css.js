import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.1rem 1.5rem;
    align-items: center;
    padding: 1.25rem 2rem;
    border-radius: 1rem;
    background: var(--plate);
    border: 0.125rem solid var(--gold);
  }
  svg {
    grid-row: 1 / 3;
    width: 3.5rem;
    height: 3.5rem;
    color: var(--gold);
  }
  .title {
    font-size: var(--size-heading);
    font-weight: 600;
    color: var(--gold);
  }
  .product,
  .who {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .what {
    grid-area: 2 / 2;
    display: flex;
    gap: 0.6rem;
    min-width: 0;
    font-size: 1.875rem;
    line-height: 1.3;
    font-weight: 600;
  }
  .qty {
    white-space: nowrap;
  }
  .more {
    grid-area: 3 / 2 / 4 / 4;
    font-size: 1.5rem;
    color: var(--snow);
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .alone {
    grid-area: 2 / 2 / 3 / 4;
    font-size: 1.875rem;
    font-weight: 600;
  }
  .who {
    margin-left: 0.75rem;
    font-weight: 400;
    color: var(--snow);
  }
  .title {
    display: flex;
    white-space: nowrap;
    min-width: 0;
  }
  .amount {
    grid-area: 1 / 3 / 3 / 4;
    font-size: 3.25rem;
    line-height: 1.15;
    font-weight: 600;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .test {
    padding: 0.3rem 1rem;
    border-radius: 99px;
    background: var(--gold);
    color: var(--on-gold, var(--night));
    font-size: 1.5rem;
    text-shadow: none;
  }
  .test ~ .what,
  .sentence {
    white-space: normal;
    font-size: 1.5rem;
  }
`;
