/**
 * Whether anybody sees this page. In a browser the document knows; in OBS a source may be hidden, or shown in the
 * preview only, which it tells its page through `window.obsstudio` (and, newer ones, by events).
 */
class Visibility extends EventTarget {
  #visible = true;
  #active = true;
  #was;

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => this.#tell());
    addEventListener('obsSourceVisibleChanged', ({detail}) => this.#sourceVisible(detail.visible));
    addEventListener('obsSourceActiveChanged', ({detail}) => this.#sourceActive(detail.active));
    if (window.obsstudio) {
      window.obsstudio.onVisibilityChange = (visible) => this.#sourceVisible(visible);
      window.obsstudio.onActiveChange = (active) => this.#sourceActive(active);
    }
    this.#was = this.#state();
  }

  /** Numbers are to be shown: on the programme or in a preview. */
  get seen() {
    return !document.hidden && this.#visible;
  }

  /** On the programme: what happens is shown as it happens. */
  get live() {
    return this.seen && this.#active;
  }

  #sourceVisible(visible) {
    this.#visible = Boolean(visible);
    this.#tell();
  }

  #sourceActive(active) {
    this.#active = Boolean(active);
    this.#tell();
  }

  #state() {
    return `${this.seen} ${this.live}`;
  }

  #tell() {
    if (this.#was === this.#state()) return;
    this.#was = this.#state();
    this.dispatchEvent(new Event('change'));
  }
}

/** The one of this page; `change` when `seen` or `live` do. */
export const visibility = new Visibility();

/** A controller of an element that shows what happens: it ends that when the page is not live, or the element gone. */
export class WhileLive {
  #end;
  #changed = () => visibility.live || this.#end();

  constructor(end) {
    this.#end = end;
  }

  hostConnected() {
    visibility.addEventListener('change', this.#changed);
  }

  hostDisconnected() {
    visibility.removeEventListener('change', this.#changed);
    this.#end();
  }
}
