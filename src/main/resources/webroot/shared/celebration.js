/** What screens do when there is something to celebrate: a calm band, and confetti only for those who like motion. */
import {css} from 'lit';
import {still} from './motion.js';

/** How long a band is shown; the style lets it fade at the end of that time. */
export const SHOWN_MS = 6_000;

/** The band across the screen; where it stands, and which of its lines is the larger one, is up to the page. */
export const band = css`
  :host {
    position: fixed;
    inset-inline: 0;
    z-index: 4;
    pointer-events: none;
  }
  .band {
    display: grid;
    justify-items: center;
    gap: 0.25rem;
    padding: 1.75rem 1.25rem 2rem;
    text-align: center;
    background: var(--band);
    border-block: 0.125rem solid var(--gold);
    animation:
      enter 0.5s cubic-bezier(0.2, 0.8, 0.2, 1),
      leave 0.6s 5.4s ease-in forwards;
  }
  @keyframes enter {
    from {
      opacity: 0;
      transform: translateY(1.5rem);
    }
  }
  @keyframes leave {
    to {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .band {
      animation: none;
    }
  }
`;

export function rain() {
  if (still() || document.querySelector('confetti-rain')) return;
  document.body.append(document.createElement('confetti-rain'));
  import('./confetti-rain.js'); // most screens never need it
}
