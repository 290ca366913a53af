import {html, nothing} from 'lit';
import {amount} from './amount.js';
import {count, money} from './format.js';
import {define, t} from './i18n.js';

/** Contracts stand beside GMV: none of this money is in it. */
export function dealsSection(
  {intended = 0, signed = 0, delivered = 0, income = 0, intents = 0, agreements = 0, record} = {},
  currency,
) {
  if (intents === 0 && agreements === 0) return nothing;
  const {exact} = money(currency);
  const shown = [
    ['signed', signed, agreements],
    ['intended', intended, intents],
    ['delivered', delivered],
    ['income', income],
  ].filter(([, value, number]) => value > 0 || number > 0);
  return html`<section class="deals dims" title=${define('deals')}>
    <h3>
      ${t('deals')} <small>${t('notInGmv')}</small>
      ${record ? html`<b class="record">${t('highestSigned')}</b>` : nothing}
    </h3>
    <dl>
      ${shown.map(
        ([key, value, number]) =>
          html`<div data-field="deals.${key}" data-value=${value}>
            <dt>${number > 0 ? t(`${key}Number`, {n: count(number)}) : t(key)}</dt>
            <dd>${amount(exact(value))}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}
