import {LitElement, html, nothing} from 'lit';
import {clock} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {SPEEDS, replaySearch} from '../shared/replay-address.js';
import {TALL} from '../shared/screen.js';
import '../shared/words/replay.js';
import {styles} from './replay-bar.css.js';
import {isElsewhere, keyed} from './replay-keys.js';
import {bubble, labels, marks, timeText} from './replay-track.js';
import {Timeline} from './timeline.js';

const DRAW_MS = 100;
/** How far apart labels of the track stand, in pixels of a screen for one person. */
const LABEL_PX = 90;
const LABEL_OF_TALL_PX = 150;
const MAX_LABELS = 12;

const PLAY = 'M7 4.500 19.500 12 7 19.500z';
const PAUSE = 'M6.500 5h3.700v14H6.500zM13.800 5h3.700v14h-3.700z';

/**
 * The scrubber of a replay: its track with what was on air, play and pause, its speed, and the way back to the present.
 * Space plays, arrows look for a time, Home and End are the ends. What somebody drags over is shown at once.
 */
class ReplayBar extends LitElement {
  static properties = {
    /** @type {import('../shared/replay.js').Replay} */ source: {attribute: false},
    products: {attribute: false},
    timezone: {},
    pointed: {state: true},
  };

  static styles = styles;

  #timer = 0;
  #dragging = false;
  #timeline;
  #pressed = (event) => this.#key(event);

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), DRAW_MS);
    document.addEventListener('keydown', this.#pressed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    document.removeEventListener('keydown', this.#pressed);
  }

  willUpdate() {
    const {range} = this.source;
    if (range && range !== this.#timeline?.range) this.#timeline = {range, line: new Timeline(range)};
    Object.assign(this.dataset, {
      at: Math.floor(this.source.now),
      playing: !this.source.paused,
      speed: this.source.speed,
      from: range?.from ?? '',
      to: range?.to ?? '',
    });
  }

  render() {
    const {paused, speed} = this.source;
    return html`<div class="bar" role="group" aria-label=${t('replay')}>
      <button
        class="play"
        type="button"
        aria-label=${t(paused ? 'replayPlay' : 'replayPause')}
        title=${t('replayKeys')}
        @click=${() => this.#toggle()}>
        <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d=${paused ? PLAY : PAUSE} /></svg>
      </button>
      <p class="time">
        <time>${clock(this.timezone).second(this.source.now)}</time>
        <small>${clock(this.timezone).date(this.source.now)}</small>
      </p>
      ${this.#track()}
      <div class="speeds" role="radiogroup" aria-label=${t('replayPace')}>
        ${SPEEDS.map(
          (n) =>
            html`<button
              type="button"
              role="radio"
              aria-checked=${n === speed}
              title=${t('replaySpeed', {n})}
              @click=${() => this.#act(() => this.source.pace(n))}>
              ${n}×
            </button>`,
        )}
      </div>
      <button class="live" type="button" @click=${() => this.dispatchEvent(new Event('live'))}>
        ${t('replayLive')}
      </button>
    </div>`;
  }

  #track() {
    const {line, range} = this.#timeline ?? {};
    if (!line) return html`<div class="track" data-empty><span class="rail"></span></div>`;
    if (line.to <= line.from) return html`<p class="nothing">${t('replayNothing')}</p>`;
    const now = this.source.now;
    const share = line.share(now);
    return html`<div
      class="track"
      role="slider"
      tabindex="0"
      aria-label=${t('replayTime')}
      aria-valuemin=${line.from}
      aria-valuemax=${line.to}
      aria-valuenow=${Math.floor(now)}
      aria-valuetext=${timeText(now, line, this.timezone)}
      @pointerdown=${this.#down}
      @pointermove=${this.#move}
      @pointerup=${this.#up}
      @pointercancel=${this.#up}
      @pointerleave=${() => this.#point(undefined)}>
      <span class="rail">
        <span class="done" .style=${`--share: ${share}`}></span>
        ${
          line.end === undefined
            ? nothing
            : html`<span class="after" .style=${`--share: ${line.share(line.end)}`} title=${t('replayAfter')}></span>`
        }
      </span>
      ${marks(line, range, this.timezone)} ${labels(line, this.#room(), this.timezone)}
      <span class="thumb" .style=${`--share: ${share}`}></span>
      ${this.pointed === undefined ? nothing : bubble(line, range, this.pointed, this)}
    </div>`;
  }

  /** How many labels have room: a wall is looked at from afar, so its labels are larger. */
  #room() {
    const width = this.renderRoot.querySelector('.track')?.clientWidth ?? 0;
    const px = TALL.matches ? LABEL_OF_TALL_PX : LABEL_PX;
    const label = (px * parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16;
    return Math.min(MAX_LABELS, Math.floor(width / label));
  }

  /** @param {PointerEvent} event */
  #shareAt({clientX}) {
    const {left, width} = this.renderRoot.querySelector('.track').getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - left) / width));
  }

  #point(share) {
    if (!this.#dragging) this.pointed = share;
  }

  #down = (event) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#dragging = true;
    this.#drag(event);
  };

  #move = (event) => {
    if (this.#dragging) this.#drag(event);
    else if (event.pointerType === 'mouse') this.#point(this.#shareAt(event));
  };

  #up = (event) => {
    if (!this.#dragging) return;
    this.#dragging = false;
    this.pointed = undefined;
    this.#act(() => this.source.seek(this.#timeline.line.at(this.#shareAt(event))));
  };

  #drag(event) {
    this.pointed = this.#shareAt(event);
    this.source.seek(this.#timeline.line.at(this.pointed), true);
  }

  #toggle() {
    this.#act(() => (this.source.paused ? this.source.play() : this.source.pause()));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#timeline || isElsewhere(event)) return;
    const wanted = keyed(event, this.#timeline.line, this.source.now);
    if (wanted === undefined) return;
    event.preventDefault();
    if (wanted === 'toggle') this.#toggle();
    else this.#act(() => this.source.seek(wanted));
  }

  /** What somebody does is in the address, too, so that it can be sent. */
  #act(work) {
    work();
    const {now, paused, speed} = this.source;
    const search = replaySearch(location.search, {at: now, playing: !paused, speed});
    history.replaceState(null, '', location.pathname + search);
    this.requestUpdate();
  }
}

customElements.define('replay-bar', ReplayBar);
