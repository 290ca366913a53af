import {html, nothing} from 'lit';
import {board} from '../lib/livetally-client.js';
import {whole} from '../shared/address.js';
import {count, currencyOf, money} from '../shared/format.js';
import '../shared/freshness-badge.js';
import {define, t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import '../shared/rolling-number.js';
import '../shared/session-clock.js';
import '../shared/today-figures.js';
import {keepAwake} from '../shared/wake-lock.js';
import './catalogue-tab.js';
import './deals-tab.js';
import './exports-tab.js';
import './groups-tab.js';
import './import-tab.js';
import './ledger-loss.js';
import './orders-tab.js';
import './overview-tab.js';
import {phaseWord} from './phase.js';
import {TABS} from './route.js';
import './settings-tab.js';
import './shops-tab.js';
import './start-end.js';
import {showChosen, streamTabs} from './stream-tabs.js';

/**
 * The chosen stream: its figures, always in sight, and its tabs. A tab once opened keeps what was typed in it.
 */
class ConsoleStream extends PageElement {
  static properties = {
    stream: {attribute: false},
    streams: {attribute: false},
    route: {attribute: false},
    auth: {type: Boolean},
    token: {},
    board: {state: true},
  };

  #source;
  #opened = new Set();

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#source?.close();
    keepAwake(false);
  }

  willUpdate(changed) {
    this.#opened.add(this.route.tab);
    if (changed.has('token') || !this.#source) this.#follow();
  }

  updated(changed) {
    keepAwake((this.board?.stream ?? this.stream).status === 'live');
    if (changed.has('route')) showChosen(this.querySelector('[role=tablist]'));
  }

  #follow() {
    this.#source?.close();
    const source = board(this.stream.id, {
      fields: [
        'totals',
        'audience',
        'goal',
        'stream',
        'products',
        'channels',
        'days',
        'show',
        'stock',
        'deals',
        'ledger',
      ],
      token: this.token,
      base: whole('/'),
    });
    source.addEventListener('change', () => {
      const before = this.board?.stream.status ?? this.stream.status; // it may have started since the list was read
      this.board = source.board;
      if (before !== source.board.stream.status) this.tell('streams-changed');
    });
    source.addEventListener('status', ({detail}) => {
      if (detail.status === 'denied') this.tell('signed-out');
      this.requestUpdate();
    });
    this.#source = source;
  }

  render() {
    const {stream} = this;
    return html` ${this.#head()}
      <console-loss .stream=${stream.id} .timezone=${stream.timezone} .status=${this.#source.status}></console-loss>
      ${this.#figures()} ${streamTabs(stream.id, this.route.tab)}
      ${TABS.map(
        (tab) =>
          html` <section
            role="tabpanel"
            id="panel-${tab}"
            aria-labelledby="tab-${tab}"
            ?hidden=${tab !== this.route.tab}>
            ${this.#opened.has(tab) ? this.#panel(tab) : nothing}
          </section>`,
      )}`;
  }

  #head() {
    const {stream} = this;
    const {status, version} = this.#source;
    const running = stream.status === 'live' && status === 'connected';
    return html`<header class="head">
      <h1 title=${stream.title}>${stream.title || stream.id}</h1>
      <span class="phase" data-status=${stream.status}>${phaseWord(stream.status, stream.archived)}</span>
      ${
        stream.status === 'scheduled'
          ? nothing
          : html` <session-clock
                .source=${this.#source}
                .stream=${{...stream, ...this.board?.stream}}
                .running=${running}></session-clock>
              <today-figures .source=${this.#source} .board=${this.board} ?running=${running}></today-figures>`
      }
      <freshness-badge
        .source=${this.#source}
        .status=${status}
        .version=${version}
        .timezone=${stream.timezone}></freshness-badge>
      <start-end .stream=${stream} .totals=${this.board?.totals}></start-end>
    </header>`;
  }

  #figures() {
    const {totals = {}, audience = {}} = this.board ?? {};
    const {gmv = 0, placed = 0, cancelled = 0, orders = 0} = totals;
    const {exact} = money(currencyOf(this.stream));
    const figure = (key, field, label, value, format) =>
      html` <div title=${define(key)}>
        <dt>${label}</dt>
        <dd>
          ${
            this.board
              ? html`<rolling-number data-field=${field} .format=${format} .value=${value}></rolling-number>`
              : '—'
          }
        </dd>
      </div>`;
    return html` <dl class="now" aria-label=${t('figures')} data-status=${this.#source.status}>
      ${figure('gmv', 'totals.gmv', t('gmv'), gmv, exact)}
      ${figure('orders', 'totals.orders', t('orders'), orders, count)}
      ${figure('unpaid', 'unpaid', t('unpaid'), placed - gmv - cancelled, exact)}
      ${figure('viewers', 'audience.viewers', t('viewers'), audience.viewers ?? 0, count)}
      ${figure('likes', 'audience.likes', t('likes'), audience.likes ?? 0, count)}
    </dl>`;
  }

  #panel(tab) {
    const {stream, board, auth} = this;
    const active = this.route.tab === tab;
    const item = active ? this.route.item : '';
    switch (tab) {
      case 'overview':
        return html`<console-overview
          .stream=${stream}
          .streams=${this.streams}
          .board=${board}
          .source=${this.#source}
          .auth=${auth}
          ?active=${active}></console-overview>`;
      case 'catalogue':
        return html`<console-catalogue .stream=${stream}></console-catalogue>`;
      case 'groups':
        return html`<console-groups .stream=${stream}></console-groups>`;
      case 'orders':
        return html`<console-orders .stream=${stream} .board=${board} .order=${item}></console-orders>`;
      case 'shops':
        return html`<console-shops .stream=${stream} .chosen=${item} ?active=${active}></console-shops>`;
      case 'import':
        return html`<console-file-import .stream=${stream}></console-file-import>`;
      case 'deals':
        return html`<console-deals .stream=${stream} .board=${board}></console-deals>`;
      case 'exports':
        return html`<console-exports .stream=${stream}></console-exports>`;
      default:
        return html`<console-settings .stream=${stream}></console-settings>`;
    }
  }
}

customElements.define('console-stream', ConsoleStream);
