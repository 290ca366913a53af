import {LitElement, css, html} from 'lit';
import {keyed} from 'lit/directives/keyed.js';

/** An overlay as OBS would lay it over a picture: the real page, in its real size, scaled to the place there is. */
class OverlayPreview extends LitElement {
  static properties = {src: {}, width: {type: Number}, height: {type: Number}, label: {}, scale: {state: true}};

  static styles = css`
    :host {
      display: block;
      position: relative;
      aspect-ratio: 16 / 9;
      overflow: hidden;
      border-radius: 0.5rem;
      background: url(img/scene.svg) center / cover;
    }
    iframe {
      position: absolute;
      left: 50%;
      top: 50%;
      border: 0;
      color-scheme: normal;
      background: transparent;
    }
    :host([data-single]) iframe {
      outline: 2px dashed var(--preview-edge);
      outline-offset: 0;
    }
  `;

  #observer = new ResizeObserver(() => this.#measure());

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('width') || changed.has('height')) this.#measure();
    this.toggleAttribute('data-single', this.width !== 1920);
  }

  /** A frame for each address: another one for the same frame would be an entry in the history. */
  render() {
    const {width, height, scale = 0} = this;
    const style = `width: ${width}px; height: ${height}px; transform: translate(-50%, -50%) scale(${scale})`;
    return keyed(this.src, html`<iframe src=${this.src} title=${this.label} .style=${style}></iframe>`);
  }

  /** A source of its own size leaves some of the picture round it. */
  #measure() {
    const room = this.width === 1920 ? 1 : 0.8;
    this.scale = Math.min((room * this.clientWidth) / this.width, (room * this.clientHeight) / this.height);
  }

  testAlert() {
    this.renderRoot.querySelector('iframe').contentWindow.postMessage({type: 'livetally.test-alert'}, location.origin);
  }
}

customElements.define('overlay-preview', OverlayPreview);
