import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {copy} from '../shared/copy.js';

/** A text to be copied as it is, such as an address; it can also be marked by hand. */
export function copyField(element, id, label, value) {
  const copied = async () => {
    element.tell('said', t((await copy(value)) ? 'copied' : 'copyFailed'));
  };
  return html`<div class="field copy">
    <label for=${id}>${label}</label>
    <span class="with-button"
      ><input id=${id} readonly spellcheck="false" .value=${value} @focus=${({target}) => target.select()} /><button
        type="button"
        data-do="copy-${id}"
        @click=${copied}>
        ${t('copy')}
      </button></span
    >
  </div>`;
}
