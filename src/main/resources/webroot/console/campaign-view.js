import {html, nothing} from 'lit';
import {board} from '../lib/livetally-client.js';
import {whole} from '../shared/address.js';
import {confirmed} from '../shared/confirm-dialog.js';
import {explain} from '../shared/explain.js';
import {count, currencyOf, money} from '../shared/format.js';
import '../shared/freshness-badge.js';
import '../shared/goal-bar.js';
import {beside, define, t, to} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import '../shared/rolling-number.js';
import {api} from '../shared/session.js';
import {SHANGHAI} from './campaign-form.js';
import './campaign-settings.js';
import {download} from './download.js';
import {phaseWord} from './phase.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {address, goTo} from './route.js';
import './screen-links.js';
import {wall} from './time.js';

const EVERY_MS = 5_000;

/** The day and time of the opening balance, with its year. */
function asOf({opening, timezone = SHANGHAI}) {
  return opening.asOf === undefined ? '' : wall(opening.asOf, timezone).replace('T', ' ');
}

/** The chosen campaign: its figures, its streams, where it is shown, and its settings. */
class ConsoleCampaign extends PageElement {
  static properties = {
    campaignId: {attribute: false},
    streams: {attribute: false},
    auth: {type: Boolean},
    token: {},
    board: {state: true},
    campaign: {state: true},
    unread: {state: true},
  };

