import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {CAMPAIGN_FIELDS, campaignFields, changesOf, readCampaign} from './campaign-form.js';
import {saveChanges} from './save-changes.js';

/** What can be changed of a campaign that is there. Only what was changed is sent. */
class CampaignSettings extends PageElement {
  static properties = {campaign: {attribute: false}, streams: {attribute: false}};

  render() {
    const {id, currency} = this.campaign;
    return html` <form
      novalidate
      class="sheet"
      @submit=${this.#save}
      @reset=${() => this.querySelector('campaign-members').reset()}
      @input=${() => this.requestUpdate()}>
      <p class="quiet wide">${t('fixed', {id, currency})}</p>
      ${campaignFields(this, this.campaign, this.streams)} ${this.problemView(CAMPAIGN_FIELDS)}
      <footer>
        <button type="reset" ?disabled=${this.busy}>${t('revert')}</button>
        <button class="primary" ?disabled=${this.busy} data-do="save-campaign">${t('save')}</button>
      </footer>
    </form>`;
  }

  async #save(event) {
    event.preventDefault();
    const form = event.target;
    const {id, title} = this.campaign;
    const campaign = await saveChanges(this, `/api/campaigns/${id}`, title, () =>
      changesOf(this.campaign, readCampaign(this, form, this.campaign)),
    );
    if (!campaign) return;
    this.tell('campaigns-changed', campaign);
    this.tell('said', t('saved'));
  }
}

customElements.define('campaign-settings', CampaignSettings);
