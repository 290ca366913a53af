import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {explain} from '../shared/explain.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {pollWhileVisible} from './poll-while-visible.js';
import {messageLine, outcomeChip, reasonWords} from './shop-messages.js';
import {when} from './time.js';

const EVERY_MS = 2_000;
const LIMIT = 20;

/** What a shop sent, newest first, a page at a time. The newest page moves by itself; others stand still. */
class ConsoleDeliveries extends PageElement {
  static properties = {
    stream: {attribute: false},
    shop: {},
    active: {type: Boolean},
    deliveries: {state: true},
    next: {state: true},
    /** Where each page begins that was left for an older one. */
    places: {state: true},
  };

  #poll = pollWhileVisible(this, EVERY_MS, () => this.active && this.places.length === 0 && this.#read());

  constructor() {
    super();
    this.places = [];
  }

  updated(changed) {
    if (changed.has('active') && this.active) this.#poll.now();
  }

  #read() {
    const before = this.places.at(-1);
    const search = new URLSearchParams({limit: LIMIT, ...(before === undefined ? {} : {before})});
    return this.readNewest(
      () => api('GET', `/api/connectors/${this.shop}/deliveries?${search}`),
      ({deliveries, next}) => Object.assign(this, {deliveries, next}),
    );
  }

  #go(places) {
    this.places = places;
    return this.#read();
  }

  render() {
    const {deliveries, next, places, problem} = this;
    if (!deliveries) return html`<p class="quiet">${problem ? explain(problem) : t('loading')}</p>`;
    return html`${this.problemView()}
    ${
      deliveries.length === 0
        ? html`<p class="quiet">${t('noDeliveries')}</p>`
        : html`<ol class="deliveries">
            ${repeat(
              deliveries,
              ({at, topic, reference}) => `${at} ${topic} ${reference}`,
              (delivery) => this.#row(delivery),
            )}
          </ol>`
    }
    ${
      places.length || next !== undefined
        ? html`<div class="pager">
            <button ?disabled=${places.length === 0} data-do="newest-deliveries" @click=${() => this.#go([])}>
              ${t('newest')}
            </button>
            <button
              ?disabled=${next === undefined}
              data-do="older-deliveries"
              @click=${() => this.#go([...places, next])}>
              ${t('older')}
            </button>
          </div>`
        : nothing
    }`;
  }

  #row(delivery) {
    const {at, topic, reference, outcome, reason, messages = []} = delivery;
    const why = reasonWords(reason ?? messages.find((message) => message.reason)?.reason);
    return html`<li data-outcome=${outcome} data-reference=${reference ?? ''}>
      <details>
        <summary>
          <time>${when(at, this.stream.timezone)}</time>
          <b>${reference ?? '—'}</b>
          <code>${topic ?? ''}</code>
          ${outcomeChip(outcome)} ${why ? html`<small>${why}</small>` : nothing}
        </summary>
        ${
          messages.length === 0
            ? html`<p class="quiet">${t('noMessages')}</p>`
            : html`<ul class="rows">
                ${messages.map((message) => html`<li data-message=${message.id}>${messageLine(message, this.stream)}</li>`)}
              </ul>`
        }
        <p class="quiet">${this.#facts(delivery)}</p>
      </details>
    </li>`;
  }

  #facts({bytes, ms, skewMs, more}) {
    return [
      more === undefined ? '' : t('moreMessages', {n: more}),
      bytes === undefined ? '' : t('deliveryBytes', {n: bytes}),
      ms === undefined ? '' : t('tookMs', {n: ms}),
      skewMs === undefined ? '' : t('deliverySkew', {n: (skewMs / 1000).toFixed(1)}),
    ]
      .filter(Boolean)
      .join(' · ');
  }
}

customElements.define('console-deliveries', ConsoleDeliveries);
