import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {signIn, signOut} from '../shared/session.js';
import {Part, text, values} from './console-element.js';

/** Takes an operator's token. Over work that was interrupted it is a dialog, so that all stays as it was behind it. */
class ConsoleSignIn extends Part {
  static properties = {who: {attribute: false}, interrupted: {type: Boolean}, answer: {state: true}};

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
      role && role !== 'operator' ? t('notOperator', {role: t(role)}) : why && why !== 'missing' ? t(why) : '';
    return html` <form novalidate @submit=${this.#submit}>
      <h1 id="sign-in-title">Livetally ${t('title')}</h1>
      <p>${this.interrupted ? t('resume') : t('signInText')}</p>
      ${text('token', t('token'), {name: 'token', type: 'password', error: said, hint: t('tokenHint'), wide: true})}
      ${this.trouble()}
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
      const {auth, role} = this.answer;
      if (!auth || role === 'operator') this.tell('signed-in', this.answer);
      else if (role) signOut(); // a screen's token is of no use here, and must not stay
    });
    await this.updateComplete;
    this.querySelector('input')?.focus();
  }
}

customElements.define('console-sign-in', ConsoleSignIn);
