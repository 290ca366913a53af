import {html, nothing} from 'lit';
import {createRef, ref} from 'lit/directives/ref.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';

/** A list with a form for a new entry, in a dialog. */
export class ListWithForm extends PageElement {
  static properties = {making: {state: true}, currencies: {state: true}};

  #dialog = createRef();

  constructor() {
    super();
    this.making = false;
    this.currencies = {CNY: 2}; // until the others are known
  }

  /**
   * @param {object} form
   * @param {string} form.title its key in the words
   * @param {string} form.act the name of its button, for tests
   * @param {() => unknown} form.fields what is typed in
   * @param {string[]} form.names the fields whose errors stand at them
   * @param {(form: HTMLFormElement) => Promise<object>} form.create sends it
   * @param {(made: object) => void} form.made is told what there is now
   */
  formDialog(form) {
    const id = `${form.act}-title`;
    return html`<dialog
      ${ref(this.#dialog)}
      class="ask wide"
      aria-labelledby=${id}
      @close=${() => {
        this.making = false;
      }}
      @cancel=${(event) => this.busy && event.preventDefault()}>
      ${
        this.making
          ? html` <form
              novalidate
              class="sheet"
              @submit=${(event) => this.#submit(event, form)}
              @input=${() => this.requestUpdate()}>
              <h2 id=${id}>${t(form.title)}</h2>
              ${form.fields()} ${this.problemView(form.names)}
              <footer>
                <button type="button" ?disabled=${this.busy} @click=${() => this.#dialog.value.close()}>
                  ${t('cancel')}
                </button>
                <button class="primary" ?disabled=${this.busy} data-do=${form.act}>${t('create')}</button>
              </footer>
            </form>`
          : nothing
      }
    </dialog>`;
  }

  async openForm() {
    this.problem = undefined;
    this.making = true;
    await this.updateComplete;
    this.#dialog.value.showModal();
    await this.attempt(() => this.prepare());
  }

  /** Reads what the form offers. */
  async prepare() {
    this.currencies = await api('GET', '/api/currencies');
  }

  async #submit(event, {create, made}) {
    event.preventDefault();
    const form = event.target;
    let entry;
    const done = await this.attempt(async () => {
      entry = await create(form);
    });
    if (!done) return;
    this.#dialog.value.close();
    made(entry);
  }
}
