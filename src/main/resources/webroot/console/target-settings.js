import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {saveChanges} from './save-changes.js';
import {changedTarget, readTarget} from './target-draft.js';
import {TARGET_FIELDS, targetFields} from './target-form.js';

/** What can be changed of a target of notifications. Only what was changed is sent. */
class TargetSettings extends PageElement {
  static properties = {target: {attribute: false}, streams: {attribute: false}};

  render() {
    const {target, streams} = this;
    return html`<form novalidate class="sheet" @submit=${this.#save}>
      ${targetFields(this, target, target.kind, streams)} ${this.problemView(TARGET_FIELDS)}
      <footer>
        <button type="reset" ?disabled=${this.busy}>${t('revert')}</button>
        <button class="primary" ?disabled=${this.busy} data-do="save-target">${t('save')}</button>
      </footer>
    </form>`;
  }

  async #save(event) {
    event.preventDefault();
    const {target} = this;
    const form = event.target;
    const saved = await saveChanges(this, `/api/notifications/${target.id}`, target.title, () =>
      changedTarget(target, readTarget(new FormData(form))),
    );
    if (!saved) return;
    for (const name of ['url', 'secret']) form.elements[name] && (form.elements[name].value = '');
    this.tell('target-changed');
    this.tell('said', t('saved'));
  }
}

customElements.define('target-settings', TargetSettings);
