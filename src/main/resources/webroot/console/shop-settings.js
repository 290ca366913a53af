import {html} from 'lit';
import {values} from '../shared/fields.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {saveChanges} from './save-changes.js';
import {changedShop, readShop} from './shop-draft.js';
import {shopFieldNames, shopFields} from './shop-form.js';

/** What can be changed of a shop that is there, its secrets apart. Only what was changed is sent. */
class ShopSettings extends PageElement {
  static properties = {shop: {attribute: false}, kind: {attribute: false}};

  render() {
    const {shop, kind} = this;
    return html`<form novalidate class="sheet" @submit=${this.#save}>
      ${shopFields(this, shop, kind)} ${this.problemView(shopFieldNames(kind))}
      <footer>
        <button type="reset" ?disabled=${this.busy}>${t('revert')}</button>
        <button class="primary" ?disabled=${this.busy} data-do="save-shop">${t('save')}</button>
      </footer>
    </form>`;
  }

  async #save(event) {
    event.preventDefault();
    const {shop} = this;
    const form = event.target;
    const saved = await saveChanges(this, `/api/connectors/${shop.id}`, shop.title ?? '', () =>
      changedShop(shop, readShop(values(form))),
    );
    if (!saved) return;
    this.tell('shop-changed');
    this.tell('said', t('saved'));
  }
}

customElements.define('shop-settings', ShopSettings);
