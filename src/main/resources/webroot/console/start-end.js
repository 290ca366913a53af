import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {FieldError} from '../shared/field-error.js';
import {count, currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {archived} from './archive-request.js';
import {instant, when} from './time.js';

/**
 * Starts a stream that is scheduled, ends one that is live, closes the books of one that has ended, for good, and archives one
 * whose books are closed, or writes it back.
 */
class StartEnd extends PageElement {
  static properties = {stream: {attribute: false}, totals: {attribute: false}};

  render() {
    return html`<span class="acts">${this.#act()}</span>`;
  }

  #act() {
    switch (this.stream.status) {
      case 'scheduled':
        return html`<button class="primary" data-do="start" @click=${this.#start}>${t('start')}</button>`;
      case 'live':
        return html`<button class="danger" data-do="end" @click=${this.#end}>${t('end')}</button>`;
      case 'ended':
        return html`<button class="danger" data-do="close" @click=${this.#close}>${t('closeBooks')}</button>`;
      case 'closed':
        return this.stream.archived
          ? html`<button data-do="restore" @click=${this.#restore}>${t('restore')}</button>`
          : html`<button data-do="archive" @click=${this.#archive}>${t('archive')}</button>`;
      default:
        return nothing;
    }
  }

  #archive() {
    const {orders = 0} = this.totals ?? {};
    return this.#move(
      'POST',
      {
        title: t('archiveAsk', {title: this.stream.title}),
        text: t('archiveText', {orders: count(orders)}),
        confirm: t('archive'),
      },
      ({messages, bytes}) => t('archivedDone', {messages: count(messages), size: count(Math.ceil(bytes / 1024))}),
    );
  }

  #restore() {
    const {messages, file} = this.stream.archived;
    return this.#move(
      'DELETE',
      {
        title: t('restoreAsk', {title: this.stream.title}),
        text: t('restoreText', {messages: count(messages), file}),
        confirm: t('restore'),
      },
      () => t('restoredDone'),
    );
  }

  async #move(method, question, said) {
    let stream;
    const work = async () => {
      stream = await archived(method, this.stream.id, ({step, messages, of}) =>
        this.tell('said', t('archiveStep', {step: t(`step-${step}`), messages: count(messages), of: count(of)})),
      );
    };
    if (!(await confirmed({...question, work}))) return;
    this.tell('streams-changed', stream);
    this.tell('said', said(stream.archived ?? {}));
  }

  #start() {
    return this.#press(
      'start',
      {
        title: t('startAsk', {title: this.stream.title}),
        text: t('startText'),
        confirm: t('start'),
        fields: this.#time(),
      },
      t('started'),
    );
  }

  #end() {
    const {gmv = 0, orders = 0} = this.totals ?? {};
    return this.#press(
      'end',
      {
        title: t('endAsk', {title: this.stream.title}),
        confirm: t('end'),
        danger: true,
        fields: this.#time(),
        text: t('endText', {gmv: money(currencyOf(this.stream)).exact(gmv), orders: count(orders)}),
      },
      t('endedDone'),
    );
  }

  #close() {
    const {gmv = 0, placed = 0, cancelled = 0} = this.totals ?? {};
    const {exact} = money(currencyOf(this.stream));
    return this.#press(
      'close',
      {
        title: t('closeAsk', {title: this.stream.title}),
        confirm: t('closeBooks'),
        danger: true,
        text: t('closeText', {gmv: exact(gmv), unpaid: exact(placed - gmv - cancelled)}),
      },
      t('closedDone'),
    );
  }

  /** When it really was, for those who press late. */
  #time() {
    const {timezone} = this.stream;
    const hint = t('atHint', {zone: `${timezone} ${when(Date.now(), timezone)}`});
    return [{name: 'at', label: t('at'), type: 'datetime-local', step: 1, hint}];
  }

  async #press(what, question, said) {
    const {id, timezone} = this.stream;
    let stream;
    const work = async ({at}) => {
      const given = at && instant(at, timezone);
      if (at && given === undefined) throw new FieldError('at', 'badTime');
      stream = await api('POST', `/api/streams/${id}/${what}`, given ? {at: given} : {});
    };
    if (!(await confirmed({...question, work}))) return;
    this.tell('streams-changed', stream);
    this.tell('said', said);
  }
}

customElements.define('start-end', StartEnd);
