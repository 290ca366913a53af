import {html, nothing} from 'lit';
import {createRef, ref} from 'lit/directives/ref.js';
import {text, values} from './fields.js';
import {t} from './i18n.js';
import {PageElement} from './page-element.js';

/**
 * Asks before something that cannot be taken back, in a dialog that names what will happen. It stays open until the
 * work is done, says what went wrong, and loses nothing that was typed.
 */
class ConfirmDialog extends PageElement {
  static properties = {question: {state: true}};

  #dialog = createRef();
  #done;

  /**
   * @param {object} question
   * @param {string} question.title
   * @param {string} question.text what will happen
   * @param {string} question.confirm the button's words
   * @param {string} [question.cancel] those of the other button
   * @param {boolean} [question.danger]
   * @param {object[]} [question.fields] name, label and more of `text`; with `ticked`, a box to be ticked whose value is
   *   `yes` or missing
   * @param {(values: Record<string, string>) => Promise<void>} question.work
   * @returns {Promise<boolean>} whether it was done
   */
  async ask(question) {
    this.problem = undefined;
    this.question = question;
    await this.updateComplete;
    this.#dialog.value.showModal();
    return new Promise((done) => {
      this.#done = done;
    });
  }

  render() {
    return html` <dialog
      ${ref(this.#dialog)}
      class="ask"
      aria-labelledby="ask-title"
      @close=${() => this.#close(false)}
      @cancel=${this.#keep}>
      ${this.question ? this.#form(this.question) : nothing}
    </dialog>`;
  }

  #form({title, text: what, confirm, cancel = t('cancel'), danger, fields = []}) {
    const names = fields.map(({name}) => name);
    return html` <form novalidate @submit=${this.#submit}>
      <h2 id="ask-title">${title}</h2>
      <p class="what">${what}</p>
      ${fields.map((field) => this.#field(field))} ${this.problemView(names)}
      <footer>
        <button
          type="button"
          ?disabled=${this.busy}
          ?autofocus=${danger && fields.length === 0}
          @click=${() => this.#dialog.value.close()}>
          ${cancel}
        </button>
        <button class=${danger ? 'danger' : 'primary'} ?disabled=${this.busy} data-do="confirm">${confirm}</button>
      </footer>
    </form>`;
  }

  #field({name, label, ticked, ...more}) {
    return ticked === undefined
      ? text(`ask-${name}`, label, {name, ...more, error: this.errorOf(name), wide: true})
      : html`<label class="tick"
          ><input type="checkbox" id="ask-${name}" name=${name} value="yes" .defaultChecked=${ticked} />${label}</label
        >`;
  }

  async #submit(event) {
    event.preventDefault();
    const given = values(event.target);
    if (!(await this.attempt(() => this.question.work(given)))) return;
    this.#close(true);
    this.#dialog.value.close();
  }

  /** While it is under way, Escape would only hide what comes of it. */
  #keep(event) {
    if (this.busy) event.preventDefault();
  }

  #close(done) {
    this.#done?.(done);
    this.#done = undefined;
    if (!done) this.question = undefined;
  }
}

customElements.define('confirm-dialog', ConfirmDialog);

/**
 * Asks with the page's one dialog, see {@link ConfirmDialog.ask}.
 *
 * @returns {Promise<boolean>} whether it was done
 */
export const confirmed = (question) => document.querySelector('confirm-dialog').ask(question);
