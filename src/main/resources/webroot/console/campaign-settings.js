import {html} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {CAMPAIGN_FIELDS, campaignFields, changesOf, readCampaign} from './campaign-form.js';

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
    let changes;
    if (
      !(await this.attempt(async () => {
        changes = changesOf(this.campaign, readCampaign(this, form, this.campaign));
      }))
    )
      return;
    if (Object.keys(changes).length === 0) return this.tell('said', t('nothingChanged'));
    let campaign;
    const send = async () => {
      campaign = await api('PATCH', `/api/campaigns/${id}`, changes);
    };
    const done =
      changes.public === false
        ? await confirmed({
            title: t('makePrivate', {title}),
            text: t('makePrivateText'),
            confirm: t('makePrivateDo'),
            danger: true,
            work: send,
          })
        : await this.attempt(send);
    if (!done) return;
    this.tell('campaigns-changed', campaign);
    this.tell('said', t('saved'));
  }
}

customElements.define('campaign-settings', CampaignSettings);
