import {html, nothing} from 'lit';
import {boardPath} from '../shared/address.js';
import {confirmed} from '../shared/confirm-dialog.js';
import {drawn} from '../shared/drawn.js';
import {earlierStreams} from '../shared/earlier-board.js';
import {t, to} from '../shared/i18n.js';
import {isCampaign} from '../shared/overlay-options.js';
import {PageElement} from '../shared/page-element.js';
import {ScreenToken} from '../shared/screen-tokens.js';
import {copy} from '../shared/copy.js';
import {api} from '../shared/session.js';
import '../shared/words/codes.js';
import {when} from './time.js';

/**
 * Where the stream, or the campaign, is shown. A link may leave this room, so the operator's token is never in one: where a token is
 * needed, a screen's is made for it, when asked; it can be revoked here as long as this browser remembers its id.
 */
class ConsoleLinks extends PageElement {
  static properties = {
    stream: {attribute: false},
    streams: {attribute: false},
    auth: {type: Boolean},
    against: {state: true},
    code: {state: true},
  };

  render() {
    const {id} = this.stream;
    const closed = this.auth && !this.stream.public;
    const pages = [
      ['board', t('board'), 'boardHelp'],
      ['overlay', t('overlay'), 'overlayHelp'],
      ...(isCampaign(id) ? [] : [['live', t('livePage'), 'liveHelp']]),
    ];
    return html` <ul class="links">
        ${pages.map(([page, label, help]) => this.#row(page, label, t(help), page === 'board' && this.against))}
        ${this.#overlays(id)} ${this.#own('report', t('report'), t('reportHelp'))}
        ${this.#own('verify', t('verify'), t('verifyHelp'))}
      </ul>
      ${closed ? html`<p class="quiet">${t('linkHint')}</p>` : nothing} ${this.problemView()}`;
  }

  /** A page for operators: this tab's session goes along with an opener. */
  #own(page, label, help) {
    return html`<li>
      <span class="name">${label}<small>${help}</small></span>
      <a class="button" href=${to(boardPath(page, this.stream.id))} target="_blank" rel="opener" data-link=${page}
        >${t('open')}</a
      >
    </li>`;
  }

  #overlays(id) {
    return html`<li>
      <span class="name">${t('overlays')}<small>${t('overlaysHelp')}</small></span>
      <!-- Same tab's session goes along with an opener; the page makes tokens of its own. -->
      <a class="button" href=${to('/overlays', {stream: id})} target="_blank" rel="opener" data-link="overlays"
        >${t('open')}</a
      >
    </li>`;
  }

  /** @param {object | undefined} against the stream to run against */
  #row(page, label, help, against) {
    const token = this.#token(page, against);
    const search = {
      ...(against ? {against: against.id} : {}),
      ...(token.text === undefined ? {} : {token: token.text}),
    };
    const url = new URL(to(boardPath(page, this.stream.id), search), location.href).href;
    return html` <li>
      <span class="name">${label}<small>${help}</small></span>
      ${token.usable ? this.#usable(page, label, url, token) : this.#missing(page, token)}
      ${page === 'board' ? this.#againstWhich() : nothing}
    </li>`;
  }

  #token(page, against) {
    return new ScreenToken(this.stream, page, this.auth, against || undefined);
  }

  #againstWhich() {
    const others = earlierStreams(this.streams, this.stream.id);
    if (others.length === 0) return nothing;
    const choose = ({target}) => {
      this.against = others.find(({id}) => id === target.value);
    };
    return html`<label class="against">
      <span>${t('runAgainst')}</span>
      <select name="against" @change=${choose}>
        <option value="">${t('againstNone')}</option>
        ${others.map(
          ({id, title}) => html`<option value=${id} ?selected=${id === this.against?.id}>${title || id}</option>`,
        )}
      </select>
    </label>`;
  }

  #usable(page, label, url, {needed, newest}) {
    const copyIt = html`<button data-do="copy-${page}" @click=${() => this.#copy(page)}>${t('copy')}</button>`;
    return html`<a class="button" href=${url} target="_blank" rel="noopener" data-link=${page}>${t('open')}</a>
      ${needed ? nothing : copyIt} ${page === 'live' ? this.#code(url, needed) : nothing}
      <input
        class=${needed ? 'url' : 'url unseen'}
        id="url-${page}"
        readonly
        tabindex=${needed ? 0 : -1}
        aria-hidden=${needed ? 'false' : 'true'}
        aria-label=${label}
        .value=${url} />
      ${
        needed
          ? html`${copyIt}${this.#revokeButton(page)}
              <p class="quiet">
                ${t('linkMade', {time: when(newest.expires, this.stream.timezone), id: this.stream.id})}
              </p>`
          : nothing
      }`;
  }

  /** For the phones of those who watch. */
  #code(url, needed) {
    const picture = this.code?.url === url ? this.code.picture : undefined;
    const toggle = () =>
      this.attempt(async () => {
        this.code = picture ? undefined : {url, picture: drawn(await api('POST', '/api/qr', {text: url}))};
      });
    return html`<button data-do="qr-live" aria-expanded=${picture !== undefined} @click=${toggle}>
        ${t(picture ? 'hideQr' : 'showQr')}
      </button>
      ${
        picture
          ? html`<figure>
              <img
                src=${picture}
                alt=${t('qrOf')} />${needed ? html`<figcaption>${t('qrSecret')}</figcaption>` : nothing}
            </figure>`
          : nothing
      }`;
  }

  /** There is none, or one whose text was not kept. */
  #missing(page, token) {
    return html`<button ?disabled=${this.busy} data-do="link-${page}" @click=${() => this.attempt(() => token.make())}>
        ${t('makeLink')}
      </button>
      ${
        token.newest
          ? html`${this.#revokeButton(page)}
              <p class="quiet">${t('linkGone', {time: when(token.newest.expires, this.stream.timezone)})}</p>`
          : nothing
      }`;
  }

  #revokeButton(page) {
    return html`<button data-do="revoke-${page}" ?disabled=${this.busy} @click=${() => this.#revoke(page)}>
      ${t('revoke')}
    </button>`;
  }

  async #copy(page) {
    this.tell('said', t((await copy(this.querySelector(`#url-${page}`).value)) ? 'copied' : 'copyFailed'));
  }

  async #revoke(page) {
    const work = () => this.#token(page, page === 'board' && this.against).revoke();
    const done = await confirmed({
      title: t('revokeAsk'),
      text: t('revokeText'),
      confirm: t('revoke'),
      danger: true,
      work,
    });
    this.requestUpdate(); // some of them may be revoked even so
    if (done) this.tell('said', t('revokedDone'));
  }
}

customElements.define('console-links', ConsoleLinks);
