import {html, nothing} from 'lit';
import {createRef, ref} from 'lit/directives/ref.js';
import {t, to} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {address, goTo} from './route.js';
import {read, streamFields} from './stream-form.js';
import {when} from './time.js';

const FILTER_FROM = 8;

/** All streams, newest first, and the form for a new one. */
class ConsoleStreams extends PageElement {
  static properties = {
    streams: {attribute: false},
    chosen: {},
    mayCreate: {type: Boolean},
    wanted: {state: true},
    making: {state: true},
    currencies: {state: true},
  };

  #dialog = createRef();

  constructor() {
    super();
    this.wanted = '';
    this.making = false;
    this.currencies = {CNY: 2}; // until the others are known
  }

  updated(changed) {
    if (changed.has('chosen') || (changed.has('streams') && !changed.get('streams'))) {
      this.querySelector('[aria-current]')?.scrollIntoView({block: 'nearest'});
    }
  }

  render() {
    const all = this.streams ?? [];
    const wanted = this.wanted.trim().toLowerCase();
    const found = all.filter(({id, title = ''}) => id.includes(wanted) || title.toLowerCase().includes(wanted));
    return html` <nav class="streams" aria-label=${t('streams')}>
        <header>
          <h2>${t('streams')}</h2>
          ${
            this.mayCreate
              ? html`<button class="primary" data-do="new-stream" @click=${this.#open}>${t('newStream')}</button>`
              : nothing
          }
        </header>
        ${
          all.length < FILTER_FROM
            ? nothing
            : html` <input
                type="search"
                aria-label=${t('findStream')}
                placeholder=${t('findStream')}
                @input=${({target}) => {
                  this.wanted = target.value;
                }} />`
        }
        <ul>
          ${found.map((stream) => this.#row(stream))}
        </ul>
        ${
          all.length > 1
            ? html`<p class="compare">
                <!-- Same tab's session goes along with an opener. -->
                <a
                  href=${to('/compare', this.chosen ? {boards: this.chosen} : {})}
                  target="_blank"
                  rel="opener"
                  data-link="compare"
                  >${t('compareStreams')}</a
                >
              </p>`
            : nothing
        }
        ${all.length && !found.length ? html`<p class="quiet">${t('noMatch')}</p>` : nothing}
      </nav>
      <dialog
        ${ref(this.#dialog)}
        class="ask wide"
        aria-labelledby="new-stream-title"
        @close=${() => {
          this.making = false;
        }}
        @cancel=${(event) => this.busy && event.preventDefault()}>
        ${this.making ? this.#form() : nothing}
      </dialog>`;
  }

  #row({id, title, status, timezone, endsAt}) {
    return html` <li>
      <a
        href=${address(id)}
        title=${[title, endsAt && status !== 'ended' && t('plannedEnd', {time: when(endsAt, timezone)})]
          .filter(Boolean)
          .join(' · ')}
        data-key=${id}
        aria-current=${id === this.chosen ? 'page' : nothing}>
        <span class="name">${title || id}</span>
        <span class="id">${id}</span>
        <span class="phase" data-status=${status}>${t(status)}</span>
      </a>
    </li>`;
  }

  #form() {
    return html` <form novalidate class="sheet" @submit=${this.#create} @input=${() => this.requestUpdate()}>
      <h2 id="new-stream-title">${t('newStream')}</h2>
      ${streamFields(this, {}, this.currencies)}
      ${this.problemView(['id', 'title', 'goal', 'currency', 'timezone', 'endsAt', 'holdMinutes', 'signedRecord'])}
      <footer>
        <button type="button" ?disabled=${this.busy} @click=${() => this.#dialog.value.close()}>${t('cancel')}</button>
        <button class="primary" ?disabled=${this.busy} data-do="create">${t('create')}</button>
      </footer>
    </form>`;
  }

  async #open() {
    this.problem = undefined;
    this.making = true;
    await this.updateComplete;
    this.#dialog.value.showModal();
    await this.attempt(async () => {
      this.currencies = await api('GET', '/api/currencies');
    });
  }

  async #create(event) {
    event.preventDefault();
    const form = event.target;
    let stream;
    const done = await this.attempt(async () => {
      stream = await api('POST', '/api/streams', read(form, {}, this.currencies));
    });
    if (!done) return;
    this.#dialog.value.close();
    this.tell('streams-changed', stream);
    this.tell('said', t('created', {title: stream.title}));
    goTo(stream.id);
  }
}

customElements.define('console-streams', ConsoleStreams);
