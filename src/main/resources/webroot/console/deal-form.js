import {html, nothing} from 'lit';
import {FieldError} from '../shared/field-error.js';
import {field, text, values} from '../shared/fields.js';
import {currencyOf} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {given} from '../shared/order.js';
import {PageElement} from '../shared/page-element.js';
import {minor} from './amount.js';
import {amountField, numberIn} from './form-fields.js';
import {Sending} from './sending.js';

const KINDS = ['agreement', 'intent'];
const FIELDS = ['kind', 'counterparty', 'product', 'qty', 'unit', 'amount', 'maker', 'income'];

/** Enters an intent or an agreement. What got no answer goes out under the same id: it is counted once. */
class ConsoleDealForm extends PageElement {
  static properties = {stream: {attribute: false}};

  #sending = new Sending();

  render() {
    const {code} = currencyOf(this.stream);
    return html` <form novalidate class="card-form" @submit=${this.#submit} @input=${() => this.requestUpdate()}>
      ${this.#kind()} ${this.#text('counterparty', t('counterparty'))}
      ${this.#amount('amount', t('amount', {unit: code}))}
      <div class="pair">
        ${this.#text('product', t('product'), {placeholder: t('optional')})}
        ${this.#text('maker', t('maker'), {placeholder: t('optional')})}
        ${this.#text('qty', t('qty'), {placeholder: t('optional'), inputmode: 'numeric'})}
        ${this.#text('unit', t('dealUnit'), {placeholder: t('optional'), hint: t('dealUnitHint')})}
      </div>
      ${this.#amount('income', t('makerIncome', {unit: code}), t('optional'))} ${this.#refusal()}
      <footer><button class="primary" ?disabled=${this.busy} data-do="record-deal">${t('recordDeal')}</button></footer>
    </form>`;
  }

  #kind() {
    const radio = (kind) =>
      html` <label
        ><input type="radio" name="kind" value=${kind} .defaultChecked=${kind === KINDS[0]} />${t(kind)}</label
      >`;
    return field(
      'deal-kind',
      t('dealKindIs'),
      ({id}) =>
        html`<span class="radios" id=${id} role="radiogroup" aria-label=${t('dealKindIs')}>${KINDS.map(radio)}</span>`,
      {error: this.errorOf('kind')},
    );
  }

  #text(name, label, more) {
    return text(`deal-${name}`, label, {name, error: this.errorOf(name), ...more});
  }

  #amount(name, label, hint) {
    return amountField(this, currencyOf(this.stream), '', {id: `deal-${name}`, name, label, hint});
  }

  #refusal() {
    const {problem} = this;
    if (problem?.code === 'conflict') return html`<p class="trouble" role="alert">${t('dealConflict')}</p>`;
    return html`${problem?.unsure ? html`<p class="quiet" data-pending>${t('sameId')}</p>` : nothing}
    ${this.problemView(FIELDS)}`;
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const typed = values(form);
    const done = await this.attempt(() => this.#sending.send('deal', this.#message(typed)));
    // After a conflict, too, the list shows what was recorded.
    if (done || this.problem?.code === 'conflict') this.tell('recorded');
    if (!done) return;
    form.reset();
    this.requestUpdate();
    this.tell('said', t('dealRecorded', {counterparty: typed.counterparty}));
  }

  #message({amount, qty, income, ...said}) {
    const currency = currencyOf(this.stream);
    for (const [name, value] of Object.entries({counterparty: said.counterparty, amount}))
      if (!value) throw new FieldError(name, 'needed');
    return {
      type: 'deal',
      stream: this.stream.id,
      ...given(said),
      amount: minor(amount, currency, 'amount'),
      ...(qty ? {qty: numberIn(qty)} : {}),
      ...(income ? {income: minor(income, currency, 'income')} : {}),
    };
  }
}

customElements.define('console-deal-form', ConsoleDealForm);
