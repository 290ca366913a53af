import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {explain} from '../shared/explain.js';
import {values} from '../shared/fields.js';
import {count} from '../shared/format.js';
import {beside, t} from '../shared/i18n.js';
import {api} from '../shared/session.js';
import {ListWithForm} from './list-with-form.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {address, goTo} from './route.js';
import {readShop, unknownSecret} from './shop-draft.js';
import {kindCards, shopFieldNames, shopFields} from './shop-form.js';
import {kindName, kindText} from './shop-kinds.js';
import {countsOf, stateOf} from './shop-state.js';
import './shop-view.js';
import {ago} from './time.js';

const EVERY_MS = 3_000;
/** The server makes a secret for these itself. */
const OWN = 'standard';

/** The shops and other programs that send orders to the stream's hooks: all of them, and the chosen one. */
class ConsoleShops extends ListWithForm {
  static properties = {
    stream: {attribute: false},
    chosen: {},
    active: {type: Boolean},
    shops: {state: true},
    kinds: {state: true},
    kind: {state: true},
    made: {state: true},
    unread: {state: true},
  };

  #poll = pollWhileVisible(this, EVERY_MS, () => this.#read());

  constructor() {
    super();
    this.addEventListener('shop-changed', () => this.#poll.now());
  }

  updated(changed) {
    if (changed.has('active') && this.active) this.#poll.now();
  }

  /** What the kinds are is asked when the form opens, for it is made of that. */
  async prepare() {
    this.kinds ??= await api('GET', '/api/connectors/kinds');
  }

  async #read() {
    if (!this.active) return;
    try {
      this.kinds ??= await api('GET', '/api/connectors/kinds');
      this.shops = await api('GET', `/api/connectors?${new URLSearchParams({stream: this.stream.id})}`);
      this.unread = undefined;
    } catch (problem) {
      if (problem.signedOut) this.tell('signed-out', problem);
      this.unread = problem;
    }
  }

  get #shown() {
    const {shops = [], chosen} = this;
    return shops.find(({id}) => id === chosen) ?? shops[0];
  }

  render() {
    const {shops, unread, made} = this;
    const shown = this.#shown;
    return html`${unread ? html`<p class="trouble" role="alert">${explain(unread)}</p>` : nothing}
    ${shops ? this.#list(shops, shown) : html`<p class="quiet">${unread ? '' : t('loading')}</p>`}
    ${
      shown
        ? keyed(
            shown.id, // what is typed of one shop is not that of another
            html`<console-shop
              .stream=${this.stream}
              .shop=${shown}
              .kind=${this.#kindOf(shown.kind)}
              .secret=${made?.id === shown.id ? (made.secret ?? '') : ''}
              ?active=${this.active}
              @secret-kept=${() => {
                this.made = undefined;
              }}></console-shop>`,
          )
        : nothing
    }
    ${this.#dialog()}`;
  }

  #kindOf(kind) {
    return this.kinds?.find((one) => one.kind === kind) ?? {kind};
  }

  #list(shops, shown) {
    if (shops.length === 0) return this.#nothingYet();
    return html`<div class="tools">
        <h2>${t('shops')}</h2>
        <span class="acts">
          <button class="primary" data-do="connect" @click=${() => this.#connect()}>${t('connectShop')}</button>
        </span>
      </div>
      <ul class="shops">
        ${shops.map((shop) => this.#card(shop, shop === shown))}
      </ul>`;
  }

  #nothingYet() {
    return html`<section class="start-here">
      <h2>${t('noShops')}</h2>
      <p>${t('noShopsText')}</p>
      <ul class="shops">
        ${(this.kinds ?? []).map(
          ({kind}) =>
            html`<li>
              <button data-do="connect-${kind}" @click=${() => this.#connect(kind)}>
                <b>${kindName(kind)}</b><small>${kindText(kind)}</small>
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #card(shop, isShown) {
    const {id, kind, title, channel, status: {lastAt, parked = 0} = {}} = shop;
    const state = stateOf(shop);
    return html`<li>
      <a
        href=${address(this.stream.id, 'shops', id)}
        data-shop=${id}
        data-state=${state}
        aria-current=${isShown ? 'true' : nothing}>
        <b>${title || kindName(kind)}</b>
        <span class="state" data-state=${state}>${t(`shop-${state}`)}</span>
        <small>${beside([title && kindName(kind), channel])}</small>
        <small>${lastAt === undefined ? t('noDelivery') : t('lastDelivery', {time: ago(lastAt)})}</small>
        <small
          >${[
            ...countsOf(shop).map(([outcome, n]) => `${t(`outcome-${outcome}`)} ${count(n)}`),
            ...(parked ? [t('waitNow', {n: count(parked)})] : []),
          ].join(' · ')}</small
        >
      </a>
    </li>`;
  }

  #connect(kind) {
    this.kind = kind;
    return this.openForm();
  }

  #dialog() {
    const kinds = this.kinds ?? [];
    return this.formDialog({
      title: 'connectTitle',
      act: 'create-shop',
      fields: () =>
        html`${kindCards(this, kinds, this.kind, (kind) => {
          this.kind = kind;
        })}
        ${this.kind ? shopFields(this, {}, this.#kindOf(this.kind)) : nothing}`,
      names: this.kind ? shopFieldNames(this.#kindOf(this.kind)) : ['kind'],
      create: (form) => api('POST', '/api/connectors', this.#body(form)),
      made: (shop) => {
        this.made = shop;
        this.shops = [shop, ...(this.shops ?? [])];
        this.#poll.now();
        this.tell('said', t('shopMade', {title: shop.title || kindName(shop.kind)}));
        goTo(this.stream.id, 'shops', shop.id);
      },
    });
  }

  /** Without a secret nothing is taken: until the shop shows its own, there is one that nobody knows. */
  #body(form) {
    const typed = readShop(values(form));
    const needsOne = typed.kind !== undefined && typed.kind !== OWN && typed.secret === undefined;
    return {...typed, ...(needsOne ? {secret: unknownSecret()} : {}), stream: this.stream.id};
  }
}

customElements.define('console-shops', ConsoleShops);
