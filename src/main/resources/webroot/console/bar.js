import {html, nothing} from 'lit';
import {language, t, to} from '../shared/i18n.js';
import {LANGUAGES} from '../shared/languages.js';
import {when} from './time.js';

/**
 * What stands above everything: who is here, the other languages, and the way out.
 *
 * @param {import('../shared/session.js').Session} who
 */
export function bar({auth, expires}, leave) {
  const others = Object.entries(LANGUAGES).filter(([name]) => name !== language);
  return html` <header class="bar">
    <a class="skip" href="#content" @click=${skip}>${t('skip')}</a>
    <a class="brand" href=${to('/')}>Livetally</a><span class="quiet">${t('title')}</span>
    <span class="who quiet"
      >${
        auth
          ? html`${t('operator')}${expires ? html` · ${t('until', {time: when(expires)})}` : nothing}`
          : t('openServer')
      }</span
    >
    ${others.map(([name, itself]) => inLanguage(name, itself))}
    ${auth ? html`<button class="plain" data-do="sign-out" @click=${leave}>${t('signOut')}</button>` : nothing}
  </header>`;
}

function inLanguage(name, itself) {
  return html`<a href=${to('/console', {lang: name}) + location.hash} lang=${name} data-language=${name}
    >${itself}</a
  >`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('content').focus();
}
