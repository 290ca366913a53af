import './words.js';
import {html, nothing, render} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import '../shared/confirm-dialog.js';
import {explain} from '../shared/explain.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {forgetTexts} from '../shared/screen-tokens.js';
import {api, mayOperate, session, signOut, token} from '../shared/session.js';
import '../shared/sign-in.js';
import './acts-page.js';
import {bar} from './bar.js';
import './campaign-list.js';
import './campaign-view.js';
import './ledger-loss.js';
import './notifications-page.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {ACTS, NOTIFICATIONS, address, route} from './route.js';
import './shop-rules.js';
import './stream-list.js';
import './stream-view.js';

const STREAMS_EVERY_MS = 10_000;

/**
 * The whole console: who is here, which streams and campaigns there are, and which one is chosen (in the address, so that
 * a reload stays).
 */
class LivetallyConsole extends PageElement {
  static properties = {
    who: {state: true},
    interrupted: {state: true},
    streams: {state: true},
    route: {state: true},
    notice: {state: true},
  };

  #poll = pollWhileVisible(this, STREAMS_EVERY_MS, () => this.#load());

  constructor() {
    super();
    this.route = route();
    this.interrupted = undefined;
    this.notice = '';
    addEventListener('hashchange', () => {
      this.route = route();
    });
    this.addEventListener('signed-in', ({detail}) => this.#enter(detail));
    this.addEventListener('signed-out', ({detail}) => this.#interrupt(detail));
    this.addEventListener('streams-changed', ({detail}) => this.#changed(detail));
    this.addEventListener('campaigns-changed', () => this.querySelector('console-campaigns')?.refresh());
    this.addEventListener('said', ({detail}) => {
      this.notice = detail;
    });
  }

  #enter(who) {
    this.who = who;
    this.interrupted = undefined;
    if (this.#in) this.#poll.now();
  }

  get #in() {
    return this.who && mayOperate(this.who);
  }

  /** What is on the page stays, behind the question for another token. */
  async #interrupt() {
    if (!this.#in || this.interrupted) return;
    this.interrupted = {auth: true, why: 'bad'};
    const who = await session().catch(() => this.interrupted);
    this.interrupted = mayOperate(who) ? undefined : who;
  }

  async #load() {
    if (!this.who) {
      await this.attempt(async () => this.#enter(await session())); // and again, until there is an answer
      return;
    }
    if (!this.#in || this.interrupted) return;
    const {streams} = this;
    try {
      const read = await api('GET', '/api/streams');
      // Else a change is shown that this list may lack; it is read again.
      if (streams === this.streams) this.streams = read;
      this.problem = undefined;
    } catch (problem) {
      if (problem.signedOut) await this.#interrupt();
      else this.problem = problem;
    }
  }

  /** Shows the change at once; the list is asked for what others did meanwhile. */
  #changed(stream) {
    if (stream && this.streams) {
      const others = this.streams.filter(({id}) => id !== stream.id);
      this.streams = [stream, ...others].sort((a, b) => b.createdAt - a.createdAt);
    }
    this.#poll.now();
  }

  #leave() {
    signOut();
    forgetTexts();
    this.who = {auth: true, why: 'missing'};
    this.streams = undefined;
    this.notice = '';
  }

  render() {
    document.title = [this.#chosen?.title, t('title'), 'Livetally'].filter(Boolean).join(' · ');
    if (!this.who) return html`<p class="loading">${this.problem ? explain(this.problem) : t('loading')}</p>`;
    if (!this.#in) return this.#signIn(this.who, t('signInText'));
    return html` ${bar(this.who, () => this.#leave())}
      <div class="desk">
        <div class="side">
          <console-streams
            .streams=${this.streams}
            .chosen=${this.route.stream}
            .mayCreate=${!this.who.streams}></console-streams>
          ${
            this.who.streams
              ? nothing
              : html`<console-campaigns .streams=${this.streams} .chosen=${this.route.stream}></console-campaigns>
                  ${this.#link(NOTIFICATIONS, 'notifications')} ${this.#link(ACTS, 'acts')}`
          }
        </div>
        <main id="content" tabindex="-1">
          ${this.problem ? html`<p class="trouble" role="alert">${explain(this.problem)}</p>` : nothing}
          ${this.#main()}
        </main>
      </div>
      <p class="notice" role="status" ?hidden=${!this.notice}>
        <span>${this.notice}</span>
        <button
          class="plain"
          aria-label=${t('close')}
          @click=${() => {
            this.notice = '';
          }}>
          ×
        </button>
      </p>
      <confirm-dialog></confirm-dialog>
      ${this.interrupted ? this.#signIn(this.interrupted, t('resume'), true) : nothing}`;
  }

  #signIn(who, lead, interrupted = false) {
    return html`<sign-in
      ?interrupted=${interrupted}
      heading=${`Livetally ${t('title')}`}
      .lead=${lead}
      .who=${who}></sign-in>`;
  }

  get #chosen() {
    return this.streams?.find(({id}) => id === this.route.stream);
  }

  #link(place, word) {
    return html`<nav class="streams" aria-label=${t(word)}>
      <a href=${address(place)} data-link=${word} aria-current=${this.route.stream === place ? 'page' : nothing}
        >${t(word)}</a
      >
    </nav>`;
  }

  /** Of a stream that Redis has lost with all the rest, the node may still know what it acked. */
  #gone(id) {
    return html`<console-loss .stream=${id}></console-loss>
      <p class="empty">${t('gone', {id})}</p>`;
  }

  #campaign(id) {
    return keyed(
      id,
      html`<console-campaign
        .campaignId=${id}
        .streams=${this.streams}
        ?auth=${this.who.auth}
        .token=${token()}></console-campaign>`,
    );
  }

  #main() {
    if (!this.streams) return html`<p class="empty">${t('loading')}</p>`;
    if (this.route.stream === NOTIFICATIONS)
      return html`<console-notifications .streams=${this.streams} .chosen=${this.route.item}></console-notifications>`;
    if (this.route.stream === ACTS) return html`<console-acts></console-acts>`;
    if (!this.route.stream) return html`<p class="empty">${this.streams.length ? t('pick') : t('noStreamsYet')}</p>`;
    if (this.route.stream.startsWith('@')) return this.#campaign(this.route.stream.slice(1));
    if (!this.#chosen) return this.#gone(this.route.stream);
    return keyed(
      this.route.stream,
      html` <console-stream
        .stream=${this.#chosen}
        .streams=${this.streams}
        .route=${this.route}
        .auth=${this.who.auth}
        .token=${token()}></console-stream>`,
    );
  }
}

customElements.define('livetally-console', LivetallyConsole);
render(html`<livetally-console></livetally-console>`, document.body);
