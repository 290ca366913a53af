import {LitElement, css, html, svg} from 'lit';
import {t} from '../shared/i18n.js';
import {still} from '../shared/motion.js';

const MAX_HEARTS = 24;
const HEART =
  'M12 21C5 15.5 2 12 2 8.2 2 5.3 4.3 3 7.1 3c2 0 3.8 1.1 4.9 2.9' +
  'C13.1 4.1 14.9 3 16.9 3 19.7 3 22 5.3 22 8.2c0 3.8-3 7.3-10 12.8z';

/**
 * A heart to tap. All of the element takes taps, so that a thumb finds it blindly; what is in it is figures. Fires
 * `like`.
 */
class LikeButton extends LitElement {
  static properties = {mine: {type: Number}};

  static styles = css`
    :host {
      position: relative;
      display: flex;
      align-items: center;
    }
    .inside {
      flex: 1;
      min-width: 0;
    }
    button {
      flex: none;
      display: grid;
      place-items: center;
      width: var(--heart-size);
      height: var(--heart-size);
      padding: 0;
      border: 0;
      border-radius: 50%;
      background: var(--heart-plate);
      color: var(--likes);
      font: inherit;
      cursor: pointer;
      touch-action: manipulation;
      -webkit-tap-highlight-color: transparent;
      user-select: none;
    }
    button::after {
      content: '';
      position: absolute;
      inset: 0;
    }
    button:focus-visible {
      outline: 3px solid var(--snow);
      outline-offset: 3px;
    }
    button:active svg {
      transform: scale(0.86);
    }
    button svg {
      width: 54%;
      transition: transform 0.12s;
    }
    svg {
      display: block;
      fill: currentColor;
    }
    .hearts {
      position: fixed;
      inset: 0;
      z-index: 3;
      overflow: hidden;
      pointer-events: none;
      contain: strict;
    }
    .hearts svg {
      position: absolute;
      width: 1.75rem;
      color: var(--likes);
    }
    .hearts svg:nth-child(3n) {
      color: var(--gold);
    }
    @media (prefers-reduced-motion: reduce) {
      button svg {
        transition: none;
      }
    }
  `;

  render() {
    return html` <div class="inside"><slot></slot></div>
      <button type="button" part="heart" aria-label=${t('like')} title=${t('likeHint')} @click=${this.#tapped}>
        <svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${HEART}></path>`}</svg>
      </button>
      <div class="hearts" aria-hidden="true"></div>`;
  }

  /** A keyboard's click has no place: its heart rises from the button. */
  #tapped({detail, clientX, clientY}) {
    this.dispatchEvent(new Event('like'));
    if (detail > 0) this.#float(clientX, clientY);
    else this.float(1);
  }

  /** So many hearts rise from the button, as far as there is room for more. */
  float(count) {
    const {left, top, width, height} = this.renderRoot.querySelector('button').getBoundingClientRect();
    for (let i = 0; i < count; i++) this.#float(left + width * Math.random(), top + height / 3);
  }

  #float(x, y) {
    const air = this.renderRoot.querySelector('.hearts');
    if (still() || air.childElementCount >= MAX_HEARTS) return;
    const heart = this.renderRoot.querySelector('button svg').cloneNode(true);
    air.append(heart);
    const place = (dx, dy, scale) => `translate(${x + dx - 14}px, ${y + dy - 14}px) scale(${scale})`;
    const drift = (Math.random() - 0.5) * 90;
    const size = 0.7 + Math.random() * 0.7;
    heart
      .animate(
        [
          {transform: place(0, 0, 0.4), opacity: 0},
          {transform: place(drift * 0.2, -40, size), opacity: 1, offset: 0.15},
          {transform: place(drift * 0.7, -150, size), opacity: 0.9, offset: 0.6},
          {transform: place(drift, -220 - Math.random() * 160, size), opacity: 0},
        ],
        {duration: 1300 + Math.random() * 700, easing: 'cubic-bezier(.2, .6, .4, 1)'},
      )
      .finished.finally(() => heart.remove());
  }
}

customElements.define('like-button', LikeButton);
