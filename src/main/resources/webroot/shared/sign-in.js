import {html} from 'lit';
import {text, values} from './fields.js';
import {t} from './i18n.js';
import {PageElement} from './page-element.js';
import {mayOperate, signIn, signOut} from './session.js';

/**
 * Takes an operator's token. Over work that was interrupted it is a dialog, so that all stays as it was behind it.
 * Fires `signed-in` with the session.
 */
class SignIn extends PageElement {
  static properties = {
    who: {attribute: false},
    heading: {},
    lead: {},
    interrupted: {type: Boolean},
    answer: {state: true},
  };

  updated() {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  render() {
    return this.interrupted
      ? html`<dialog class="ask sign-in" aria-labelledby="sign-in-title" @cancel=${(event) => event.preventDefault()}>
          ${this.#form()}
        </dialog>`
      : html`<main class="sign-in" id="content">${this.#form()}</main>`;
  }

  #form() {
    const {why, role} = this.answer ?? this.who;
    const said =
      role && !mayOperate({auth: true, role})
        ? t('notOperator', {role: t(role)})
        : why && why !== 'missing'
          ? t(why)
          : '';
    return html` <form novalidate @submit=${this.#submit}>
      <h1 id="sign-in-title">${this.heading}</h1>
      <p>${this.lead}</p>
      ${text('token', t('token'), {name: 'token', type: 'password', error: said, hint: t('tokenHint'), wide: true})}
      ${this.problemView()}
      <footer>
        <button class="primary" ?disabled=${this.busy}>${this.busy ? t('loading') : t('signIn')}</button>
      </footer>
    </form>`;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    await this.attempt(async () => {
      this.answer = await signIn(values(form).token);
      if (mayOperate(this.answer)) this.tell('signed-in', this.answer);
      else if (this.answer.role) signOut(); // a screen's token is of no use here, and must not stay
    });
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }
}

customElements.define('sign-in', SignIn);
