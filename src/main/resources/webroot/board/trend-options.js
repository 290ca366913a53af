/** How the trend is drawn, as ECharts is told; and what is drawn, a bar for each stretch of minutes. */
import {clock, count, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {productName} from '../shared/products.js';

const MINUTE = 60_000;
const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440];
const SUMS = ['gmv', 'orders', 'likes'];

/**
 * Sums the minutes into as many bars as the eye can tell apart; sums only, so that nothing is lost.
 *
 * @param {Record<string, {gmv?: number, orders?: number, likes?: number}>} trend by minute, epoch milliseconds
 * @param {number} most how many bars there may be
 * @returns {{width: number, bars: {at: number, gmv: number, orders: number, likes: number}[]}} width in minutes
 */
export function bars(trend, most = 120) {
  const minutes = Object.keys(trend)
    .map(Number)
    .sort((a, b) => a - b);
  if (minutes.length === 0) return {width: 1, bars: []};
  const first = minutes[0];
  const span = (minutes.at(-1) - first) / MINUTE + 1;
  const width = WIDTHS.find((width) => span / width <= most) ?? Math.ceil(span / most);
  const filled = Array.from({length: Math.ceil(span / width)}, (_, i) => ({
    at: first + i * width * MINUTE,
    gmv: 0,
    orders: 0,
    likes: 0,
  }));
  for (const minute of minutes) {
    const bar = filled[Math.floor((minute - first) / MINUTE / width)];
    for (const sum of SUMS) bar[sum] += trend[minute][sum] ?? 0;
  }
  return {width, bars: filled};
}

/**
 * @typedef {object} Look
 * @property {(token: string) => string} colour
 * @property {number} em in pixels
 * @property {string} fontFamily
 * @property {number} width of the chart, in pixels
 * @property {number} height
 * @property {boolean} still whether nothing may move
 *
 * @param {{at: number, gmv: number, orders: number, likes: number}[]} bars
 * @param {{from: number, to: number, name: string}[]} bands what was explained, by the indexes of bars
 * @param {{currency: import('../shared/format.js').Currency, timezone?: string}} stream
 * @param {object[]} ghost the lines of a board that this one runs against, see ghost.js; none if there is none
 * @param {Look} look
 */
export function chartOptions(bars, bands, {currency, timezone}, ghost, look) {
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
    series: [
      {...gmvBars(bars, currency, look), markArea: areas(bands, bars.length, look)},
      line(bars, 'orders', 1, look),
      line(bars, 'likes', 2, look),
      ...ghost,
    ],
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
  return [written, scale, scale, scale];
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

/** Every second band is filled, so that neighbours can be told apart. A name that has no room is left out. */
function areas(bands, bars, {colour, em, fontFamily, width, height}) {
  const bar = (width - 6.2 * em) / Math.max(1, bars);
  const room = ({from, to}) => Math.max(0, (to - from) * bar - em / 2);
  return {
    silent: true,
    animation: false,
    data: bands.map((band, i) => [
      {
        name: band.name,
        xAxis: band.from,
        itemStyle: {color: colour(i % 2 === 0 ? 'track' : 'night'), opacity: 0.45},
        label: {
          show: height > 9 * em && room(band) > 4 * em,
          position: 'insideTop',
          color: colour('quiet'),
          fontSize: em * 0.8,
          fontFamily,
          overflow: 'truncate',
          width: room(band),
        },
      },
      {xAxis: band.to},
    ]),
  };
}

/** The explanations of a board, the newest first. */
export function explained(explanations = {}) {
  return Object.entries(explanations)
    .map(([seq, explanation]) => ({seq, ...explanation}))
    .sort((a, b) => b.from - a.from);
}

/**
 * The bars that each explanation touches.
 *
 * @param {{width: number, bars: {at: number}[]}} drawn width in minutes
 * @returns {{from: number, to: number, name: string}[]} by the indexes of bars, the oldest first
 */
export function bands(explanations, {width, bars}, products) {
  if (bars.length === 0) return [];
  const last = bars.length - 1;
  const index = (at) => Math.min(last, Math.max(0, Math.floor((at - bars[0].at) / MINUTE / width)));
  return explained(explanations)
    .reverse()
    .filter(({from, to}) => from < bars[last].at + width * MINUTE && (to ?? Infinity) >= bars[0].at)
    .map(({sku, from, to}) => ({
      from: index(from),
      to: to === undefined ? last : index(to),
      name: productName(products, sku),
    }));
}
