import {LitElement, css, html} from 'lit';
import {clock, count, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {paced, still} from '../shared/motion.js';
import {bars} from './minutes.js';

/**
 * GMV as bars, orders and likes as lines, each on a scale of its own, drawn on a canvas. ECharts comes after the first
 * numbers are on the screen, since it is most of what this page weighs. Its tooltip is drawn too (`richText`): server
 * text never becomes HTML, and the CSP needs no exception.
 */
class TrendChart extends paced(LitElement, 500) {
  static properties = {trend: {attribute: false}, currency: {attribute: false}, timezone: {}};

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
    const drawn = bars(this.trend ?? {});
    this.dataset.bars = drawn.bars.length;
    this.dataset.width = drawn.width;
    this.dataset.value = drawn.bars.reduce((sum, {gmv}) => sum + gmv, 0);
    this.#chart?.setOption(this.#option(drawn));
  }

  #option({bars}) {
    const colour = (name) => getComputedStyle(this).getPropertyValue(`--${name}`).trim();
    const em = parseFloat(getComputedStyle(this).fontSize);
    const {exact, compact} = money(this.currency);
    const time = clock(this.timezone).minute;
    const label = {color: colour('quiet'), fontSize: em, fontFamily: getComputedStyle(this).fontFamily};
    const scale = {type: 'value', min: 0, splitNumber: 2, splitLine: {show: false}, axisLabel: {show: false}};
    const line = (key, yAxisIndex) => ({
      name: t(key),
      type: 'line',
      yAxisIndex,
      data: bars.some((bar) => bar[key] > 0) ? bars.map((bar) => bar[key]) : [],
      color: colour(key),
      smooth: 0.25,
      smoothMonotone: 'x',
      symbol: 'none',
      lineStyle: {width: em / 7},
      tooltip: {valueFormatter: count},
    });
    return {
      animation: !still(),
      animationDuration: 400,
      animationDurationUpdate: 400,
      textStyle: {fontFamily: label.fontFamily},
      grid: {top: em * 0.8, right: em * 1.2, bottom: em * 1.9, left: em * 5, containLabel: false},
      tooltip: {
        trigger: 'axis',
        renderMode: 'richText',
        backgroundColor: colour('raised'),
        borderWidth: 0,
        textStyle: {color: colour('snow'), fontSize: em},
        axisPointer: {lineStyle: {color: colour('line')}},
      },
      xAxis: {
        type: 'category',
        data: bars.map(({at}) => time(at)),
        axisTick: {show: false},
        axisLabel: label,
        axisLine: {lineStyle: {color: colour('line')}},
      },
      yAxis: [
        {
          ...scale,
          splitLine: {lineStyle: {color: colour('line')}},
          minInterval: 1,
          axisLabel: {...label, formatter: compact},
        },
        scale,
        scale,
      ],
      series: [
        {
          name: t('gmv'),
          type: 'bar',
          data: bars.map(({gmv}) => gmv),
          color: colour('bar'),
          barCategoryGap: '28%',
          itemStyle: {borderRadius: [em / 8, em / 8, 0, 0]},
          barMaxWidth: em * 2,
          tooltip: {valueFormatter: exact},
        },
        line('orders', 1),
        line('likes', 2),
      ],
    };
  }
}

customElements.define('trend-chart', TrendChart);
