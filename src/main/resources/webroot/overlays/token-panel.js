import {html} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {explain} from '../shared/explain.js';
import {locale, t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';

const date = new Intl.DateTimeFormat(locale, {dateStyle: 'medium'});

/**
 * The screen's token of an overlay: made, and renewed. Fires `working` as it begins, and `tried` with the problem, if
 * any.
 */
class TokenPanel extends PageElement {
  static properties = {token: {attribute: false}, notice: {state: true}};

  willUpdate(changed) {
    if (changed.has('token') && changed.get('token')?.key !== this.token.key) this.notice = undefined;
  }

  render() {
    const {needed, newest} = this.token;
    if (!needed) return html`<p class="note" id="token">${t(this.token.auth ? 'tokenPublic' : 'tokenOff')}</p>`;
    return html` <div id="token" data-id=${newest?.id ?? ''}>
      <p class="note">${this.#state(newest)}</p>
      <p class="row">
        ${newest ? this.#renewButton() : this.#makeButton()}
        <span role="status" id="token-notice">${this.notice ?? ''}</span>
      </p>
    </div>`;
  }

  #state(newest) {
    if (!newest) return t('tokenNone');
    return t(this.token.text === undefined ? 'tokenGone' : 'tokenHere', {date: date.format(newest.expires)});
  }

  #makeButton() {
    const make = () => this.#work(() => this.token.make());
    return html`<button class="primary" id="make" ?disabled=${this.busy} @click=${make}>${t('makeToken')}</button>`;
  }

  #renewButton() {
    return html`<button class="danger" id="renew" ?disabled=${this.busy} @click=${this.#askToRenew}>
      ${t('renewToken')}
    </button>`;
  }

  #askToRenew() {
    return confirmed({
      title: t('renewAsk'),
      text: t('renewSays'),
      confirm: t('renewToken'),
      cancel: t('keepToken'),
      danger: true,
      work: () => this.#work(() => this.#renew()),
    });
  }

  async #renew() {
    const why = await this.token.renew();
    return why ? t('renewHalf', {why: explain(why)}) : t('renewed');
  }

  /** One at a time, and the outcome is said. */
  async #work(work) {
    this.notice = undefined;
    this.tell('working');
    let notice;
    await this.attempt(async () => {
      notice = await work();
    });
    this.notice = notice;
    this.tell('tried', this.problem);
  }
}

customElements.define('token-panel', TokenPanel);
