import {html, nothing} from 'lit';
import {t} from '../shared/i18n.js';
import {api} from '../shared/session.js';
import {CAMPAIGN_FIELDS, campaignFields, readCampaign} from './campaign-form.js';
import {ListWithForm} from './list-with-form.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {address, goTo} from './route.js';

const EVERY_MS = 10_000;

/** All campaigns, newest first, and the form for a new one. */
class ConsoleCampaigns extends ListWithForm {
  static properties = {
    campaigns: {state: true},
    streams: {attribute: false},
    chosen: {},
  };

  #poll = pollWhileVisible(this, EVERY_MS, () => this.#read());

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
          <button data-do="new-campaign" ?disabled=${!this.streams} @click=${this.openForm}>
            ${t('newCampaign')}
          </button>
        </header>
        <ul>
          ${(this.campaigns ?? []).map((campaign) => this.#row(campaign))}
        </ul>
      </nav>
      ${this.formDialog({
        title: 'newCampaign',
        act: 'create-campaign',
        fields: () => campaignFields(this, {}, this.streams, this.currencies),
        names: CAMPAIGN_FIELDS,
        create: async (form) => api('POST', '/api/campaigns', readCampaign(this, form, {}, this.currencies)),
        made: (campaign) => {
          this.tell('campaigns-changed', campaign);
          this.tell('said', t('campaignCreated', {title: campaign.title}));
          goTo(`@${campaign.id}`);
        },
      })}`;
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
}

customElements.define('console-campaigns', ConsoleCampaigns);
