import {html, nothing} from 'lit';
import {createRef, ref} from 'lit/directives/ref.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {CAMPAIGN_FIELDS, campaignFields, readCampaign} from './campaign-form.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {address, goTo} from './route.js';

const EVERY_MS = 10_000;

/** All campaigns, newest first, and the form for a new one. */
class ConsoleCampaigns extends PageElement {
  static properties = {
    campaigns: {state: true},
    streams: {attribute: false},
    chosen: {},
    making: {state: true},
    currencies: {state: true},
  };

  #dialog = createRef();
  #poll = pollWhileVisible(this, EVERY_MS, () => this.#read());

  constructor() {
    super();
    this.making = false;
    this.currencies = {CNY: 2}; // until the others are known
  }

  /** Asks at once what there is now. */
  refresh() {
    this.#poll.now();
  }

  async #read() {
    try {
      this.campaigns = (await api('GET', '/api/campaigns')).campaigns;
    } catch (problem) {
      if (problem.signedOut) this.tell('signed-out', problem); // otherwise the list of streams says what is wrong
    }
  }

  render() {
    return html` <nav class="streams campaigns" aria-label=${t('campaigns')}>
        <header>
          <h2>${t('campaigns')}</h2>
          <button data-do="new-campaign" ?disabled=${!this.streams} @click=${this.#open}>${t('newCampaign')}</button>
        </header>
        <ul>
          ${(this.campaigns ?? []).map((campaign) => this.#row(campaign))}
        </ul>
      </nav>
      <dialog
        ${ref(this.#dialog)}
        class="ask wide"
        aria-labelledby="new-campaign-title"
        @close=${() => {
          this.making = false;
        }}
        @cancel=${(event) => this.busy && event.preventDefault()}>
        ${this.making ? this.#form() : nothing}
      </dialog>`;
  }

  #row({id, title, status}) {
    const board = `@${id}`;
    return html` <li>
      <a
        href=${address(board)}
        title=${title}
        data-key=${board}
        aria-current=${board === this.chosen ? 'page' : nothing}>
        <span class="name">${title}</span>
        <span class="id">${board}</span>
        <span class="phase" data-status=${status}>${t(`campaign-${status}`)}</span>
      </a>
    </li>`;
  }

  #form() {
    return html` <form novalidate class="sheet" @submit=${this.#create} @input=${() => this.requestUpdate()}>
      <h2 id="new-campaign-title">${t('newCampaign')}</h2>
      ${campaignFields(this, {}, this.streams, this.currencies)} ${this.problemView(CAMPAIGN_FIELDS)}
      <footer>
        <button type="button" ?disabled=${this.busy} @click=${() => this.#dialog.value.close()}>${t('cancel')}</button>
        <button class="primary" ?disabled=${this.busy} data-do="create-campaign">${t('create')}</button>
      </footer>
    </form>`;
  }

  async #open() {
    this.problem = undefined;
    this.making = true;
    await this.updateComplete;
    this.#dialog.value.showModal();
    await this.attempt(async () => {
      this.currencies = await api('GET', '/api/currencies');
    });
  }

  async #create(event) {
    event.preventDefault();
    const form = event.target;
    let campaign;
    const done = await this.attempt(async () => {
      campaign = await api('POST', '/api/campaigns', readCampaign(this, form, {}, this.currencies));
    });
    if (!done) return;
    this.#dialog.value.close();
    this.tell('campaigns-changed', campaign);
    this.tell('said', t('campaignCreated', {title: campaign.title}));
    goTo(`@${campaign.id}`);
  }
}

customElements.define('console-campaigns', ConsoleCampaigns);
