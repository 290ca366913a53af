/** From the present of a board to its past and back, without a new page. What shows the past comes once it is asked for. */
import {html, nothing} from 'lit';
import {t} from '../shared/i18n.js';
import {askedReplay, replaySearch} from '../shared/replay-address.js';
import {present} from '../shared/screen.js';
import '../shared/words/replay.js';

/** What the address asks for of the past; undefined if it asks for the present. */
export async function asked() {
  const wanted = askedReplay(location.search);
  return wanted && (await past(wanted));
}

/** The board as it was. @param {import('../shared/replay-address.js').AskedReplay} wanted */
async function past(wanted) {
  const {replay} = await import('./past.js');
  return replay(wanted);
}

/** What the page shows is what its address says. */
function turn(wanted, source, use) {
  history.replaceState(null, '', location.pathname + replaySearch(location.search, wanted));
  use(source);
}

/**
 * The way to what was: quiet, since most who look at a wall do not press anything.
 *
 * @param {(source: object) => void} use shows another source
 */
export function toReplay({board, at}, {status, startedAt}, use) {
  if (!board || startedAt === undefined || status === 'scheduled') return nothing;
  const open = async () => {
    const wanted = {at, playing: false, speed: 1};
    turn(wanted, await past(wanted), use);
  };
  return html`<button class="to-replay" type="button" title=${t('replayOpen')} @click=${open}>
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.200" aria-hidden="true">
      <path d="M4.500 12a7.500 7.500 0 1 0 2.600-5.700" stroke-linecap="round" />
      <path d="M8.500 2.500 6.600 6.700l4.300 1.500" stroke-linecap="round" stroke-linejoin="round" />
      <path d="M10.300 9v6l4.900-3z" fill="currentColor" stroke="none" /></svg
    >${t('replay')}
  </button>`;
}

/** The scrubber of a replay; it leads back to the present. */
export function bar(source, {products}, {timezone}, use) {
  return source.replay
    ? html`<replay-bar
        .source=${source}
        .products=${products}
        .timezone=${timezone}
        @live=${() => turn(undefined, present(), use)}></replay-bar>`
    : nothing;
}
