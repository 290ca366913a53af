import {html, nothing} from 'lit';
import {t, to} from '../shared/i18n.js';
import {make, revoke, textOf, tokensOf} from '../shared/screen-tokens.js';
import {ask} from './confirm-dialog.js';
import {copy} from './download.js';
import {Part} from './console-element.js';
import {when} from './time.js';

/**
 * Where the stream is shown. A link may leave this room, so the operator's token is never in one: where a token is
 * needed, a screen's is made for it, when asked; it can be revoked here as long as this browser remembers its id.
 */
class ConsoleLinks extends Part {
  static properties = {stream: {attribute: false}, auth: {type: Boolean}};

  render() {
    const {id} = this.stream;
    const closed = this.auth && !this.stream.public;
    const pages = [
      ['board', t('board'), 'boardHelp'],
      ['overlay', t('overlay'), 'overlayHelp'],
      ['live', t('livePage'), 'liveHelp'],
    ];
    return html` <ul class="links">
        ${pages.map(([page, label, help]) => this.#row(page, `/${page}/${id}`, label, t(help), closed))}
        <li>
          <span class="name">${t('overlays')}<small>${t('overlaysHelp')}</small></span>
          <!-- Same tab's session goes along with an opener; the page makes tokens of its own. -->
          <a class="button" href=${to('/overlays', {stream: id})} target="_blank" rel="opener" data-link="overlays"
            >${t('open')}</a
          >
        </li>
      </ul>
      ${closed ? html`<p class="quiet">${t('linkHint')}</p>` : nothing} ${this.trouble()}`;
  }

  #row(page, path, label, help, closed) {
    const {id} = this.stream;
    const token = closed ? textOf(id, page) : undefined;
    const running = closed ? tokensOf(id, page) : [];
    const usable = !closed || token !== undefined;
    const url = new URL(to(path, token === undefined ? {} : {token}), location.href).href;
    const copyIt = html`<button data-do="copy-${page}" @click=${() => this.#copy(page)}>${t('copy')}</button>`;
    const revokeIt = html`<button data-do="revoke-${page}" ?disabled=${this.busy} @click=${() => this.#revoke(page)}>
      ${t('revoke')}
    </button>`;
    return html` <li>
      <span class="name">${label}<small>${help}</small></span>
      ${
        usable
          ? html`<a class="button" href=${url} target="_blank" rel="noopener" data-link=${page}>${t('open')}</a>`
          : html`<button
              ?disabled=${this.busy}
              data-do="link-${page}"
              @click=${() => this.attempt(() => make(id, page))}>
              ${t('makeLink')}
            </button>`
      }
      ${closed ? (usable ? nothing : running.length ? revokeIt : nothing) : copyIt}
      ${
        usable
          ? html`<input
              class=${closed ? 'url' : 'url unseen'}
              id="url-${page}"
              readonly
              tabindex=${closed ? 0 : -1}
              aria-hidden=${closed ? 'false' : 'true'}
              aria-label=${label}
              .value=${url} />`
          : nothing
      }
      ${
        !closed
          ? nothing
          : usable
            ? html`${copyIt}${revokeIt}
                <p class="quiet">${t('linkMade', {time: when(running.at(-1).expires, this.stream.timezone), id})}</p>`
            : running.length
              ? html`<p class="quiet">${t('linkGone', {time: when(running.at(-1).expires, this.stream.timezone)})}</p>`
              : nothing
      }
    </li>`;
  }

  async #copy(page) {
    await copy(this.querySelector(`#url-${page}`));
    this.tell('said', t('copied'));
  }

  async #revoke(page) {
    const work = () => revoke(this.stream.id, page);
    const done = await ask({title: t('revokeAsk'), text: t('revokeText'), confirm: t('revoke'), danger: true, work});
    this.requestUpdate(); // some of them may be revoked even so
    if (done) this.tell('said', t('revokedDone'));
  }
}

customElements.define('console-links', ConsoleLinks);
