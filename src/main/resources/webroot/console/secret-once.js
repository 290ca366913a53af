import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {copyField} from './copy-field.js';

/** A secret that the server has made and shows this once. The element says `secret-kept` when somebody has stored it. */
export function secretOnce(element, label, secret) {
  return html`<section class="card once" role="alert">
    <p><b>${t('secretOnce')}</b></p>
    ${copyField(element, 'own-secret', label, secret)}
    <footer>
      <button class="primary" data-do="secret-kept" @click=${() => element.tell('secret-kept')}>
        ${t('secretKept')}
      </button>
    </footer>
  </section>`;
}