  #source;
  #poll = pollWhileVisible(this, EVERY_MS, () => this.#read());

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#source?.close();
  }

  willUpdate(changed) {
    if (changed.has('token') || !this.#source) this.#follow();
  }

  /** Shows a change at once. */
  #changed(campaign) {
    this.campaign = campaign;
    this.#poll.now();
  }

  #follow() {
    this.#source?.close();
    const source = board(`@${this.campaignId}`, {
      fields: ['totals', 'goal', 'stream', 'campaign'],
      token: this.token,
      base: whole('/'),
    });
    source.addEventListener('change', () => {
      this.board = source.board;
    });
    source.addEventListener('status', ({detail}) => {
      if (detail.status === 'denied') this.tell('signed-out');
      this.requestUpdate();
    });
    this.#source = source;
  }

  async #read() {
    try {
      this.campaign = await api('GET', `/api/campaigns/${encodeURIComponent(this.campaignId)}`);
      this.unread = undefined;
    } catch (problem) {
      if (problem.signedOut) this.tell('signed-out', problem);
      this.unread = problem;
    }
  }

  render() {
    const {campaign, unread} = this;
    if (unread?.status === 404) return html`<p class="empty">${t('noCampaign', {id: this.campaignId})}</p>`;
    return html`${unread ? html`<p class="trouble" role="alert">${explain(unread)}</p>` : nothing}
    ${campaign ? this.#view(campaign) : html`<p class="empty">${t('loading')}</p>`}`;
  }

  #view(campaign) {
    const {status, version} = this.#source;
    return html`<header class="head">
        <h1 title=${campaign.title}>${campaign.title}</h1>
        <span class="phase" data-status=${campaign.status}>${t(`campaign-${campaign.status}`)}</span>
        <freshness-badge
          .source=${this.#source}
          .status=${status}
          .version=${version}
          .timezone=${campaign.timezone}></freshness-badge>
      </header>
      ${this.problemView()} ${this.#figures()}
      <div class="columns">
        <div>
          <section class="card">
            <h2 title=${define('goal')}>${t('goal')}</h2>
            ${this.#goal()}
          </section>
          <section class="card">
            <h2>${t('campaignStreams')}<small data-built=${campaign.built}>${this.#counted()}</small></h2>
            ${this.#members()}
          </section>
        </div>
        <div>
          <section class="card">
            <h2>${t('screensTitle')}</h2>
            <console-links .stream=${{...campaign, id: `@${campaign.id}`}} ?auth=${this.auth}></console-links>
            <p class="acts">
              <a class="button" href=${to('/compare', {boards: this.#compared()})} target="_blank" rel="opener"
                >${t('compare')}</a
              >
              <button ?disabled=${this.busy} data-do="export-campaign" @click=${this.#export}>
                ${t('exportLedgers')}
              </button>
            </p>
          </section>
          <section class="card">
            <h2>${t('settings')}</h2>
            <campaign-settings
              .campaign=${campaign}
              .streams=${this.streams}
              @campaigns-changed=${({detail}) => this.#changed(detail)}></campaign-settings>
            <footer>
              <button class="danger" data-do="delete-campaign" @click=${this.#delete}>${t('deleteCampaign')}</button>
            </footer>
          </section>
        </div>
      </div>`;
  }

  #figures() {
    const {gmv = 0, orders = 0, buyers = 0, units = 0} = this.board?.totals ?? {};
    const {exact} = money(currencyOf(this.campaign));
    const figure = (key, value, format) =>
      html` <div title=${define(key)}>
        <dt>${t(key)}</dt>
        <dd>
          ${
            this.board
              ? html`<rolling-number data-field="totals.${key}" .format=${format} .value=${value}></rolling-number>`
              : '—'
          }
        </dd>
      </div>`;
    return html` <dl class="now" aria-label=${t('figures')} data-status=${this.#source.status}>
      ${figure('gmv', gmv, exact)} ${figure('orders', orders, count)} ${figure('buyers', buyers, count)}
      ${figure('units', units, count)}
    </dl>`;
  }

  #goal() {
    const {goal, timezone, opening} = this.campaign;
    const currency = currencyOf(this.campaign);
    const shown = this.board?.goal?.amount === undefined ? goal && {amount: goal} : this.board.goal;
    return html`${
      this.board && shown
        ? html`<goal-bar
            .goal=${shown}
            .gmv=${this.board.totals?.gmv ?? 0}
            .currency=${currency}
            .timezone=${timezone}></goal-bar>`
        : html`<p class="quiet">${goal ? '—' : t('noGoal')}</p>`
    }
    ${
      opening
        ? html`<p data-opening>
            ${t('openingGmv')} ${money(currency).exact(opening.gmv)}
            <small>${beside([asOf(this.campaign), opening.note])}</small>
          </p>`
        : nothing
    }`;
  }

  /** Whether its numbers are those of its streams. */
  #counted() {
    const {built, behind} = this.campaign;
    if (!built) return t('beingBuilt', {n: count(behind)});
    return behind === 0 ? t('allCounted') : t('behind', {n: count(behind)});
  }

  #members() {
    const {streams, refused, prefix} = this.campaign;
    const {exact} = money(currencyOf(this.campaign));
    return html`${prefix === undefined ? nothing : html`<p class="quiet">${t('prefixIs', {prefix})}</p>`}
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">${t('streamTitle')}</th>
              <th scope="col"></th>
              <th scope="col" class="amount">${t('gmv')}</th>
              <th scope="col" class="amount">${t('orders')}</th>
            </tr>
          </thead>
          <tbody>
            ${streams.map(
              ({id, title, status, gmv, orders}) =>
                html`<tr data-member=${id}>
                  <th scope="row">
                    ${status === 'gone' ? title : html`<a href=${address(id)}>${title}</a>`}<small>${id}</small>
                  </th>
                  <td><span class="phase" data-status=${status}>${phaseWord(status)}</span></td>
                  <td class="amount">${exact(gmv)}</td>
                  <td class="amount">${count(orders)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${refused.map(
        ({stream, currency}) =>
          html`<p class="error" data-refused=${stream}>${t('memberRefused', {stream, currency})}</p>`,
      )}`;
  }

  /** The first streams; without any, the campaign itself. */
  #compared() {
    const ids = this.campaign.streams.filter(({status}) => status !== 'gone').map(({id}) => id);
    return (ids.length > 1 ? ids.slice(0, 2) : [`@${this.campaignId}`]).join(',');
  }

  async #export() {
    const name = `${this.campaignId}-ledger.csv`;
    if (await this.attempt(() => download(`/api/campaigns/${this.campaignId}/ledger.csv`, name)))
      this.tell('said', t('exported', {name}));
  }

  async #delete() {
    const {id, title} = this.campaign;
    const done = await confirmed({
      title: t('deleteCampaignAsk', {title}),
      text: t('deleteCampaignText'),
      confirm: t('deleteCampaign'),
      danger: true,
      work: () => api('DELETE', `/api/campaigns/${id}`),
    });
    if (!done) return;
    this.tell('campaigns-changed');
    this.tell('said', t('campaignDeleted', {title}));
    goTo('');
  }
}

customElements.define('console-campaign', ConsoleCampaign);
