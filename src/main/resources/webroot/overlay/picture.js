/** The picture that an overlay is drawn for: a wide one, the tall one of a phone, or a source that one widget fills. */
import {COMPOSED_TALL, sizeOf} from '../shared/overlay-options.js';

/** A source of one widget may be upright as well, but is smaller. */
const TALL = '(max-aspect-ratio: 3/5) and (min-height: 900px)';
/** Of a wide picture, in pixels. */
const REM = 16;
/** So much smaller at each step is a tall picture whose widgets have no room, down to the least. */
const STEP = 1.5;
const LEAST_REM = 15;

export class Picture {
  #names;
  #offered;
  #tall = matchMedia(TALL);
  #rem = REM;
  #observer = new ResizeObserver(() => this.#fit());

  /**
   * @param {string[]} names of the widgets that are shown
   * @param {{name: string, size: {width: number, height: number}}[]} offered all widgets
   * @param {() => void} changed is called when the picture has another shape
   */
  constructor(names, offered, changed) {
    this.#names = names;
    this.#offered = offered;
    this.#shape();
    this.#tall.addEventListener('change', () => {
      this.#shape();
      changed();
    });
  }

  get isTall() {
    return this.#tall.matches;
  }

  /** @param {Element[]} parts what has to have room in a tall picture */
  holds(parts) {
    if (this.isTall) parts.forEach((part) => this.#observer.observe(part));
  }

  /** Many widgets have no room in the letters of a phone: then they are smaller, and none stands on another. */
  #fit() {
    const overlay = this.isTall && document.querySelector('.overlay');
    while (overlay && overlay.scrollHeight > overlay.clientHeight && this.#rem > LEAST_REM) {
      this.#scale(COMPOSED_TALL, this.#rem - STEP);
    }
  }

  #shape() {
    const {dataset} = document.documentElement;
    delete dataset.single;
    delete dataset.tall;
    if (this.isTall) dataset.tall = '';
    else if (this.#names.length === 1) [dataset.single] = this.#names;
    if (this.isTall) this.#scale(COMPOSED_TALL, COMPOSED_TALL.rem);
    else this.#scale(sizeOf(this.#names, this.#offered), REM);
  }

  #scale({width, height}, rem) {
    const {style} = document.documentElement;
    this.#rem = rem;
    style.setProperty('--across', width / rem);
    style.setProperty('--down', height / rem);
  }
}
