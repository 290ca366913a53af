import {html, nothing} from 'lit';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {messageLine} from './shop-messages.js';

/** What a delivery of this kind would be recorded as: a sample goes the whole way but the last step. */
class ConsoleSample extends PageElement {
  static properties = {stream: {attribute: false}, shop: {}, answer: {state: true}};

  render() {
    const {answer} = this;
    return html`<section class="card">
      <h2>${t('sampleTitle')}</h2>
      <p class="quiet">${t('sampleText')}</p>
      ${answer ? this.#shown(answer) : nothing} ${this.problemView()}
      <footer><button ?disabled=${this.busy} data-do="sample" @click=${this.#try}>${t('trySample')}</button></footer>
    </section>`;
  }

  #shown({messages = [], ignored = []}) {
    return html`<ul class="rows" role="status">
      ${messages.map(
        (message) =>
          html`<li data-sample=${message.id}>
            ${messageLine(message, this.stream)}
            <details class="whole">
              <summary>JSON</summary>
              <pre>${JSON.stringify(message, null, 2)}</pre>
            </details>
          </li>`,
      )}
      ${ignored.map((reason) => html`<li>${messageLine({outcome: 'ignored', reason}, this.stream)}</li>`)}
    </ul>`;
  }

  #try() {
    return this.attempt(async () => {
      this.answer = await api('POST', `/api/connectors/${this.shop}/test`, {});
    });
  }
}

customElements.define('console-sample', ConsoleSample);
