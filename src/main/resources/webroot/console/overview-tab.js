import {html, nothing} from 'lit';
import '../shared/audit-mark.js';
import {sealText} from '../shared/audit.js';
import {FieldError} from '../shared/field-error.js';
import {values} from '../shared/fields.js';
import {count, currencyOf, money} from '../shared/format.js';
import '../shared/goal-bar.js';
import {define, t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {major, minor} from './amount.js';
import './connections.js';
import {copyField} from './copy-field.js';
import {goalField} from './form-fields.js';
import './on-air.js';
import './screen-links.js';
import {when} from './time.js';

const MONEY = ['placed', 'refunded', 'net', 'cancelled', 'averageOrder'];
const COUNTS = ['units', 'buyers', 'peakViewers', 'uniqueViewers', 'views'];

/** How the stream is doing, its goal, where it is seen, and who is connected. */
class ConsoleOverview extends PageElement {
  static properties = {
    stream: {attribute: false},
    streams: {attribute: false},
    board: {attribute: false},
    source: {attribute: false},
    auth: {type: Boolean},
    active: {type: Boolean},
  };

  render() {
    const {stream, board} = this;
    return html` <div class="columns">
      <div>
        ${
          stream.status === 'scheduled'
            ? html`<p class="quiet">
                ${t('scheduledText')}${
                  stream.endsAt ? html` · ${t('plannedEnd', {time: when(stream.endsAt, stream.timezone)})}` : nothing
                }
              </p>`
            : nothing
        }
        <section class="card">
          <h2>${t('onAir')}</h2>
          <console-on-air .stream=${stream} .board=${board}></console-on-air>
        </section>
        <section class="card">
          <h2 title=${define('goal')}>${t('goal')}</h2>
          ${this.#goal()}
        </section>
        <section class="card">
          <h2>${t('figures')}</h2>
          ${this.#figures(board)} ${this.#audit(board?.ledger)}
        </section>
      </div>
      <div>
        <section class="card">
          <h2>${t('screensTitle')}</h2>
          <console-links .stream=${stream} .streams=${this.streams} .auth=${this.auth}></console-links>
        </section>
        <section class="card">
          <h2>${t('connections')}<small>${t('refreshed')}</small></h2>
          ${this.active ? html`<console-connections .stream=${stream}></console-connections>` : nothing}
        </section>
      </div>
    </div>`;
  }

  #goal() {
    const {goal, timezone} = this.stream;
    const currency = currencyOf(this.stream);
    const shown = this.board?.goal?.amount === undefined ? goal && {amount: goal} : this.board.goal;
    // Without a board nobody knows how far it is: no bar that says 0 %.
    return html` ${
        !this.board
          ? html`<p class="quiet">—</p>`
          : shown
            ? html`<goal-bar
                .goal=${shown}
                .gmv=${this.board.totals?.gmv ?? 0}
                .currency=${currency}
                .timezone=${timezone}></goal-bar>`
            : html`<p class="quiet">${t('noGoal')}</p>`
      }
      <form novalidate class="line" @submit=${this.#set} @input=${() => this.requestUpdate()}>
        ${goalField(this, currency, goal ? major(goal, currency) : '', 'goal')}
        <span class="acts"
          ><button class="primary" ?disabled=${this.busy} data-do="set-goal">${t('setGoal')}</button> ${
            goal
              ? html`<button type="button" ?disabled=${this.busy} data-do="remove-goal" @click=${this.#remove}>
                  ${t('removeGoal')}
                </button>`
              : nothing
          }</span
        >
      </form>
      ${this.problemView(['goal'])}`;
  }

  #figures(board) {
    const all = {...board?.totals, ...board?.audience};
    const {exact} = money(currencyOf(this.stream));
    const figure = (key, format) =>
      html` <div title=${define(key)}>
        <dt>${t(key)}</dt>
        ${
          board
            ? html`<dd data-figure=${key} data-value=${all[key] ?? 0}>
                ${key === 'uniqueViewers' ? '≈ ' : ''}${format(all[key] ?? 0)}
              </dd>`
            : html`<dd>—</dd>`
        }
      </div>`;
    return html`<dl class="figures">
      ${MONEY.map((key) => figure(key, exact))}${COUNTS.map((key) => figure(key, count))}
    </dl>`;
  }

  /** The seal is worth something where nobody who can write to Redis reaches it. */
  #audit(ledger) {
    const {sealed} = ledger ?? {};
    if (!sealed) return html`<p class="quiet" data-seal="">${t('auditNever')}</p>`;
    return html`<p>
        <audit-mark
          .source=${this.source}
          .ledger=${ledger}
          .running=${this.source.status === 'connected'}></audit-mark>
      </p>
      ${copyField(this, 'seal', t('sealOf'), sealText(sealed))}
      <p class="quiet">${t('sealSays')}</p>`;
  }

  async #set(event) {
    event.preventDefault();
    const {goal} = values(event.target);
    await this.#patch(
      () => {
        if (!goal) throw new FieldError('goal', 'needed');
        return minor(goal, currencyOf(this.stream), 'goal');
      },
      (set) => t('goalSet', {amount: money(currencyOf(this.stream)).exact(set)}),
    );
  }

  async #remove() {
    if (
      await this.#patch(
        () => null,
        () => t('goalRemoved'),
      )
    )
      this.querySelector('form.line').reset();
  }

  async #patch(goal, said) {
    let stream;
    const done = await this.attempt(async () => {
      stream = await api('PATCH', `/api/streams/${this.stream.id}`, {goal: goal()});
    });
    if (done) {
      this.tell('streams-changed', stream);
      this.tell('said', said(stream.goal));
    }
    return done;
  }
}

customElements.define('console-overview', ConsoleOverview);
