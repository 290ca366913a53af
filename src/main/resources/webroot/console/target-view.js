import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {explain} from '../shared/explain.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {secretOnce} from './secret-once.js';
import {eventName} from './target-draft.js';
import './target-settings.js';
import {targetState} from './target-state.js';
import {when} from './time.js';

const EVERY_MS = 2_000;

/** One target of notifications: what it was told, and its settings. */
class ConsoleTarget extends PageElement {
  static properties = {
    target: {attribute: false},
    streams: {attribute: false},
    /** Shown this once. */
    secret: {},
    attempts: {state: true},
    /** The event of the test that was asked for last. */
    test: {state: true},
    unread: {state: true},
  };

  #poll = pollWhileVisible(this, EVERY_MS, () => this.#read());

  get #path() {
    return `/api/notifications/${this.target.id}`;
  }

  async #read() {
    try {
      const {attempts} = await api('GET', `${this.#path}/attempts`);
      Object.assign(this, {attempts, unread: undefined});
    } catch (problem) {
      if (problem.signedOut) this.tell('signed-out', problem);
      this.unread = problem;
    }
  }

  render() {
    const {target, streams, secret, unread} = this;
    return html`<article class="one" aria-label=${target.title}>
      ${this.#head()} ${this.problemView()}
      ${target.pausedBecause ? html`<p class="trouble" data-warns="paused">${t('pausedBecause', {why: target.pausedBecause})}</p>` : nothing}
      ${secret ? secretOnce(this, t('targetSecret'), secret) : nothing}
      <div class="columns shop">
        <div>
          <section class="card">
            <h2>${t('attempts')}</h2>
            ${this.#tried()} ${unread ? html`<p class="trouble" role="alert">${explain(unread)}</p>` : nothing}
            ${this.#attempts()}
          </section>
        </div>
        <div>
          <section class="card">
            <h2>${t('settings')}</h2>
            <target-settings .target=${target} .streams=${streams}></target-settings>
          </section>
        </div>
      </div>
    </article>`;
  }

  #head() {
    const {title, paused} = this.target;
    const state = targetState(this.target);
    return html`<header class="tools">
      <h2>${title}</h2>
      <span class="state" data-state=${state}>${t(`targetState-${state}`)}</span>
      <span class="acts">
        <button class="primary" ?disabled=${this.busy || paused} data-do="test-target" @click=${this.#try}>
          ${t('sendTest')}
        </button>
        <button ?disabled=${this.busy} data-do="pause-target" @click=${this.#pause}>
          ${t(paused ? 'resumeTarget' : 'pause')}
        </button>
        <button class="danger" ?disabled=${this.busy} data-do="delete-target" @click=${this.#delete}>
          ${t('deleteIt')}
        </button>
      </span>
    </header>`;
  }

  /** What became of the test that was sent from here. */
  #tried() {
    if (this.test === undefined) return nothing;
    const tried = this.attempts?.find(({events = []}) => events.some(({id}) => id === this.test));
    if (!tried) return html`<p class="awaits" role="status" data-test="waiting">${t('testWaits')}</p>`;
    return html`<p class=${tried.outcome === 'delivered' ? 'ack' : 'trouble'} role="status" data-test=${tried.outcome}>
      ${tried.outcome === 'delivered' ? t('testArrived', {ms: tried.ms}) : t('testFailed', {why: tried.why ?? ''})}
    </p>`;
  }

  #attempts() {
    const {attempts} = this;
    if (!attempts) return html`<p class="quiet">${this.unread ? '' : t('loading')}</p>`;
    if (attempts.length === 0) return html`<p class="quiet">${t('noAttempts')}</p>`;
    return html`<ol class="deliveries">
      ${attempts.map((attempt) => this.#attempt(attempt))}
    </ol>`;
  }

  #attempt({at, outcome, events = [], attempt, status, why, ms, nextAt}) {
    const facts = [
      status === undefined ? '' : t('answered', {status}),
      t('tookMs', {n: ms}),
      attempt > 1 ? t('attemptNumber', {n: attempt}) : '',
      nextAt === undefined ? '' : t('nextAttempt', {time: when(nextAt)}),
    ].filter(Boolean);
    return html`<li class="attempt" data-outcome=${outcome}>
      <time>${when(at)}</time>
      <b>${events.map(({type}) => eventName(type)).join(t('listComma'))}</b>
      <span class="state" data-outcome=${outcome}>${t(`attempt-${outcome}`)}</span>
      ${why ? html`<small class="error">${why}</small>` : nothing}
      <small>${facts.join(' · ')}</small>
    </li>`;
  }

  #try() {
    return this.attempt(async () => {
      this.test = (await api('POST', `${this.#path}/test`, {})).event;
      this.#poll.now();
    });
  }

  async #pause() {
    const {title} = this.target;
    const paused = !this.target.paused;
    if (!(await this.attempt(() => api('PATCH', this.#path, {paused})))) return;
    this.tell('target-changed');
    this.tell('said', t(paused ? 'pausedIt' : 'targetResumed', {title}));
  }

  async #delete() {
    const {title} = this.target;
    const done = await confirmed({
      title: t('deleteAsk', {title}),
      text: t('deleteTargetText'),
      confirm: t('deleteDo'),
      danger: true,
      work: () => api('DELETE', this.#path),
    });
    if (!done) return;
    this.tell('target-changed');
    this.tell('said', t('deletedIt', {title}));
  }
}

customElements.define('console-target', ConsoleTarget);
