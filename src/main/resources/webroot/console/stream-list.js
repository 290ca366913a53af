import {html, nothing} from 'lit';
import {t, to} from '../shared/i18n.js';
import {isOver} from '../shared/session-time.js';
import {api} from '../shared/session.js';
import {ListWithForm} from './list-with-form.js';
import {phaseWord} from './phase.js';
import {address, goTo} from './route.js';
import {read, streamFields} from './stream-form.js';
import {when} from './time.js';

const FILTER_FROM = 8;

/** All streams, newest first, and the form for a new one. */
class ConsoleStreams extends ListWithForm {
  static properties = {
    streams: {attribute: false},
    chosen: {},
    mayCreate: {type: Boolean},
    wanted: {state: true},
  };

  constructor() {
    super();
    this.wanted = '';
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
              ? html`<button class="primary" data-do="new-stream" @click=${this.openForm}>${t('newStream')}</button>`
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
      ${this.formDialog({
        title: 'newStream',
        act: 'create',
        fields: () => streamFields(this, {}, this.currencies),
        names: ['id', 'title', 'goal', 'currency', 'timezone', 'endsAt', 'holdMinutes', 'signedRecord'],
        create: (form) => api('POST', '/api/streams', read(form, {}, this.currencies)),
        made: (stream) => {
          this.tell('streams-changed', stream);
          this.tell('said', t('created', {title: stream.title}));
          goTo(stream.id);
        },
      })}`;
  }

  #row({id, title, status, timezone, endsAt, archived}) {
    return html` <li>
      <a
        href=${address(id)}
        title=${[title, endsAt && !isOver(status) && t('plannedEnd', {time: when(endsAt, timezone)})]
          .filter(Boolean)
          .join(' · ')}
        data-key=${id}
        aria-current=${id === this.chosen ? 'page' : nothing}>
        <span class="name">${title || id}</span>
        <span class="id">${id}</span>
        <span class="phase" data-status=${status}>${phaseWord(status, archived)}</span>
      </a>
    </li>`;
  }
}

customElements.define('console-streams', ConsoleStreams);
