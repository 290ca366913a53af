/**
 * One transparent page over a video: all widgets, or those that the address names. It says nothing but numbers: what
 * is wrong with an address is said where addresses are made, not on stream. A replay is marked as one, whatever else
 * it shows.
 */
import {html, nothing, render} from 'lit';
import {board} from '../lib/livetally-client.js';
import {whole} from '../shared/address.js';
import '../shared/freshness-badge.js';
import {hold} from '../shared/motion.js';
import {overlayOptions, widgetsOf} from '../shared/overlay-options.js';
import {pageToken} from '../shared/page-token.js';
import {askedReplay} from '../shared/replay-address.js';
import {pageStream, streamOf} from '../shared/screen.js';
import {Picture} from './picture.js';
import {visibility} from './visibility.js';
import {WIDGETS} from './widgets.js';

const offered = widgetsOf(pageStream(), WIDGETS);
const {widgets: names, theme, min, against} = overlayOptions(location.search, offered);
const widgets = offered.filter(({name}) => names.includes(name));
const picture = new Picture(names, WIDGETS, draw);
const open = (options) => board(pageStream(), {...options, rate: 10, token: pageToken(), base: whole('/')});
const sections = [...new Set(['stream', ...widgets.flatMap(({fields}) => fields)])];
const past = askedReplay(location.search);
const source = past ? await replayed() : open({fields: sections});

dress(document.documentElement);
hold(!visibility.live);
for (const {start, live} of widgets) if (!past || !live) start?.({source, min, against, open, draw});
source.addEventListener('change', draw);
source.addEventListener('status', draw);
visibility.addEventListener('change', shown);
draw();

/** What shows the past comes only where an address asks for it: it plays, or stands still at a time. */
async function replayed() {
  const [{Replay}] = await Promise.all([import('../shared/replay.js'), import('../shared/replay-banner.js')]);
  return new Replay(pageStream(), past, sections);
}

function dress(root) {
  root.dataset.theme = theme;
  // Not adopted sheets, which would come after the custom CSS of OBS and win over it.
  const style = document.createElement('style');
  style.textContent = widgets.map(({styles}) => styles.cssText).join('\n');
  document.querySelector('link[rel="stylesheet"]').after(style);
}

/** While nobody sees it nothing is drawn. */
function draw() {
  if (!visibility.seen) return;
  render(view(source.board), document.body);
  picture.holds([...document.querySelectorAll('.leading, .others')]);
}

/** Shown again, the present numbers stand there at once; only then things move again. */
function shown() {
  hold(true);
  draw();
  if (visibility.live) requestAnimationFrame(() => setTimeout(() => hold(!visibility.live)));
}

function view(board) {
  const {currency, timezone} = streamOf(board);
  const context = {board, currency, timezone, min, source, isTall: picture.isTall};
  const drawn = widgets.filter(({always}) => board || always);
  return html` <div class="overlay" data-status=${source.status}>
    ${picture.isTall ? tall(drawn, context) : wide(drawn, context)}
    <freshness-badge
      small
      .source=${source}
      .status=${source.status}
      .version=${source.version}
      .timezone=${timezone}></freshness-badge>
    ${
      source.replay
        ? html`<replay-banner
            .source=${source}
            .status=${source.status}
            .at=${source.at}
            .timezone=${timezone}></replay-banner>`
        : nothing
    }
  </div>`;
}

/** A column at the lower left, and what stands by itself. */
function wide(drawn, context) {
  const column = drawn.filter(({inColumn}) => inColumn);
  const others = drawn.filter(({inColumn}) => !inColumn);
  return html`${context.board ? html`<div class="column">${plates(column, context)}</div>` : nothing}
  ${plates(others, context)}`;
}

/** What leads stands at the top, the rest at the bottom: between them there is whoever speaks. */
function tall(drawn, context) {
  const leading = drawn.filter(({leads}) => leads);
  const others = drawn.filter(({leads, always}) => !leads && !always);
  return html`${
    context.board
      ? html`<div class="leading">${plates(leading, context)}</div>
          <div class="others">${plates(others, context)}</div>`
      : nothing
  }
  ${plates(
    drawn.filter(({always}) => always),
    context,
  )}`;
}

/** A plate with nothing on it is not drawn. */
function plates(standing, context) {
  return [...new Set(standing.map(({plate, name}) => plate ?? name))].map((plate) => {
    const on = standing.filter((widget) => (widget.plate ?? widget.name) === plate);
    const views = on.map(({view}) => view(context));
    if (views.every((view) => view === nothing) || !on[0].plate) return views;
    return html`<section class="plate ${plate}">${views}</section>`;
  });
}
