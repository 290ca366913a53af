import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {contentOf, kindWord} from '../shared/entry-content.js';
import {FieldError} from '../shared/field-error.js';
import {text, values} from '../shared/fields.js';
import {currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {orderView} from './order-view.js';
import {askRefund} from './refund.js';
import {address, goTo} from './route.js';
import {Sending} from './sending.js';

/** Finds a message by its id, and does what the state of an order allows: payment, cancellation, refund. */
class ConsoleOrder extends PageElement {
  static properties = {
    stream: {attribute: false},
    products: {attribute: false},
    order: {},
    version: {type: Number},
    found: {state: true},
    missing: {state: true},
  };

  #sending = new Sending();

  willUpdate(changed) {
    if (changed.has('order') || changed.has('version')) this.#look();
  }

  /** Asked for from the list, further down, it must come into sight. */
  updated(changed) {
    if (changed.has('found') && this.found && changed.get('found')?.id !== this.found.id)
      this.scrollIntoView({block: 'nearest'});
  }

  #look() {
    const {order} = this;
    if (this.found?.id !== order) this.found = undefined;
    this.missing = undefined;
    return this.readNewest(
      () => this.#find(order),
      (found) => Object.assign(this, {found, missing: found ? undefined : order}),
    );
  }

  async #find(order) {
    if (!order) return undefined;
    try {
      return await api('GET', `/api/streams/${this.stream.id}/orders/${encodeURIComponent(order)}`);
    } catch (problem) {
      if (problem.status === 404) return undefined;
      throw problem;
    }
  }

  render() {
    return html` <form novalidate class="line" @submit=${this.#search}>
        ${text('find-id', t('orderId'), {name: 'id', value: this.order ?? '', error: this.errorOf('find')})}
        <span class="acts"><button class="primary" data-do="find">${t('findIt')}</button></span>
      </form>
      ${
        this.missing
          ? html`<p class="trouble" role="alert">${t('notFound', {id: this.missing})}</p>`
          : this.problemView(['find'])
      }
      ${
        this.order && !this.found && !this.missing && !this.problem
          ? html`<p class="quiet">${t('loading')}</p>`
          : nothing
      }
      ${this.found ? (this.found.type ? this.#event(this.found) : this.#order(this.found)) : nothing}`;
  }

  #search(event) {
    event.preventDefault();
    const {id} = values(event.target);
    if (!id) {
      this.problem = new FieldError('find', 'needed');
      this.focusError();
    } else if (id === this.order) this.#look();
    else goTo(this.stream.id, 'orders', id);
  }

  #event(entry) {
    const {id, type, order, reason} = entry;
    const said = [
      order === undefined ? t(kindWord(type)) : t('isAbout', {type: t(type), order}),
      ...contentOf(entry, this.products).map(({text}) => text),
      ...(reason ? [`${t('reason')}: ${reason}`] : []),
    ];
    return html` <div class="found" data-found=${id}>
      <p>
        ${said.join(' · ')}
        ${order === undefined ? nothing : html`<a href=${address(this.stream.id, 'orders', order)}>${t('openIt')}</a>`}
      </p>
    </div>`;
  }

  #order(found) {
    const {id, status, amount, refunded} = found;
    return html` <div class="found" data-found=${id} data-status=${status} data-refunded=${refunded}>
      ${orderView(found, this.stream, this.products)}
      <footer>
        ${status === 'placed' ? this.#paymentButtons(id, amount) : nothing}
        ${status === 'paid' && refunded < amount ? this.#refundButton(found) : nothing}
      </footer>
    </div>`;
  }

  #paymentButtons(id, amount) {
    return html` <button class="primary" ?disabled=${this.busy} data-do="pay" @click=${() => this.#pay(id)}>
        ${t('reportPayment')}
      </button>
      <button ?disabled=${this.busy} data-do="cancel-order" @click=${() => this.#cancel(id, amount)}>
        ${t('cancelOrder')}
      </button>`;
  }

  #refundButton(found) {
    const {amount, refunded} = found;
    const {exact} = money(currencyOf(this.stream));
    return html` <span class="quiet">${t('remaining', {amount: exact(amount - refunded)})}</span>
      <button ?disabled=${this.busy} data-do="refund" @click=${() => this.#refund(found)}>
        ${t('refundOrder')}
      </button>`;
  }

  async #pay(order) {
    if (!(await this.attempt(() => this.#send({type: 'payment', order})))) return;
    this.#done(t('paidDone'));
  }

  async #cancel(order, amount) {
    const work = ({reason}) => this.#send({type: 'cancellation', order, ...this.#reason(reason)});
    const sent = await confirmed({
      title: t('cancelAsk', {id: order}),
      text: t('cancelText', {amount: money(currencyOf(this.stream)).exact(amount)}),
      confirm: t('cancelDo'),
      danger: true,
      fields: [{name: 'reason', label: t('reason'), hint: t('reasonHint')}],
      work,
    });
    if (sent) this.#done(t('cancelledDone'));
  }

  async #refund(found) {
    const {stream, products} = this;
    const back = await askRefund(found, {stream, products, send: (refund) => this.#send(refund)});
    if (back !== undefined) this.#done(t('refundedDone', {amount: money(currencyOf(stream)).exact(back)}));
  }

  #reason(reason) {
    return reason ? {reason} : {};
  }

  /** The next such act on this order goes out under the same id, until there is an answer. */
  #send(event) {
    return this.#sending.send(JSON.stringify([event.type, event.order]), {...event, stream: this.stream.id});
  }

  #done(said) {
    this.tell('recorded');
    this.tell('said', said);
  }
}

customElements.define('console-order', ConsoleOrder);
