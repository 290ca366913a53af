import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {t} from '../shared/i18n.js';
import {api} from '../shared/session.js';
import {secretHint} from './shop-kinds.js';

const MAX = 3;

/** How many secrets there are, oldest first: a new one is added before the old one goes, so that no delivery is lost. */
export function secretsList(element, shop) {
  const {secrets} = shop;
  return html`<p class="quiet">${t('secretsText')}</p>
    <ul class="rows">
      ${Array.from({length: secrets}, (_, i) => i + 1).map(
        (n) =>
          html`<li data-secret=${n}>
            <span>${t('secretNumber', {n})} ${secrets > 1 && n === secrets ? t('newestSecret') : ''}</span>
            ${
              secrets > 1
                ? html`<button data-do="drop-secret-${n}" @click=${() => drop(element, shop, n)}>
                    ${t('dropSecret')}
                  </button>`
                : nothing
            }
          </li>`,
      )}
    </ul>
    ${
      secrets < MAX
        ? html`<footer>
            <button data-do="add-secret" @click=${() => add(element, shop)}>${t('addSecret')}</button>
          </footer>`
        : nothing
    }`;
}

async function add(element, {id, kind}) {
  const done = await confirmed({
    title: t('addSecret'),
    text: t('addSecretText'),
    confirm: t('add'),
    fields: [{name: 'addSecret', label: t('shopSecret'), type: 'password', hint: secretHint(kind)}],
    work: ({addSecret}) => api('PATCH', `/api/connectors/${id}`, {addSecret}),
  });
  said(element, done, 'secretAdded');
}

async function drop(element, {id}, n) {
  const done = await confirmed({
    title: t('dropSecretAsk', {n}),
    text: t('dropSecretText'),
    confirm: t('dropSecret'),
    danger: true,
    work: () => api('PATCH', `/api/connectors/${id}`, {dropSecret: n}),
  });
  said(element, done, 'secretDropped');
}

function said(element, done, word) {
  if (!done) return;
  element.tell('shop-changed');
  element.tell('said', t(word));
}
