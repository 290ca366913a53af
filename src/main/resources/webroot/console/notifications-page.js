import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {explain} from '../shared/explain.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {api} from '../shared/session.js';
import {choiceCards} from './choice-cards.js';
import {ListWithForm} from './list-with-form.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {NOTIFICATIONS, address, goTo} from './route.js';
import {KINDS, readTarget} from './target-draft.js';
import {TARGET_FIELDS, targetFields} from './target-form.js';
import {targetState} from './target-state.js';
import './target-view.js';
import {ago} from './time.js';

const EVERY_MS = 5_000;

/** Who is told of what happens: group chats, phones, programs. All of them, and the chosen one. */
class ConsoleNotifications extends ListWithForm {
  static properties = {
    streams: {attribute: false},
    chosen: {},
    targets: {state: true},
    kind: {state: true},
    made: {state: true},
    unread: {state: true},
  };

  #poll = pollWhileVisible(this, EVERY_MS, () => this.#read());

  constructor() {
    super();
    this.addEventListener('target-changed', () => this.#poll.now());
  }

  /** What the form offers is known. */
  async prepare() {}

  async #read() {
    try {
      this.targets = await api('GET', '/api/notifications');
      this.unread = undefined;
    } catch (problem) {
      if (problem.signedOut) this.tell('signed-out', problem);
      this.unread = problem;
    }
  }

  render() {
    const {targets, unread, made, chosen} = this;
    const shown = targets?.find(({id}) => id === chosen) ?? targets?.[0];
    return html`<header class="head">
        <h1>${t('notifications')}</h1>
        ${
          targets?.length
            ? html`<span class="acts">
                <button class="primary" data-do="new-target" @click=${() => this.#add()}>${t('newTarget')}</button>
              </span>`
            : nothing
        }
      </header>
      <p class="quiet lead">${t('notificationsText')}</p>
      ${unread ? html`<p class="trouble" role="alert">${explain(unread)}</p>` : nothing}
      ${targets ? this.#list(targets, shown) : html`<p class="quiet">${unread ? '' : t('loading')}</p>`}
      ${
        shown
          ? keyed(
              shown.id, // what is typed of one target is not that of another
              html`<console-target
                .target=${shown}
                .streams=${this.streams}
                .secret=${made?.id === shown.id ? (made.secret ?? '') : ''}
                @secret-kept=${() => {
                  this.made = undefined;
                }}></console-target>`,
            )
          : nothing
      }
      ${this.#dialog()}`;
  }

  #list(targets, shown) {
    if (targets.length === 0)
      return html`<section class="start-here">
        <h2>${t('noTargets')}</h2>
        <ul class="shops">
          ${KINDS.map(
            (kind) =>
              html`<li>
                <button data-do="tell-${kind}" @click=${() => this.#add(kind)}>
                  <b>${t(`target-${kind}`)}</b><small>${t(`targetText-${kind}`)}</small>
                </button>
              </li>`,
          )}
        </ul>
      </section>`;
    return html`<ul class="shops">
      ${targets.map((target) => this.#card(target, target === shown))}
    </ul>`;
  }

  #card(target, isShown) {
    const {id, kind, title, url, status: {last, waiting = 0} = {}} = target;
    const state = targetState(target);
    return html`<li>
      <a
        href=${address(NOTIFICATIONS, 'overview', id)}
        data-target=${id}
        data-state=${state}
        aria-current=${isShown ? 'true' : nothing}>
        <b>${title}</b>
        <span class="state" data-state=${state}>${t(`targetState-${state}`)}</span>
        <small>${t(`target-${kind}`)} · ${url}</small>
        <small
          >${[
            last ? t('lastAttempt', {time: ago(last.at)}) : t('noAttempt'),
            ...(waiting ? [t('waitNow', {n: count(waiting)})] : []),
          ].join(' · ')}</small
        >
      </a>
    </li>`;
  }

  #add(kind) {
    this.kind = kind;
    return this.openForm();
  }

  #dialog() {
    const {kind} = this;
    return this.formDialog({
      title: 'newTargetTitle',
      act: 'create-target',
      fields: () =>
        html`${choiceCards(this, {
          name: 'kind',
          label: t('whoIsTold'),
          choices: KINDS.map((value) => ({value, title: t(`target-${value}`), text: t(`targetText-${value}`)})),
          chosen: kind,
          choose: (value) => {
            this.kind = value;
          },
        })}
        ${kind ? targetFields(this, {}, kind, this.streams) : nothing}`,
      names: kind ? TARGET_FIELDS : ['kind'],
      create: async (form) => api('POST', '/api/notifications', kind ? readTarget(new FormData(form)) : {}),
      made: (target) => {
        this.made = target;
        this.targets = [...(this.targets ?? []), target];
        this.#poll.now();
        this.tell('said', t('targetMade', {title: target.title}));
        goTo(NOTIFICATIONS, 'overview', target.id);
      },
    });
  }
}

customElements.define('console-notifications', ConsoleNotifications);
