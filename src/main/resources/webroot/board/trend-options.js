/** How the trend is drawn, as ECharts is told. */
import {clock, count, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';

/**
 * @typedef {object} Look
 * @property {(token: string) => string} colour
 * @property {number} em in pixels
 * @property {string} fontFamily
 * @property {boolean} still whether nothing may move
 *
 * @param {{at: number, gmv: number, orders: number, likes: number}[]} bars
 * @param {{currency: import('../shared/format.js').Currency, timezone?: string}} stream
 * @param {Look} look
 */
export function chartOptions(bars, {currency, timezone}, look) {
  const {em, fontFamily} = look;
  const time = clock(timezone).minute;
  return {
    animation: !look.still,
    animationDuration: 400,
    animationDurationUpdate: 400,
    textStyle: {fontFamily},
    grid: {top: em * 0.8, right: em * 1.2, bottom: em * 1.9, left: em * 5, containLabel: false},
    tooltip: tooltip(look),
    xAxis: {
      type: 'category',
      data: bars.map(({at}) => time(at)),
      axisTick: {show: false},
      axisLabel: label(look),
      axisLine: {lineStyle: {color: look.colour('line')}},
    },
    yAxis: scales(currency, look),
    series: [gmvBars(bars, currency, look), line(bars, 'orders', 1, look), line(bars, 'likes', 2, look)],
  };
}

const label = ({colour, em, fontFamily}) => ({color: colour('quiet'), fontSize: em, fontFamily});

function tooltip({colour, em}) {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    backgroundColor: colour('raised'),
    borderWidth: 0,
    textStyle: {color: colour('snow'), fontSize: em},
    axisPointer: {lineStyle: {color: colour('line')}},
  };
}

/** One for each series; only that of GMV is written. */
function scales(currency, look) {
  const scale = {type: 'value', min: 0, splitNumber: 2, splitLine: {show: false}, axisLabel: {show: false}};
  const written = {
    ...scale,
    splitLine: {lineStyle: {color: look.colour('line')}},
    minInterval: 1,
    axisLabel: {...label(look), formatter: money(currency).compact},
  };
  return [written, scale, scale];
}

function gmvBars(bars, currency, {colour, em}) {
  return {
    name: t('gmv'),
    type: 'bar',
    data: bars.map(({gmv}) => gmv),
    color: colour('bar'),
    barCategoryGap: '28%',
    itemStyle: {borderRadius: [em / 8, em / 8, 0, 0]},
    barMaxWidth: em * 2,
    tooltip: {valueFormatter: money(currency).exact},
  };
}

function line(bars, key, yAxisIndex, {colour, em}) {
  return {
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
  };
}
