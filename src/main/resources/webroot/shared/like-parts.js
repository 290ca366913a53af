import {LitElement, css, html} from 'lit';
import {clock, count} from './format.js';
import {t} from './i18n.js';
import {partsOf} from './like-sources.js';
import {serverTime} from './session-time.js';
import './words/likes.js';

/** Who counted the likes: the viewers here, and each source with the time since it was heard last. */
class LikeParts extends LitElement {
  static properties = {
    audience: {attribute: false},
    /** A board of the client library, or its `at`, `receivedAt` and `status`. */
    source: {attribute: false},
    /** Whether the stream is live: otherwise no source has to be heard. */
    live: {type: Boolean},
    timezone: {},
  };

  static styles = css`
    ul {
      display: grid;
      gap: 0.6em;
      margin: 0;
      padding: 0;
      list-style: none;
      font-variant-numeric: tabular-nums;
    }
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0 1.25em;
      align-items: baseline;
    }
    bdi {
      overflow-wrap: anywhere;
    }
    b {
      font-weight: 600;
    }
    small {
      grid-column: 1 / -1;
      font-size: 0.85em;
      color: var(--quiet);
    }
    [data-silent] small {
      color: var(--alarm);
    }
  `;

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    const {source = {}} = this;
    const {own, all, sources} = partsOf(this.audience ?? {}, serverTime(source, source.status === 'connected'));
    return html`<ul>
      <li data-own=${own}>
        <span>${all ? t('likesHere') : t('likesOthers')}</span>
        <b>${count(own)}</b>
      </li>
      ${sources.map((part) => this.#part(part))}
    </ul>`;
  }

  #part({name, likes, at, age, silent}) {
    const time = clock(this.timezone).second(at);
    const heard = !this.live ? t('lastHeard', {time}) : silent ? t('silentSince', {time}) : t('ago', {n: age});
    return html`<li data-source=${name} data-likes=${likes} ?data-silent=${this.live && silent}>
      <bdi>${name}</bdi>
      <b>${count(likes)}</b>
      <small>${heard}</small>
    </li>`;
  }
}

customElements.define('like-parts', LikeParts);
