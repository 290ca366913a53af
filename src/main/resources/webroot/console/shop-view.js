import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {secretOnce} from './secret-once.js';
import './shop-deliveries.js';
import {kindName, setUpTitle} from './shop-kinds.js';
import './shop-parked.js';
import './shop-sample.js';
import {secretsList} from './shop-secrets.js';
import './shop-settings.js';
import {countsOf, isMissingSecret, skewWord, stateOf} from './shop-state.js';
import {setUp} from './shop-steps.js';
import {ago} from './time.js';

/** One shop: how it is doing, what it sent, how it is set up there and here. */
class ConsoleShop extends PageElement {
  static properties = {
    stream: {attribute: false},
    shop: {attribute: false},
    kind: {attribute: false},
    /** Shown this once. */
    secret: {},
    active: {type: Boolean},
  };

  render() {
    const {shop, stream, kind, active} = this;
    const {status: {parked = 0, lastAt} = {}} = shop;
    return html`<article aria-label=${this.#name}>
      ${this.#head()} ${this.problemView()} ${this.secret ? secretOnce(this, t('shopSecret'), this.secret) : nothing}
      ${this.#warnings()}
      <div class="columns shop" ?data-awaited=${lastAt === undefined}>
        <div>
          ${
            parked
              ? html`<console-parked
                  .stream=${stream}
                  .shop=${shop.id}
                  .parked=${parked}
                  ?active=${active}></console-parked>`
              : nothing
          }
          <section class="card">
            <h2>${t('deliveries')}<small>${this.#last()}</small></h2>
            ${this.#counts()}
            <console-deliveries .stream=${stream} .shop=${shop.id} ?active=${active}></console-deliveries>
          </section>
        </div>
        <div>
          <section class="card">
            <h2>${setUpTitle(shop.kind)}</h2>
            ${setUp(this, shop)}
          </section>
          <console-sample .stream=${stream} .shop=${shop.id}></console-sample>
          <section class="card">
            <h2>${t('secrets')}</h2>
            ${secretsList(this, shop)}
          </section>
          <section class="card">
            <h2>${t('settings')}</h2>
            <shop-settings .shop=${shop} .kind=${kind}></shop-settings>
          </section>
        </div>
      </div>
    </article>`;
  }

  get #name() {
    return this.shop.title || kindName(this.shop.kind);
  }

  #head() {
    const {paused} = this.shop;
    const state = stateOf(this.shop);
    return html`<header class="tools">
      <h2>${this.#name}</h2>
      <span class="state" data-state=${state}>${t(`shop-${state}`)}</span>
      <span class="acts">
        <button ?disabled=${this.busy} data-do="pause-shop" @click=${this.#pause}>
          ${t(paused ? 'resumeShop' : 'pause')}
        </button>
        <button class="danger" ?disabled=${this.busy} data-do="delete-shop" @click=${this.#delete}>
          ${t('deleteIt')}
        </button>
      </span>
    </header>`;
  }

  #warnings() {
    const state = stateOf(this.shop);
    const skew = skewWord(this.shop);
    const told = (name, text) => html`<p class="trouble" role="status" data-warns=${name}>${text}</p>`;
    return html`${isMissingSecret(this.shop) ? told('secret', t('otherSecret')) : nothing}
    ${['paused', 'failing', 'silent'].includes(state) ? told(state, t(`shopText-${state}`)) : nothing}
    ${skew ? told('skew', skew) : nothing}`;
  }

  #last() {
    const {lastAt} = this.shop.status ?? {};
    return lastAt === undefined ? '' : t('lastDelivery', {time: ago(lastAt)});
  }

  #counts() {
    const counts = countsOf(this.shop);
    if (counts.length === 0) return html`<p class="awaits" role="status">${t('sendATest')}</p>`;
    return html`<dl class="figures">
      ${counts.map(
        ([outcome, n]) =>
          html`<div data-outcome=${outcome} data-value=${n}>
            <dt>${t(`outcome-${outcome}`)}</dt>
            <dd>${count(n)}</dd>
          </div>`,
      )}
    </dl>`;
  }

  async #pause() {
    const paused = !this.shop.paused;
    const done = await this.attempt(() => api('PATCH', `/api/connectors/${this.shop.id}`, {paused}));
    if (!done) return;
    this.tell('shop-changed');
    this.tell('said', t(paused ? 'pausedIt' : 'shopResumed', {title: this.#name}));
  }

  async #delete() {
    const title = this.#name;
    const done = await confirmed({
      title: t('deleteAsk', {title}),
      text: t('deleteShopText'),
      confirm: t('deleteDo'),
      danger: true,
      work: () => api('DELETE', `/api/connectors/${this.shop.id}`),
    });
    if (!done) return;
    this.tell('shop-changed');
    this.tell('said', t('deletedIt', {title}));
  }
}

customElements.define('console-shop', ConsoleShop);
