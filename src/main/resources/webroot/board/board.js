import './words.js';
import {html, nothing} from 'lit';
import {BARS} from '../shared/dimensions.js';
import {define, t} from '../shared/i18n.js';
import '../shared/newest-orders.js';
import '../shared/ranked-bars.js';
import {TALL, follow, pageStream, streamOf, whyEmpty} from '../shared/screen.js';
import '../shared/today-figures.js';
import {grid, head, hero, onAir} from './figures-view.js';
import {trend} from './trend-view.js';

/** Rows of a ranking: alone it stands beside the trend, where there is more room. */
const ROWS = 5;
const ROWS_ALONE = 6;
/** Deals stand below GMV, the scrubber of a replay below all; the trend gets the room of these rows. */
const ROWS_OF_DEALS = 2;
const ROWS_OF_REPLAY = 2;
/** Rankings beside one another; more would leave no room for names. */
const MAX_RANKS = 5;
const RANKS_OF_TALL = 2;
const ROWS_OF_TALL = 3;

/** The board to run against, if the address names one. */
const against = new URLSearchParams(location.search).get('against');
let earlier;
let ghosts;
/** What shows deals, once there are any: most streams have none. */
let dealsSection;

/** What nobody waits for when a board opens. */
let later;
let isAsked = false;
/** GMV when the first figures were there: what was passed since is celebrated as soon as it can be. */
let watchedFrom;

const search = new URLSearchParams(location.search);
const first = search.has('at') || search.has('from') ? await (await addLater()).asked() : undefined;
const draw = follow(view, undefined, first);
TALL.addEventListener('change', draw);

/** What may come once the first figures are there, so that they need not wait for it. */
async function addLater() {
  isAsked = true;
  later = await import('./later.js');
  return later;
}

function drawLater({totals}) {
  watchedFrom = totals?.gmv ?? 0;
  requestAnimationFrame(() =>
    setTimeout(async () => {
      await addLater();
      draw();
      watchedFrom = undefined;
    }),
  );
}

function view({source, board, use}) {
  const stream = streamOf(board);
  document.title = [stream.title, 'Livetally'].filter(Boolean).join(' · ');
  if (!board)
    return html`<div class="board" data-status=${source.status} ?data-replay=${source.replay}>
        ${head(source, stream, nothing)}
        <p class="empty">${whyEmpty(source, t('noStreamYet', {stream: pageStream()}))}</p>
      </div>
      ${later?.bar(source, {}, stream, use) ?? nothing}`;
  if (!isAsked) drawLater(board);
  const ranks = ranked(board);
  // Upright there is no room for both.
  const hasTrend = Object.keys(board.trend ?? {}).length > 0 && !(TALL.matches && hasDeals(board));
  const hasNewest = board.recent.length > 0;
  return html` <div
      class="board"
      data-status=${source.status}
      ?data-replay=${source.replay}
      data-ranks=${ranks.length}
      ?data-trend=${hasTrend}
      ?data-newest=${hasNewest}
      ?data-deals=${hasDeals(board)}
      @trace=${traced}>
      ${head(source, stream, onAir(board, stream), later?.aside(source, stream, use) ?? nothing)}
      ${hero(board, stream, lines(source, board), deals(board, stream))} ${grid(board, stream, source.replay)}
      ${hasTrend ? trend(board, stream, earlier?.board && {...ghosts, board: earlier.board}) : nothing}
      ${hasNewest ? newest(board, stream) : nothing}
      ${ranks.length > 0 ? ranking(ranks, board, stream, rowsOf(source, board, ranks)) : nothing}
      ${hasTrend || hasNewest || ranks.length > 0 ? nothing : html`<p class="calm dims">${t('waiting')}</p>`}
      ${later?.milestones(source, board, stream, watchedFrom) ?? nothing}
      <trace-panel
        .board=${board}
        .source=${source}
        .version=${source.version}
        .stream=${pageStream()}
        .currency=${stream.currency}
        .timezone=${stream.timezone}></trace-panel>
      <explanation-table
        .explanations=${board.explanations}
        .products=${board.products}
        .currency=${stream.currency}
        .timezone=${stream.timezone}></explanation-table>
    </div>
    ${later?.bar(source, board, stream, use) ?? nothing}`;
}
if (against) run();

/** What runs against another board comes only where one is named: most addresses name none. */
async function run() {
  const [{EarlierBoard}, drawn] = await Promise.all([
    import('../shared/earlier-board.js'),
    import('./ghost.js'),
    import('../shared/against-figure.js'),
  ]);
  ghosts = drawn;
  earlier = new EarlierBoard(against);
  earlier.addEventListener('change', draw);
  draw();
}

/** The present day of an event of several, and the earlier board at the same time. */
function lines(source, board) {
  const running = source.status === 'connected';
  return html`<today-figures .source=${source} .board=${board} ?running=${running}></today-figures> ${
      earlier
        ? html`<against-figure
            .source=${source}
            .board=${board}
            .earlier=${earlier}
            .told=${earlier.board}
            .problem=${earlier.problem}
            ?running=${running}></against-figure>`
        : nothing
    }`;
}

function hasDeals({deals}) {
  return Boolean(deals?.intents || deals?.agreements);
}

function deals(board, {currency}) {
  if (!hasDeals(board)) return nothing;
  if (dealsSection) return dealsSection(board.deals, currency);
  import('../shared/deals-section.js').then((module) => {
    ({dealsSection} = module);
    draw();
  });
  return nothing;
}

/** The rankings that hold something: those that the address names with `?ranks=`, or as many as have room. */
function ranked(board) {
  const asked = new URLSearchParams(location.search).get('ranks')?.split(',');
  const wanted = asked ? asked.filter((section) => BARS.includes(section)) : BARS;
  return wanted
    .filter((section) => Object.keys(board[section] ?? {}).length > 0)
    .slice(0, TALL.matches ? RANKS_OF_TALL : MAX_RANKS);
}

/** What is behind a number comes when somebody asks for it: most screens hang on a wall. */
async function traced({detail}) {
  await import('./trace-panel.js');
  document.querySelector('trace-panel').open(detail);
}

function newest({recent, products}, {currency, timezone}) {
  return html` <section class="newest dims">
    <h2 title=${define('recent')}>${t('recent')}</h2>
    <newest-orders
      traceable
      .orders=${recent}
      .products=${products}
      .currency=${currency}
      .timezone=${timezone}
      .limit=${8}></newest-orders>
  </section>`;
}

function rowsOf(source, board, {length}) {
  const most = TALL.matches ? ROWS_OF_TALL : ROWS;
  const all = length === 1 ? ROWS_ALONE : most;
  return Math.max(2, all - (hasDeals(board) ? ROWS_OF_DEALS : 0) - (source.replay ? ROWS_OF_REPLAY : 0));
}

/** Only sections that hold something; the others leave their place to these. */
function ranking(sections, board, {currency}, rows) {
  return html`<section class="ranks dims">
    ${sections.map((section) => {
      const all = Object.keys(board[section]).length;
      return html` <div>
        <h2 title=${define(section)}>
          ${t(section)}${all > rows ? html`<small>${t('of', {n: rows, all})}</small>` : nothing}
        </h2>
        <ranked-bars
          traceable
          data-section=${section}
          .section=${section}
          .entries=${board[section]}
          .limit=${rows}
          .currency=${currency}></ranked-bars>
      </div>`;
    })}
  </section>`;
}
