import {html} from 'lit';
import {createRef, ref} from 'lit/directives/ref.js';
import {text, values} from '../shared/fields.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';

/** Takes the token of somebody who may say what is on air. Fires `signed-in`. */
class TokenDialog extends PageElement {
  static properties = {steering: {attribute: false}, said: {state: true}};

  #dialog = createRef();

  open() {
    this.said = '';
    this.#dialog.value.showModal();
  }

  render() {
    return html`<dialog ${ref(this.#dialog)} class="token" aria-labelledby="token-title">
      <form novalidate @submit=${this.#submit}>
        <h2 id="token-title">${t('steer')}</h2>
        ${text('token', t('steerToken'), {
          name: 'token',
          type: 'password',
          error: this.said,
          hint: t('steerHint'),
          wide: true,
        })}
        ${this.problemView()}
        <footer>
          <button type="button" class="plain" @click=${() => this.#dialog.value.close()}>${t('cancel')}</button>
          <button class="primary" ?disabled=${this.busy}>${this.busy ? t('loading') : t('signIn')}</button>
        </footer>
      </form>
    </dialog>`;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const typed = values(form).token;
    const done = await this.attempt(async () => {
      const who = await this.steering.signIn(typed);
      this.said = this.#whyNot(who, typed);
    });
    if (!done || this.said) return;
    form.reset();
    this.#dialog.value.close();
    this.tell('signed-in');
  }

  #whyNot(who, typed) {
    if (this.steering.may) return '';
    if (!typed) return t('needed');
    if (!who.role) return t(who.why === 'missing' ? 'bad' : who.why);
    return this.steering.covers(who) ? t('wrongRole', {role: t(who.role)}) : t('wrongStream');
  }
}

customElements.define('token-dialog', TokenDialog);
