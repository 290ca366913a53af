import {LitElement, html, nothing} from 'lit';
import {boardPath} from '../shared/address.js';
import {count, money, shareOf} from '../shared/format.js';
import '../shared/freshness-badge.js';
import {define, t, to} from '../shared/i18n.js';
import '../shared/rolling-number.js';
import {pageStream, streamOf, whyEmpty} from '../shared/screen.js';
import '../shared/session-clock.js';
import {FiguresFeed} from './figures-feed.js';
import './full-house.js';
import './group-race.js';
import './participation-ring.js';
import {FullHouses, RANKS, everybody, own, race, rankOf, standings, tops, total} from './standings.js';

const WORDS = {gmv: 'byGmv', orders: 'byOrders', buyers: 'byBuyers'};
/** Rows of a wall; a page that scrolls has room for more. */
const ROWS = 10;
const ROWS_OF_SMALL = 50;
/** So few parents are written larger. */
const FEW = 6;
const small = matchMedia('(max-width: 899px), (max-height: 599px), (max-width: 1199px) and (max-height: 1399px)');

/** The wall of groups: all together, those at the top of the tree, and the race of those that buyers belong to. */
class GroupWall extends LitElement {
  static properties = {source: {attribute: false}, board: {attribute: false}, figures: {state: true}};

  #feed = new FiguresFeed(pageStream(), (figures) => {
    this.figures = figures;
  });
  #full = new FullHouses();
  #rank = rankOf(location.search);
  #resized = () => this.requestUpdate();

  /** In the page itself, whose sheets it shares. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#feed.start();
    small.addEventListener('change', this.#resized);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#feed.stop();
    small.removeEventListener('change', this.#resized);
  }

  render() {
    const {source, board, figures} = this;
    const stream = streamOf(board);
    document.title = [stream.title, t('groupRace'), 'Livetally'].filter(Boolean).join(' · ');
    if (!board)
      return this.#page(
        stream,
        html`<p class="empty">${whyEmpty(source, t('noStreamYet', {stream: pageStream()}))}</p>`,
      );
    const all = standings(figures ?? {}, board.groups ?? {});
    // Before the first figures, a group that is full may only be one that is not known yet.
    if (figures && source.status === 'connected') this.#celebrate(this.#full.see(all));
    if (all.size === 0) return this.#page(stream, html`<p class="empty">${t('noGroupsYet')}</p>`);
    const parents = tops(all, this.#rank);
    return this.#page(stream, this.#standings(all, parents, stream), parents.length > 0);
  }

  #page(stream, content, hasParents = false) {
    return html`<div class="wall" data-status=${this.source.status} ?data-parents=${hasParents}>
      ${this.#top(stream)} ${content}
      <full-house></full-house>
    </div>`;
  }

  async #celebrate(groups) {
    if (groups.length === 0) return;
    await this.updateComplete;
    this.querySelector('full-house').celebrate(groups);
  }

  #top(stream) {
    const {source} = this;
    return html`<header class="top">
      <h1 title=${stream.title ?? ''}>${stream.title || stream.id || 'Livetally'}</h1>
      ${
        stream.status
          ? html`<span class="phase" data-status=${stream.status}>${t(stream.status)}</span>
              <session-clock
                class="dims"
                .source=${source}
                .stream=${stream}
                .running=${stream.status === 'live' && source.status === 'connected'}></session-clock>`
          : nothing
      }
      <freshness-badge
        .source=${source}
        .status=${source.status}
        .version=${source.version}
        .timezone=${stream.timezone}></freshness-badge>
    </header>`;
  }

  #standings(all, parents, {currency}) {
    return html` ${this.#together(all, currency)}
    ${
      parents.length
        ? html`<section class="parents dims" ?data-few=${parents.length <= FEW}>
            <h2>${t('parentGroups')}</h2>
            <group-race
              data-of="parents"
              .groups=${parents}
              .of=${total}
              .rank=${this.#rank}
              .limit=${small.matches ? ROWS_OF_SMALL : ROWS}
              .currency=${currency}></group-race>
          </section>`
        : nothing
    }
    ${this.#race(race(all, this.#rank), parents.length > 0, currency)}`;
  }

  #race(groups, hasParents, currency) {
    const rows = small.matches ? ROWS_OF_SMALL : hasParents ? ROWS : 2 * ROWS;
    return html`<section class="race dims">
      <h2>
        ${t('groupRace')}${groups.length > rows ? html`<small>${t('of', {n: rows, all: count(groups.length)})}</small>` : nothing}
        <nav aria-label=${t('rankBy')}>
          ${RANKS.map(
            (rank) =>
              html`<a
                href=${to(boardPath('board', pageStream()), {view: 'groups', rank})}
                aria-current=${rank === this.#rank ? 'page' : nothing}
                >${t(WORDS[rank])}</a
              >`,
          )}
        </nav>
      </h2>
      <group-race
        numbered
        data-of="groups"
        .groups=${groups}
        .of=${own}
        .rank=${this.#rank}
        .limit=${rows}
        .currency=${currency}></group-race>
    </section>`;
  }

  #together(all, currency) {
    const {gmv, orders, buyers, headCount, ofKnown, groups} = everybody(all);
    const share = headCount ? shareOf(ofKnown, headCount) : undefined;
    const figure = (label, key, format, value, note) =>
      html`<div>
        <dt title=${define(key) ?? nothing}>${label}</dt>
        <dd>
          <rolling-number data-field=${key} .format=${format} .value=${value}></rolling-number
          >${note ? html`<small>${note}</small>` : nothing}
        </dd>
      </div>`;
    return html`<dl class="together dims">
      ${share === undefined ? nothing : html`<participation-ring .share=${share}></participation-ring>`}
      ${figure(t('peopleJoined'), 'buyers', count, headCount ? ofKnown : buyers, headCount ? `/ ${count(headCount)}` : '')}
      ${headCount && buyers > ofKnown ? figure(t('othersJoined'), 'others', count, buyers - ofKnown) : nothing}
      ${figure(t('gmv'), 'gmv', money(currency).exact, gmv)} ${figure(t('orders'), 'orders', count, orders)}
      ${figure(t('groups'), 'groups', count, groups)}
    </dl>`;
  }
}

customElements.define('group-wall', GroupWall);
