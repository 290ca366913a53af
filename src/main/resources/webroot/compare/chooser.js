import {LitElement, html, nothing} from 'lit';
import {t, to} from '../shared/i18n.js';
import {ask} from '../shared/page-token.js';
import {MAX_BOARDS, MIN_BOARDS} from './comparison.js';

/** Which boards are compared: streams and campaigns, as far as whoever is at the page may list them. */
class BoardChooser extends LitElement {
  static properties = {
    named: {attribute: false},
    chosen: {state: true},
    boards: {state: true},
    denied: {state: true},
  };

  #asked = false;
  /** Whether there is anything to do before boards can be compared; it stays open while they are chosen. */
  #needed = false;

  constructor() {
    super();
    /** The ids in the address. */
    this.named = [];
  }

  /** In the page itself, whose sheets it shares. */
  createRenderRoot() {
    return this;
  }

  willUpdate() {
    if (this.hasUpdated) return;
    this.chosen = this.named;
    this.#needed = this.named.length < MIN_BOARDS;
  }

  firstUpdated() {
    if (this.#needed) this.#list();
  }

  async #list() {
    if (this.#asked) return;
    this.#asked = true;
    const [streams, campaigns] = await Promise.all([ask('/api/streams'), ask('/api/campaigns')]);
    this.denied = !streams?.ok;
    const made = campaigns?.ok ? (await campaigns.json()).campaigns : [];
    this.boards = [
      ...made.map(({id, title, status}) => ({id: `@${id}`, title, status})),
      ...(streams?.ok ? await streams.json() : []),
    ];
  }

  render() {
    return html`<details ?open=${this.#needed} @toggle=${this.#list}>
      <summary>${t('choose')}</summary>
      ${this.denied ? html`<p>${t('chooseDenied')} · <a href=${to('/console')}>Livetally</a></p>` : nothing}
      ${this.boards?.length ? this.#form() : nothing}
    </details>`;
  }

  #form() {
    const n = this.chosen.length;
    return html`<form @submit=${this.#go}>
      <ul>
        ${this.boards.map(({id, title, status}) => this.#row(id, title, status))}
      </ul>
      <p>
        <button ?disabled=${n < MIN_BOARDS || n > MAX_BOARDS}>${t('doCompare', {n})}</button>
        <span>${t('tooFew', {max: MAX_BOARDS})}</span>
      </p>
    </form>`;
  }

  #row(id, title, status) {
    const place = this.chosen.indexOf(id);
    return html`<li>
      <label
        ><input type="checkbox" name="board" value=${id} .checked=${place >= 0} @change=${this.#pick} />
        <span class="name">${title || id}</span>
        <span class="phase" data-status=${status}>${t(status)}</span>
        ${place === 0 ? html`<small>${t('base')}</small>` : nothing}</label
      >
    </li>`;
  }

  /** In the order in which they are picked: the first is what others are measured by. */
  #pick({target: {value, checked}}) {
    const others = this.chosen.filter((id) => id !== value);
    this.chosen = checked ? [...others, value] : others;
  }

  #go(event) {
    event.preventDefault();
    const url = new URL(location.href);
    url.searchParams.set('boards', this.chosen.join(','));
    location.href = url.href;
  }
}

customElements.define('board-chooser', BoardChooser);
