import {html, nothing} from 'lit';
import {confirmed} from '../shared/confirm-dialog.js';
import {FieldError} from '../shared/field-error.js';
import {count, currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {api} from '../shared/session.js';
import {instant, when} from './time.js';

/** Starts a stream that is scheduled, and ends one that is live. Neither can be taken back. */
class StartEnd extends PageElement {
  static properties = {stream: {attribute: false}, totals: {attribute: false}};

  render() {
    return html`<span class="acts">
      ${
        this.stream.status === 'scheduled'
          ? html`<button class="primary" data-do="start" @click=${this.#start}>${t('start')}</button>`
          : nothing
      }
      ${
        this.stream.status === 'live'
          ? html`<button class="danger" data-do="end" @click=${this.#end}>${t('end')}</button>`
          : nothing
      }
    </span>`;
  }

  #start() {
    return this.#press(
      'start',
      {title: t('startAsk', {title: this.stream.title}), text: t('startText'), confirm: t('start')},
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
        text: t('endText', {gmv: money(currencyOf(this.stream)).exact(gmv), orders: count(orders)}),
      },
      t('endedDone'),
    );
  }

  async #press(what, question, said) {
    const {id, timezone} = this.stream;
    let stream;
    const fields = [
      {
        name: 'at',
        label: t('at'),
        type: 'datetime-local',
        step: 1,
        hint: t('atHint', {zone: `${timezone} ${when(Date.now(), timezone)}`}),
      },
    ];
    const work = async ({at}) => {
      const given = at && instant(at, timezone);
      if (at && given === undefined) throw new FieldError('at', 'badTime');
      stream = await api('POST', `/api/streams/${id}/${what}`, given ? {at: given} : {});
    };
    if (!(await confirmed({...question, fields, work}))) return;
    this.tell('streams-changed', stream);
    this.tell('said', said);
  }
}

customElements.define('start-end', StartEnd);
