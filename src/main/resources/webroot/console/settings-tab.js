import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {saveChanges} from './save-changes.js';
import {read, streamFields} from './stream-form.js';

/** What can be changed of a stream that is there. Only what was changed is sent. */
class ConsoleSettings extends PageElement {
  static properties = {stream: {attribute: false}};

  render() {
    const {id, currency} = this.stream;
    return html` <form novalidate class="sheet" @submit=${this.#save} @input=${() => this.requestUpdate()}>
      <p class="quiet wide">${t('fixed', {id, currency})}</p>
      ${streamFields(this, this.stream)}
      ${this.problemView(['title', 'timezone', 'endsAt', 'holdMinutes', 'signedRecord'])}
      <footer>
        <button type="reset" ?disabled=${this.busy}>${t('revert')}</button>
        <button class="primary" ?disabled=${this.busy} data-do="save-settings">${t('save')}</button>
      </footer>
    </form>`;
  }

  async #save(event) {
    event.preventDefault();
    const form = event.target;
    const {id, title} = this.stream;
    const stream = await saveChanges(this, `/api/streams/${id}`, title, () => this.#changes(read(form, this.stream)));
    if (!stream) return;
    this.tell('streams-changed', stream);
    this.tell('said', t('saved'));
  }

  #changes({goal, ...wanted}) {
    for (const emptied of ['endsAt', 'holdMinutes', 'signedRecord'])
      if (wanted[emptied] === undefined && this.stream[emptied] !== undefined) wanted[emptied] = null;
    // A field shows minutes: a planned end with seconds, untouched, is no change.
    const minute = (at) => at && Math.floor(at / 60_000);
    return Object.fromEntries(
      Object.entries(wanted).filter(([name, value]) =>
        name === 'endsAt' ? minute(value) !== minute(this.stream.endsAt) : value !== this.stream[name],
      ),
    );
  }
}

customElements.define('console-settings', ConsoleSettings);
