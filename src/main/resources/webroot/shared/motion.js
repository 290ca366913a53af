/** How things move: not at all if the reader asked for that, or if nobody is looking. */
const reduced = matchMedia('(prefers-reduced-motion: reduce)');

let held = false;

export const still = () => reduced.matches || document.hidden || held;

/** Holds everything still, for those who know by other means that nobody is looking. */
export function hold(on) {
  held = on;
}

/**
 * A Lit controller that moves children, told apart by `data-key`, from where they were to where they are now (FLIP).
 * With `yielding`, who falls back fades while it is overtaken, so that the two can be told apart as they pass.
 *
 * Keys may change elements: lists are rendered with `map`, because Lit 3.3.3's `repeat` leaves a comment node behind
 * for each row it removes, and a screen runs for hours.
 */
export class Flip {
  #host;
  #selector;
  #yielding;
  #before = new Map();

  constructor(host, selector, {yielding = false} = {}) {
    this.#host = host;
    this.#selector = selector;
    this.#yielding = yielding;
    host.addController(this);
  }

  hostUpdate() {
    this.#before = this.#positions();
  }

  hostUpdated() {
    if (still() || this.#before.size === 0) return;
    for (const child of this.#children()) child.getAnimations().forEach((move) => move.cancel());
    const after = this.#positions();
    for (const child of this.#children()) {
      this.#move(child, this.#before.get(child.dataset.key), after.get(child.dataset.key));
    }
  }

  #move(child, from, to) {
    if (from === to) return;
    const start =
      from === undefined
        ? {opacity: 0}
        : {transform: `translateY(${from - to}px)`, opacity: this.#yielding && to > from ? 0.2 : 1};
    child.animate([start, {}], {duration: 500, easing: 'cubic-bezier(.2, .8, .2, 1)'});
  }

  /**
   * Where children are seen, half-way through an earlier move too; relative to the host, so scrolling moves nothing.
   */
  #positions() {
    const children = this.#children();
    const origin = children.length && this.#host.getBoundingClientRect().top;
    return new Map(children.map((child) => [child.dataset.key, child.getBoundingClientRect().top - origin]));
  }

  #children() {
    return [...(this.#host.renderRoot?.querySelectorAll(this.#selector) ?? [])];
  }
}

/** Lets a component update at most once in `ms`: what comes between is skipped, the last value always gets through. */
export const paced = (Base, ms) =>
  class extends Base {
    #next = 0;
    #timer = 0;
    #go;

    async scheduleUpdate() {
      const wait = this.#next - performance.now();
      if (wait > 0) {
        await new Promise((go) => {
          this.#go = go;
          this.#timer = setTimeout(go, wait);
        });
      }
      this.#next = performance.now() + ms;
      return super.scheduleUpdate();
    }

    disconnectedCallback() {
      super.disconnectedCallback();
      clearTimeout(this.#timer);
      this.#go?.();
    }
  };
