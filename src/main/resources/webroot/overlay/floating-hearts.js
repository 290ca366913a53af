import {LitElement, css, svg, html} from 'lit';
import {still} from '../shared/motion.js';
import {WhileLive, visibility} from './visibility.js';

/** So many hearts there are, flying or waiting to; no others are ever made. */
const HEARTS = 40;
/** At most one takes off in this time, so most of a heavy storm's likes have no heart of their own. */
const TICK_MS = 90;
/** What a second of such a storm leaves behind still takes off; more would tell of likes long past. */
const MAX_DUE = 11;

/** A heart for each like that arrives, as far as the eye can follow; none for those that came while nobody looked. */
class FloatingHearts extends LitElement {
  static properties = {likes: {type: Number}};

  static styles = css`
    :host {
      display: block;
      position: relative;
      pointer-events: none;
      contain: layout style;
    }
    svg {
      position: absolute;
      left: 50%;
      bottom: 0;
      width: 2.5rem;
      height: 2.5rem;
      margin-left: -1.25rem;
      visibility: hidden;
      overflow: visible;
    }
    path {
      stroke: var(--heart-edge, none);
      stroke-width: 1.5;
      paint-order: stroke;
    }
    svg:nth-child(3n) path {
      fill: var(--heart-2, var(--gold));
    }
    svg:nth-child(3n + 1) path {
      fill: var(--likes);
    }
    svg:nth-child(3n + 2) path {
      fill: var(--heart-3);
    }
  `;

  #idle = [];
  #due = 0;
  #timer = 0;

  constructor() {
    super();
    this.addController(new WhileLive(() => this.#land()));
  }

  /** Drawn once: hearts move without Lit. */
  shouldUpdate(changed) {
    const before = changed.get('likes');
    if (this.hasUpdated && before !== undefined && this.likes > before && visibility.live && !still()) {
      this.#due = Math.min(MAX_DUE, this.#due + this.likes - before);
      if (!this.#timer) this.#launch();
    }
    return !this.hasUpdated;
  }

  render() {
    return html`${Array.from(
      {length: HEARTS},
      () => svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path
      d="M12 21s-8.5-5.4-8.5-11.4A4.8 4.8 0 0 1 12 6.6a4.8 4.8 0 0 1 8.5 3C20.500 15.600 12 21 12 21z"/></svg>`,
    )}`;
  }

  firstUpdated() {
    this.#idle = [...this.renderRoot.querySelectorAll('svg')];
  }

  #launch() {
    this.#timer = 0;
    if (this.#due === 0) return;
    this.#due--;
    const heart = this.#idle.pop();
    if (heart) this.#fly(heart);
    this.#timer = setTimeout(() => this.#launch(), TICK_MS);
  }

  #fly(heart) {
    const {width, height} = this.getBoundingClientRect();
    const drift = () => `${((Math.random() - 0.5) * width * 0.7).toFixed(1)}px`;
    const size = 0.6 + Math.random() * 0.6;
    const at = (share, opacity, scale) => ({
      transform: `translate(${drift()}, ${(-height * share).toFixed(1)}px) scale(${(size * scale).toFixed(2)})`,
      opacity,
      visibility: 'visible',
    });
    const flight = heart.animate(
      [at(0, 0, 0.3), {...at(0.12, 1, 1), offset: 0.12}, at(0.5, 0.95, 1), at(0.92, 0, 0.9)],
      {duration: 2400 + Math.random() * 900, easing: 'linear'},
    );
    flight.onfinish = flight.oncancel = () => this.#idle.push(heart);
  }

  /** Whatever flies is gone, and nothing takes off. */
  #land() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#due = 0;
    this.renderRoot
      ?.querySelectorAll('svg')
      .forEach((heart) => heart.getAnimations().forEach((flight) => flight.cancel()));
  }
}

customElements.define('floating-hearts', FloatingHearts);
