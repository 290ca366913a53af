import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    font-size: var(--size-note);
    font-variant-numeric: tabular-nums;
  }
  .bar {
    display: grid;
    grid-template-columns: auto auto minmax(0, 1fr) auto auto;
    gap: 1.75rem;
    align-items: center;
    height: 100%;
    padding: 0 var(--edge);
  }
  button {
    appearance: none;
    margin: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  :is(button, .track):focus-visible {
    outline: 0.1875rem solid var(--replay);
    outline-offset: 0.25rem;
  }
  .play {
    width: 3.5rem;
    height: 3.5rem;
    padding: 0.9rem;
    border-radius: 50%;
    background: var(--replay);
    color: var(--on-replay);
  }
  .play svg {
    display: block;
    width: 100%;
    height: 100%;
  }
  .time {
    display: grid;
    margin: 0;
    min-width: 8.5rem;
    line-height: 1.15;
  }
  .time time {
    font-size: 1.6em;
    font-weight: 600;
    color: var(--snow);
  }
  .time small {
    font-size: max(0.8em, var(--least));
    color: var(--quiet);
  }
  .track {
    position: relative;
    height: 4rem;
    cursor: pointer;
    touch-action: none;
    user-select: none;
    border-radius: 0.5rem;
  }
  .rail {
    position: absolute;
    inset: 1.3rem 0 auto;
    height: 0.6rem;
    border-radius: 99px;
    background: var(--replay-track);
    overflow: hidden;
  }
  .done {
    position: absolute;
    inset-block: 0;
    left: 0;
    width: calc(var(--share) * 100%);
    background: var(--replay);
  }
  .after {
    position: absolute;
    inset-block: 0;
    right: 0;
    left: calc(var(--share) * 100%);
    border-left: 0.15rem solid var(--night);
    background: repeating-linear-gradient(115deg, transparent 0 0.3rem, var(--hatching) 0.3rem 0.6rem);
  }
  .mark,
  .goal {
    position: absolute;
    left: calc(var(--share) * 100%);
    pointer-events: none;
  }
  .mark {
    top: 0.75rem;
    width: 0.125rem;
    height: 0.4rem;
    margin-left: -0.0625rem;
    background: var(--quiet);
    opacity: 0.6;
  }
  .mark[data-sku] {
    background: var(--gold);
    opacity: 0.9;
  }
  .goal {
    top: 1.2rem;
    width: 0.8rem;
    height: 0.8rem;
    margin-left: -0.4rem;
    transform: rotate(45deg);
    background: var(--gold);
    border: 0.125rem solid var(--night);
    pointer-events: auto;
  }
  .label {
    position: absolute;
    top: 2.35rem;
    left: calc(var(--share) * 100%);
    transform: translateX(-50%);
    font-size: max(0.8em, var(--least));
    color: var(--quiet);
    pointer-events: none;
  }
  .thumb {
    position: absolute;
    top: 0.9rem;
    left: calc(var(--share) * 100%);
    width: 1.4rem;
    height: 1.4rem;
    margin-left: -0.7rem;
    border-radius: 50%;
    background: var(--snow);
    border: 0.3rem solid var(--replay);
    box-shadow: 0 0 0 0.15rem var(--night);
    pointer-events: none;
  }
  .bubble {
    position: absolute;
    bottom: calc(100% - 0.4rem);
    left: clamp(6rem, calc(var(--share) * 100%), calc(100% - 6rem));
    transform: translateX(-50%);
    display: grid;
    justify-items: center;
    max-width: 24rem;
    padding: 0.4em 0.9em;
    border-radius: 0.5rem;
    background: var(--raised);
    border: 0.0625rem solid var(--replay);
    color: var(--snow);
    white-space: nowrap;
    pointer-events: none;
  }
  .bubble bdi {
    max-width: 22rem;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: 0.85em;
    color: var(--quiet);
  }
  .speeds {
    display: flex;
    padding: 0.2rem;
    border-radius: 99px;
    background: var(--replay-track);
  }
  .speeds button {
    min-width: 3.4rem;
    padding: 0.35em 0.6em;
    border-radius: 99px;
    color: var(--snow);
  }
  .speeds button[aria-checked='true'] {
    background: var(--replay);
    color: var(--on-replay);
    font-weight: 600;
  }
  .live {
    padding: 0.5em 1.1em;
    border: 0.125rem solid var(--gold);
    border-radius: 99px;
    color: var(--gold);
    white-space: nowrap;
  }
  .live:hover {
    background: var(--gold);
    color: var(--night);
  }

  @media (max-width: 899px),
    (max-height: 599px),
    (max-width: 1199px) and (max-height: 1399px),
    (orientation: portrait) and (min-width: 900px) and (min-height: 1400px) {
    .bar {
      grid-template-columns: auto minmax(0, 1fr) auto;
      grid-template-areas: 'track track track' 'play time live' 'speeds speeds speeds';
      gap: 0.5rem 0.9rem;
      height: auto;
      padding: 0.6rem var(--edge) calc(0.7rem + env(safe-area-inset-bottom));
    }
    .track {
      grid-area: track;
      height: 3.4rem;
    }
    .play {
      grid-area: play;
      width: 2.75rem;
      height: 2.75rem;
      padding: 0.7rem;
    }
    .time {
      grid-area: time;
      min-width: 0;
    }
    .time time {
      font-size: 1.25em;
    }
    .speeds {
      grid-area: speeds;
    }
    .speeds button {
      flex: 1;
      min-width: 0;
      padding: 0.5em 0.2em;
    }
    .live {
      grid-area: live;
      padding: 0.45em 0.9em;
    }
  }
  @media (orientation: portrait) and (min-width: 900px) and (min-height: 1400px) {
    .track {
      height: 4.8rem;
    }
  }
`;
