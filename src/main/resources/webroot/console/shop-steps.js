import {html, nothing} from 'lit';
import {whole} from '../shared/address.js';
import {t} from '../shared/i18n.js';
import {copyField} from './copy-field.js';
import {stepsOf, topicsOf} from './shop-kinds.js';
import {obstacle} from './shop-state.js';

/** What to do in the shop's own admin: the address to give it, what to choose, and what to click. */
export function setUp(element, shop) {
  const {kind, id, status: {lastAt} = {}} = shop;
  const address = new URL(whole(`/hooks/${id}`));
  const hindered = obstacle(address);
  const topics = topicsOf(shop);
  return html`${copyField(element, 'hook-url', t('hookUrl'), address.href)}
    ${hindered ? html`<p class="quiet" data-warns=${hindered}>${t(`address-${hindered}`)}</p>` : nothing}
    ${
      topics.length
        ? html`<p>${t('topics')}</p>
            <ul class="topics">
              ${topics.map((topic) => html`<li><code>${topic}</code></li>`)}
            </ul>`
        : nothing
    }
    <details ?open=${lastAt === undefined}>
      <summary>${t('steps')}</summary>
      <ol class="steps">
        ${stepsOf(kind).map((step) => html`<li>${step}</li>`)}
      </ol>
    </details>`;
}
