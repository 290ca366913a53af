import {html, nothing} from 'lit';
import {kindWord} from '../shared/entry-content.js';
import {reason as because} from '../shared/explain.js';
import {currencyOf, money} from '../shared/format.js';
import {hasWord, t} from '../shared/i18n.js';
import {worth} from '../shared/ledger-entries.js';
import {address} from './route.js';

/** What a message is; a type that is not known here goes by its own name. */
export function typeWord(type) {
  const key = kindWord(type);
  return hasWord(key) ? t(key) : type;
}

/** What became of something that was sent, as a word and a colour. */
export function outcomeChip(outcome) {
  return html`<span class="state" data-outcome=${outcome}>${t(`outcome-${outcome}`)}</span>`;
}

/** Why, in the reader's language; nothing if there is no reason. */
export function reasonWords(reason) {
  return reason ? because(reason, reason.detail ?? reason.message ?? reason.rule) : '';
}

/** One message of a delivery or of a sample: what it is, about which order, how much, and what became of it. */
export function messageLine(message, stream) {
  const {id, type, outcome, reason} = message;
  const amount = type === undefined ? undefined : worth(message);
  const why = reasonWords(reason);
  const isThere = type === 'order' && (outcome === 'recorded' || outcome === 'duplicate');
  return html`<span class="message">
    ${type === undefined ? nothing : html`<b>${typeWord(type)}</b>`}
    ${
      isThere
        ? html`<a href=${address(stream.id, 'orders', id)} title=${t('showOrder', {id})}>${id}</a>`
        : html`<span>${id ?? ''}</span>`
    }
    ${amount === undefined ? nothing : html`<span>${money(currencyOf(stream)).exact(amount)}</span>`}
    ${outcome === undefined ? nothing : outcomeChip(outcome)} ${why ? html`<small>${why}</small>` : nothing}
  </span>`;
}
