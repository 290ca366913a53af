import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {FieldError} from '../shared/field-error.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {isOver} from '../shared/session-time.js';
import {stockState} from '../shared/stock.js';
import {Sending} from './sending.js';

const INTEGER = /^[+-]?\d{1,10}$/;

/** What is left of a product, and how to change that. Fires `stock-changed`. */
class ConsoleStock extends PageElement {
  static properties = {
    stream: {attribute: false},
    sku: {},
    name: {},
    left: {type: Number},
  };

  #sending = new Sending();

  render() {
    const {left} = this;
    if (left === undefined) return html`<span class="quiet" title=${t('stockUncountedHint')}>—</span>`;
    const state = stockState(left);
    return html`<button
      type="button"
      class="stock"
      data-do="change-stock"
      data-left=${left}
      data-state=${state ?? nothing}
      title=${t('changeStock')}
      aria-label=${`${t('stockOf', {name: this.name})}: ${state === 'out' ? t('soldOut') : count(left)}`}
      ?disabled=${isOver(this.stream.status)}
      @click=${this.#ask}>
      ${state ? html`<small>${t(state === 'out' ? 'soldOut' : 'lowMark')}</small>` : nothing}<b>${count(left)}</b
      ><span aria-hidden="true">±</span>
    </button>`;
  }

  async #ask() {
    const {sku, name, left, stream} = this;
    let add = 0;
    const done = await confirmed({
      title: t('stockOf', {name}),
      text: t('stockText', {n: count(left)}),
      confirm: t('changeStock'),
      work: ({add: typed, reason}) => {
        add = units(typed);
        const message = {type: 'stock', stream: stream.id, sku, add, ...(reason ? {reason} : {})};
        return this.#sending.send(sku, message);
      },
      fields: [
        {name: 'add', label: t('stockAdd'), inputmode: 'text', hint: t('stockAddHint')},
        {name: 'reason', label: t('reason'), hint: t('reasonHint')},
      ],
    });
    if (!done) return;
    this.tell('stock-changed');
    this.tell('said', t('stockDone', {name, add: `${add > 0 ? '+' : '−'}${count(Math.abs(add))}`}));
  }
}

/** Minus signs of every keyboard. */
function units(typed) {
  const text = typed.normalize('NFKC').replace(/[−–]/g, '-').replace(/\s/g, '');
  if (!INTEGER.test(text) || Number(text) === 0) throw new FieldError('add', 'stockAddHint');
  return Number(text);
}

customElements.define('console-stock', ConsoleStock);
