import {html, nothing} from 'lit';
import {lang, t, to} from '../shared/i18n.js';
import {when} from './time.js';

/**
 * What stands above everything: who is here, the other language, and the way out.
 *
 * @param {import('../shared/session.js').Session} who
 */
export function bar({auth, expires}, leave) {
  const other = lang === 'zh' ? 'en' : 'zh';
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
    <a href=${to('/console', {lang: other}) + location.hash} lang=${other} data-do="language">${t('language')}</a>
    ${auth ? html`<button class="plain" data-do="sign-out" @click=${leave}>${t('signOut')}</button>` : nothing}
  </header>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('content').focus();
}
