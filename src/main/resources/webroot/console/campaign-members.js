import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {text} from '../shared/fields.js';
import {count} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {PageElement} from '../shared/page-element.js';
import {phaseWord} from './phase.js';

const SHOWN = 200;

/** How a campaign names its members. */
function membersOf({streams = [], prefix} = {}) {
  return prefix === undefined ? streams.map(({id}) => id).join() : `${prefix}…`;
}

/**
 * Which streams a campaign is of: some that are ticked, or all whose ids begin with a prefix, with what that names now.
 * All of a campaign count in one currency: that of the campaign, or of the first that is ticked.
 */
class CampaignMembers extends PageElement {
  static properties = {
    streams: {attribute: false},
    campaign: {attribute: false},
    error: {},
    ticked: {state: true},
    prefix: {state: true},
    byPrefix: {state: true},
    wanted: {state: true},
  };

  constructor() {
    super();
    this.streams = [];
    this.campaign = {};
    this.wanted = '';
    this.reset();
  }

  willUpdate(changed) {
    if (changed.has('campaign') && membersOf(this.campaign) !== membersOf(changed.get('campaign'))) this.reset();
  }

  /** Back to what the campaign has. */
  reset() {
    const {streams = [], prefix} = this.campaign;
    this.byPrefix = prefix !== undefined;
    this.prefix = prefix ?? '';
    this.ticked = this.byPrefix ? [] : streams.map(({id}) => id);
  }

  /** What a request says of it. */
  get value() {
    return this.byPrefix ? {prefix: this.prefix.trim()} : {streams: this.ticked};
  }

  /** The currency of what is chosen; undefined as long as nothing is. */
  get currency() {
    if (this.campaign.currency) return this.campaign.currency;
    const first = this.byPrefix ? this.#begun()[0] : this.streams.find(({id}) => id === this.ticked[0]);
    return first?.currency;
  }

  render() {
    return html`<fieldset class="members wide">
      <legend>${t('campaignStreams')}</legend>
      <div class="radios">${this.#radio(false, t('byTicks'))} ${this.#radio(true, t('byPrefix'))}</div>
      ${this.byPrefix ? this.#prefixed() : this.#ticks()}
      <small class="error" role=${this.error ? 'alert' : nothing} ?hidden=${!this.error}>${this.error}</small>
    </fieldset>`;
  }

  #radio(value, label) {
    return html`<label
      ><input
        type="radio"
        name="members"
        value=${value ? 'prefix' : 'streams'}
        .checked=${this.byPrefix === value}
        @change=${() => this.#set({byPrefix: value})} />${label}</label
    >`;
  }

  #ticks() {
    const wanted = this.wanted.trim().toLowerCase();
    const gone = this.ticked.filter((id) => !this.streams.some((stream) => stream.id === id));
    const all = [...gone.map((id) => ({id, status: 'gone'})), ...this.streams];
    const found = all.filter(({id, title = ''}) => id.includes(wanted) || title.toLowerCase().includes(wanted));
    return html` <input
        type="search"
        aria-label=${t('findStream')}
        placeholder=${t('findStream')}
        @input=${({target}) => {
          this.wanted = target.value;
        }} />
      <ul>
        ${repeat(
          found.slice(0, SHOWN),
          ({id}) => id,
          (stream) => this.#tick(stream),
        )}
      </ul>
      <p class="quiet">
        ${t('ticked', {n: count(this.ticked.length)})}
        ${found.length > SHOWN ? t('andMore', {n: count(found.length - SHOWN)}) : nothing}
      </p>`;
  }

  #tick({id, title, status, currency}) {
    const ticked = this.ticked.includes(id);
    const other = currency !== undefined && this.currency !== undefined && currency !== this.currency;
    return html`<li>
      <label class="tick"
        ><input
          type="checkbox"
          data-member=${id}
          .checked=${ticked}
          ?disabled=${other && !ticked}
          @change=${({target}) => this.#turn(id, target.checked)} />
        <span class="name">${title || id}<small>${id}</small></span>
        <span class="phase" data-status=${status}>${other ? currency : phaseWord(status)}</span></label
      >
    </li>`;
  }

  /** Those that were named keep their order; a new one comes last. */
  #turn(id, on) {
    const others = this.ticked.filter((one) => one !== id);
    this.#set({ticked: on ? [...others, id] : others});
  }

  /** The streams that the prefix names. */
  #begun() {
    const prefix = this.prefix.trim();
    return prefix === '' ? [] : this.streams.filter(({id}) => id.startsWith(prefix));
  }

  #prefixed() {
    const begun = this.#begun();
    const fits = begun.filter(({currency}) => currency === this.currency);
    return html`${text('members-prefix', t('prefix'), {
        value: this.prefix,
        placeholder: 'linzhi-',
        hint: t('prefixHint'),
        oninput: ({target}) => this.#set({prefix: target.value}),
      })}
      <p class="quiet" data-preview>
        ${t('prefixNames', {n: count(fits.length)})}
        ${
          begun.length > fits.length
            ? html`<span class="error">${t('prefixLeavesOut', {n: count(begun.length - fits.length)})}</span>`
            : nothing
        }
      </p>
      <ul>
        ${fits.slice(0, SHOWN).map(({id, title}) => html`<li>${title || id} <small>${id}</small></li>`)}
      </ul>`;
  }

  #set(changes) {
    Object.assign(this, changes);
    this.tell('members-changed');
  }
}

customElements.define('campaign-members', CampaignMembers);
