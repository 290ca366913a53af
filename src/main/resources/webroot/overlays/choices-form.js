import {html, noChange, nothing} from 'lit';
import {picture} from '../overlay/thumbnail.js';
import {WIDGETS} from '../overlay/widgets.js';
import {currencyOf, money} from '../shared/format.js';
import {isolate, t} from '../shared/i18n.js';
import {earlierStreams} from '../shared/earlier-board.js';
import {campaignStatus} from '../shared/members.js';
import {LANGUAGES} from '../shared/languages.js';
import {THEMES, isCampaign, leastAlert, widgetsOf} from '../shared/overlay-options.js';
import {PageElement} from '../shared/page-element.js';
import {isMin, minOf} from './choice.js';

/** While an amount is typed the preview is not loaded again at each digit. */
const TYPING_MS = 400;
const THEME_WORDS = {dark: 'themeDark', light: 'themeLight', clear: 'themeClear'};

/** Which stream, which widgets, and how they look. Fires `chosen` with what has changed. */
class OverlayChoices extends PageElement {
  static properties = {
    streams: {attribute: false},
    choice: {attribute: false},
    unknown: {attribute: false},
  };

  #typing = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  get #currency() {
    return currencyOf(this.streams.find(({id}) => id === this.choice.stream));
  }

  #choose(change) {
    this.tell('chosen', change);
  }

  render() {
    return html` <form class="choices" @submit=${(event) => event.preventDefault()}>
      ${
        this.unknown.length
          ? html`<p class="failure" id="unknown" role="alert">${t('ignored', {names: this.unknown.join(' · ')})}</p>`
          : nothing
      }
      ${this.#streams()} ${this.#widgets()}
      <fieldset>
        <legend>${t('theme')}</legend>
        <div class="row">${THEMES.map((name) => this.#radio('theme', name, t(THEME_WORDS[name])))}</div>
      </fieldset>
      <fieldset>
        <legend>${t('language')}</legend>
        <div class="row">${Object.entries(LANGUAGES).map(([name, itself]) => this.#radio('lang', name, itself))}</div>
      </fieldset>
      ${this.choice.widgets.includes('against') ? this.#against() : nothing}
      ${this.choice.widgets.includes('alert') ? this.#min() : nothing}
    </form>`;
  }

  #streams() {
    return html`<label class="field"
      ><span>${t('forStream')}</span>
      <select name="stream" @change=${({target}) => this.#choose({stream: target.value, against: undefined})}>
        ${this.#options(
          'streams',
          this.streams.filter(({id}) => !isCampaign(id)),
          t,
        )}
        ${this.#options(
          'campaigns',
          this.streams.filter(({id}) => isCampaign(id)),
          campaignStatus,
        )}
      </select></label
    >`;
  }

  #against() {
    const {stream, against} = this.choice;
    return html`<label class="field"
      ><span>${t('against.title')}</span>
      <select name="against" @change=${({target}) => this.#choose({against: target.value || undefined})}>
        <option value="" ?selected=${!against}>${t('againstNone')}</option>
        ${earlierStreams(this.streams, stream).map(
          ({id, title}) => html`<option value=${id} ?selected=${id === against}>${title || id}</option>`,
        )}
      </select></label
    >`;
  }

  #options(label, boards, says) {
    const options = boards.map(
      ({id, title, status}) =>
        html`<option value=${id} ?selected=${id === this.choice.stream}>
          ${isolate(title || id)} · ${says(status)}
        </option>`,
    );
    return boards.length === this.streams.length || boards.length === 0
      ? options
      : html`<optgroup label=${t(label)}>${options}</optgroup>`;
  }

  #widgets() {
    const {widgets} = this.choice;
    return html`<fieldset>
      <legend>${t('widgets')}</legend>
      <div class="widgets">
        ${widgetsOf(this.choice.stream, WIDGETS).map(
          (widget) =>
            html` <label class="card"
              ><input
                type="checkbox"
                name="widget"
                value=${widget.name}
                .checked=${widgets.includes(widget.name)}
                @change=${this.#pick} />
              ${picture(widget)}<span>${t(`${widget.name}.title`)}</span></label
            >`,
        )}
      </div>
      ${widgets.length === 0 ? html`<p class="failure" role="alert">${t('needWidget')}</p>` : nothing}
    </fieldset>`;
  }

  #pick({target: {value, checked}}) {
    const {widgets} = this.choice;
    const names = WIDGETS.map(({name}) => name);
    this.#choose({widgets: names.filter((name) => (name === value ? checked : widgets.includes(name)))});
  }

  #radio(name, value, text) {
    return html`<label class="chip"
      ><input
        type="radio"
        name=${name}
        value=${value}
        .checked=${this.choice[name] === value}
        @change=${() => this.#choose({[name]: value})} />${text}</label
    >`;
  }

  #min() {
    const currency = this.#currency;
    const {exact, minor} = money(currency);
    const min = minOf(this.choice, currency);
    const good = isMin(min);
    return html` <label class="field"
      ><span>${t('alertMin')}</span>
      <input
        name="min"
        type="number"
        min="0"
        max="1000000000"
        step="any"
        required
        .value=${Number.isFinite(min) ? String(min) : noChange}
        aria-describedby="min-note"
        aria-invalid=${!good}
        @input=${this.#typeMin}
        @change=${({target}) => this.#chooseMin(target)} />
      <small id="min-note" class=${good ? '' : 'failure'}
        >${good ? `${t('alertMinNote')} · ${exact(minor(min))}` : t('alertMinBad')}</small
      ></label
    >`;
  }

  #typeMin({target}) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#chooseMin(target), TYPING_MS);
  }

  #chooseMin({valueAsNumber}) {
    clearTimeout(this.#typing);
    this.#choose({min: valueAsNumber === leastAlert(this.#currency) ? undefined : valueAsNumber});
  }
}

customElements.define('overlay-choices', OverlayChoices);
