import {LitElement, css, html} from 'lit';

const PIECES = 140;
const LASTS_MS = 3_200;
const COLOURS = ['gold', 'snow', 'orders', 'likes', 'bar'];

/**
 * Confetti from both sides, once; then the element takes itself away. Nobody waits for it, and it catches no click.
 */
class ConfettiRain extends LitElement {
  static styles = css`
    :host {
      position: fixed;
      inset: 0;
      z-index: 5;
      pointer-events: none;
    }
    canvas {
      width: 100%;
      height: 100%;
    }
  `;

  #frame = 0;

  render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  firstUpdated() {
    const canvas = this.renderRoot.querySelector('canvas');
    canvas.width = innerWidth * devicePixelRatio;
    canvas.height = innerHeight * devicePixelRatio;
    const colours = COLOURS.map((name) => getComputedStyle(this).getPropertyValue(`--${name}`).trim());
    const pieces = Array.from({length: PIECES}, (_, i) => piece(i, colours));
    const start = performance.now();
    const draw = (now) => {
      const age = now - start;
      if (age > LASTS_MS) return this.remove();
      paint(canvas, pieces, age / 1000, Math.min(1, (LASTS_MS - age) / 900));
      this.#frame = requestAnimationFrame(draw);
    };
    this.#frame = requestAnimationFrame(draw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }
}

/** Where it starts and how fast, in screens and screens a second. */
function piece(i, colours) {
  const left = i % 2 === 0;
  return {
    x: left ? -0.02 : 1.02,
    y: 0.78 - Math.random() * 0.12,
    dx: (left ? 1 : -1) * (0.08 + Math.random() * 0.42),
    dy: -(0.35 + Math.random() * 0.75),
    size: 5 + Math.random() * 8,
    turn: Math.random() * 6,
    spin: (Math.random() - 0.5) * 14,
    colour: colours[i % colours.length],
  };
}

function paint(canvas, pieces, seconds, opacity) {
  const {width, height} = canvas;
  const brush = canvas.getContext('2d');
  brush.clearRect(0, 0, width, height);
  brush.globalAlpha = opacity;
  const drag = (1 - Math.exp(-1.4 * seconds)) / 1.4;
  for (const {x, y, dx, dy, size, turn, spin, colour} of pieces) {
    const angle = turn + spin * drag;
    brush.setTransform(
      Math.cos(angle),
      Math.sin(angle),
      -Math.sin(angle),
      Math.cos(angle),
      (x + dx * drag * 1.6) * width,
      (y + dy * drag * 1.6 + 0.28 * seconds * seconds) * height,
    );
    brush.scale(devicePixelRatio, devicePixelRatio);
    brush.fillStyle = colour;
    brush.fillRect(
      -size / 2,
      (-size / 2) * Math.abs(Math.cos(angle * 1.7)),
      size,
      size * Math.abs(Math.cos(angle * 1.7)) + 1,
    );
  }
  brush.setTransform(1, 0, 0, 1, 0, 0);
}

customElements.define('confetti-rain', ConfettiRain);
