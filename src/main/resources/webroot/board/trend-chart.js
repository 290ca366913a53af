import {LitElement, css, html} from 'lit';
import {paced, still} from '../shared/motion.js';
import {bands, bars, chartOptions} from './trend-options.js';

/**
 * GMV as bars, orders and likes as lines, each on a scale of its own, drawn on a canvas. ECharts comes after the first
 * numbers are on the screen, since it is most of what this page weighs. Its tooltip is drawn too (`richText`): server
 * text never becomes HTML, and the CSP needs no exception.
 */
class TrendChart extends paced(LitElement, 500) {
  static properties = {
    trend: {attribute: false},
    explanations: {attribute: false},
    products: {attribute: false},
    stream: {attribute: false},
    totals: {attribute: false},
    earlier: {attribute: false},
    currency: {attribute: false},
    timezone: {},
  };

  static styles = css`
    :host {
      display: block;
      position: relative;
    }
    div {
      position: absolute;
      inset: 0;
    }
  `;

  #chart;
  #observer = new ResizeObserver(() => this.#resize());

  render() {
    return html`<div></div>`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#observer.observe(this);
    if (this.hasUpdated) this.#open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
  }

  firstUpdated() {
    this.#open();
  }

  updated() {
    this.#draw();
  }

  async #open() {
    const {init} = await import('echarts');
    if (!this.isConnected || this.#chart) return;
    this.#chart = init(this.renderRoot.querySelector('div'));
    this.#draw();
  }

  #resize() {
    this.#chart?.resize();
    this.#draw();
  }

  #draw() {
    const {trend = {}, explanations, products, stream, totals, earlier} = this;
    const drawn = bars(trend);
    this.dataset.bars = drawn.bars.length;
    this.dataset.width = drawn.width;
    this.dataset.value = drawn.bars.reduce((sum, {gmv}) => sum + gmv, 0);
    const explained = bands(explanations, drawn, products);
    this.dataset.bands = explained.length;
    const both = earlier?.ghost(drawn, {stream, totals, trend}, earlier.board);
    this.dataset.ghost = both?.theirs.at(-1) ?? '';
    if (!this.#chart) return;
    const look = this.#look();
    const lines = both ? earlier.ghostLines(both, earlier.board.stream, this.currency, look) : [];
    this.#chart.setOption(chartOptions(drawn.bars, explained, this, lines, look));
  }

  #look() {
    const style = getComputedStyle(this);
    return {
      colour: (name) => style.getPropertyValue(`--${name}`).trim(),
      em: parseFloat(style.fontSize),
      fontFamily: style.fontFamily,
      width: this.clientWidth,
      height: this.clientHeight,
      still: still(),
    };
  }
}

customElements.define('trend-chart', TrendChart);
