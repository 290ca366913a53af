import {html, nothing} from 'lit';
import {t, to} from '../../lib/i18n.js';
import {api} from '../../lib/session.js';
import {w} from '../../words/console.js';
import {ask} from './ask.js';
import {copy} from './download.js';
import {Part} from './element.js';

const DAYS = 30;

/**
 * Where the stream is shown. A link may leave this room, so the operator's token is never in one: where a token is needed, a
 * screen's is made for it, when asked.
 */
class ConsoleLinks extends Part {
  static properties = {stream: {attribute: false}, auth: {type: Boolean}, made: {state: true}};

  constructor() {
    super();
    this.made = new Map();
  }

  render() {
    const {id} = this.stream;
    const closed = this.auth && !this.stream.public;
    const pages = [['board', t('board'), 'boardHelp'], ['overlay', t('overlay'), 'overlayHelp'], ['live', w('livePage'), 'liveHelp']];
    return html`
      <ul class="links">
        ${pages.map(([page, label, help]) => this.#row(page, `/${page}/${id}`, label, w(help), closed))}
        <li><span class="name">${w('overlays')}<small>${w('overlaysHelp')}</small></span>
          <!-- Same tab's session goes along with an opener; the page makes tokens of its own. -->
          <a class="button" href=${to('/overlays', {stream: id})} target="_blank" rel="opener" data-link="overlays">${w('open')}</a></li>
      </ul>
      ${closed ? html`<p class="quiet">${w('linkHint')}</p>` : nothing}
      ${this.trouble()}`;
  }

  #row(page, path, label, help, closed) {
    const made = this.made.get(page);
    const url = new URL(to(path, made ? {token: made.token} : {}), location.href).href;
    return html`
      <li><span class="name">${label}<small>${help}</small></span>
        ${closed && !made ? html`<button ?disabled=${this.busy} data-do="link-${page}" @click=${() => this.#make(page)}>${w('makeLink')}</button>`
          : html`<a class="button" href=${url} target="_blank" rel="noopener" data-link=${page}>${w('open')}</a>
            ${made ? nothing : html`<button data-do="copy-${page}" @click=${() => this.#copy(page)}>${w('copy')}</button>`}`}
        ${closed && !made ? nothing : html`<input class=${made ? 'url' : 'url unseen'} id="url-${page}" readonly tabindex=${made ? 0 : -1} aria-hidden=${made ? 'false' : 'true'} aria-label=${label} .value=${url}>`}
        ${made ? html`
          <button data-do="copy-${page}" @click=${() => this.#copy(page)}>${w('copy')}</button>
          <button data-do="revoke-${page}" ?disabled=${this.busy} @click=${() => this.#revoke(page, made)}>${w('revoke')}</button>
          <p class="quiet">${w('linkMade', {days: DAYS, id: this.stream.id})}</p>` : nothing}
      </li>`;
  }

  #make(page) {
    return this.attempt(async () => {
      const made = await api('POST', '/api/tokens', {role: 'screen', streams: [this.stream.id], ttlDays: DAYS});
      this.made = new Map(this.made).set(page, made);
    });
  }

  async #copy(page) {
    await copy(this.querySelector(`#url-${page}`));
    this.tell('said', w('copied'));
  }

  async #revoke(page, {id, expires}) {
    const work = () => api('DELETE', `/api/tokens/${encodeURIComponent(id)}`, {expires});
    if (!await ask({title: w('revokeAsk'), text: w('revokeText'), confirm: w('revoke'), danger: true, work})) return;
    const left = new Map(this.made);
    left.delete(page);
    this.made = left;
    this.tell('said', w('revokedDone'));
  }
}

customElements.define('console-links', ConsoleLinks);
