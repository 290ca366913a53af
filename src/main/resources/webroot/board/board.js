import './words.js';
import {html, nothing} from 'lit';
import '../shared/audit-mark.js';
import {boardPath} from '../shared/board-path.js';
import {BARS} from '../shared/dimensions.js';
import '../shared/freshness-badge.js';
import {define, t, to} from '../shared/i18n.js';
import '../shared/milestone-banner.js';
import '../shared/newest-orders.js';
import '../shared/ranked-bars.js';
import {follow, pageStream, streamOf, whyEmpty} from '../shared/screen.js';
import '../shared/session-clock.js';
import '../shared/today-figures.js';
import {grid, hero, onAir} from './figures-view.js';
import {trend} from './trend-view.js';

/** Rows of a ranking: alone it stands beside the trend, where there is more room. */
const ROWS = 5;
const ROWS_ALONE = 6;
/** Deals stand below GMV; the trend gets the room of these rows. */
const ROWS_OF_DEALS = 2;
/** Rankings beside one another; more would leave no room for names. */
const MAX_RANKS = 5;

/** The board to run against, if the address names one. */
const against = new URLSearchParams(location.search).get('against');
let earlier;
let ghosts;
/** What shows deals, once there are any: most streams have none. */
let dealsSection;

const draw = follow(({source, board}) => {
  const stream = streamOf(board);
  document.title = [stream.title, 'Livetally'].filter(Boolean).join(' · ');
  if (!board)
    return html`<div class="board" data-status=${source.status}>
      ${top(source, stream)}
      <p class="empty">${whyEmpty(source, t('noStreamYet', {stream: pageStream()}))}</p>
    </div>`;
  const ranks = ranked(board);
  const hasTrend = Object.keys(board.trend ?? {}).length > 0;
  const hasNewest = board.recent.length > 0;
  return html` <div
    class="board"
    data-status=${source.status}
    data-ranks=${ranks.length}
    ?data-trend=${hasTrend}
    ?data-newest=${hasNewest}
    @trace=${traced}>
    ${top(source, stream, onAir(board, stream))} ${hero(board, stream, lines(source, board), deals(board, stream))}
    ${grid(board, stream)}
    ${hasTrend ? trend(board, stream, earlier?.board && {...ghosts, board: earlier.board}) : nothing}
    ${hasNewest ? newest(board, stream) : nothing} ${ranks.length > 0 ? ranking(ranks, board, stream) : nothing}
    ${hasTrend || hasNewest || ranks.length > 0 ? nothing : html`<p class="calm dims">${t('waiting')}</p>`}
    <milestone-banner
      .gmv=${board.totals?.gmv ?? 0}
      .goal=${board.goal?.amount}
      .currency=${stream.currency}
      .watching=${source.status === 'connected'}></milestone-banner>
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
  </div>`;
});
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

/** What is left to read is the report. */
function isOver({status}) {
  return status === 'ended' || status === 'closed';
}

/** The rankings that hold something: those that the address names with `?ranks=`, or as many as have room. */
function ranked(board) {
  const asked = new URLSearchParams(location.search).get('ranks')?.split(',');
  const wanted = asked ? asked.filter((section) => BARS.includes(section)) : BARS;
  return wanted.filter((section) => Object.keys(board[section] ?? {}).length > 0).slice(0, MAX_RANKS);
}

function top(source, stream, now = nothing) {
  return html` <header class="top">
    <h1 title=${stream.title ?? ''}>${stream.title || stream.id || 'Livetally'}</h1>
    ${
      stream.status
        ? html` <span class="phase" data-status=${stream.status}>${t(stream.status)}</span>
            <session-clock
              class="dims"
              .source=${source}
              .stream=${stream}
              .running=${stream.status === 'live' && source.status === 'connected'}></session-clock>`
        : nothing
    }
    ${now}
    ${isOver(stream) ? html`<a class="to-report" href=${to(boardPath('report', stream.id))}>${t('report')}</a>` : nothing}
    <audit-mark
      .source=${source}
      .ledger=${source.board?.ledger}
      .running=${source.status === 'connected'}></audit-mark>
    <freshness-badge
      .source=${source}
      .status=${source.status}
      .version=${source.version}
      .timezone=${stream.timezone}></freshness-badge>
  </header>`;
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

/** Only sections that hold something; the others leave their place to these. */
function ranking(sections, board, {currency}) {
  const rows = (sections.length === 1 ? ROWS_ALONE : ROWS) - (hasDeals(board) ? ROWS_OF_DEALS : 0);
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
