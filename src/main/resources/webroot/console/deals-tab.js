import {html, nothing} from 'lit';
import {currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import './deal-form.js';
import './deal-list.js';
import {download} from './download.js';

/** Deals: enter one, and what has become of each. None of their money is in GMV. */
class ConsoleDeals extends PageElement {
  static properties = {stream: {attribute: false}, board: {attribute: false}, version: {state: true}};

  constructor() {
    super();
    this.version = 0;
    this.addEventListener('recorded', () => {
      this.version++;
    });
  }

  render() {
    const {stream, board, version} = this;
    return html` ${this.problemView()}
      <div class="selling">
        <section class="card">
          <h2>${t('enterDeal')}</h2>
          <console-deal-form .stream=${stream}></console-deal-form>
        </section>
        <section class="card">
          <h2>
            ${t('deals')} <small>${t('notInGmv')}</small
            ><span class="acts"
              ><button ?disabled=${this.busy} data-do="export-deals" @click=${this.#export}>
                ${t('exportDeals')}
              </button></span
            >
          </h2>
          ${board?.deals ? this.#figures(board.deals) : nothing}
          <console-deal-list .stream=${stream} .tally=${board?.deals} .version=${version}></console-deal-list>
        </section>
      </div>`;
  }

  #figures(deals) {
    const {exact} = money(currencyOf(this.stream));
    return html`<dl class="figures">
      ${['signed', 'intended', 'delivered', 'income'].map(
        (key) =>
          html`<div data-field="deals.${key}" data-value=${deals[key] ?? 0}>
            <dt>${t(key)}</dt>
            <dd>
              ${exact(deals[key] ?? 0)}
              ${key === 'signed' && deals.record ? html`<small data-record>${t('highestSigned')}</small>` : nothing}
            </dd>
          </div>`,
      )}
    </dl>`;
  }

  #export() {
    const name = `${this.stream.id}-deals.csv`;
    return this.attempt(async () => {
      await download(`/api/streams/${this.stream.id}/deals.csv`, name);
      this.tell('said', t('exported', {name}));
    });
  }
}

customElements.define('console-deals', ConsoleDeals);
