import './words.js';
import {html, nothing} from 'lit';
import {dealsSection} from '../shared/deals-section.js';
import {BARS} from '../shared/dimensions.js';
import {clock, money} from '../shared/format.js';
import '../shared/freshness-badge.js';
import {define, t} from '../shared/i18n.js';
import {campaignStatus} from '../shared/members.js';
import '../shared/milestone-banner.js';
import '../shared/newest-orders.js';
import {follow, pageStream, streamOf, whyEmpty} from '../shared/screen.js';
import {daysBetween, localDate, serverTime} from '../shared/session-time.js';
import {keepAwake} from '../shared/wake-lock.js';
import '../shared/words/times.js';
import './day-columns.js';
import {best, calendar} from './days.js';
import {figures, hero} from './hero.js';
import './share-bar.js';
import {streamTable} from './stream-table.js';
import './turning-ranks.js';

/** Shares of the channels are a bar of their own. */
const RANKS = BARS.filter((section) => section !== 'channels');
const NEWEST = 8;
/** Days begin without news from the board. */
const EVERY_MS = 1_000;

/** The wall of a campaign: one board over many streams. */
const draw = follow(({source, board}) => {
  const {currency, timezone, ...stream} = streamOf(board);
  const campaign = board?.campaign ?? {};
  document.title = [stream.title, 'Livetally'].filter(Boolean).join(' · ');
  const dayOf = (at) => (at === undefined ? undefined : localDate(at, timezone));
  const period = {
    from: dayOf(campaign.startsAt),
    to: dayOf(campaign.endsAt),
    today: stream.status === 'live' ? dayOf(serverTime(source, source.status === 'connected')) : undefined,
  };
  const head = top(source, {...stream, timezone}, period);
  if (!board)
    return html`<div class="wall" data-status=${source.status}>
      ${head}
      <p class="empty">${whyEmpty(source, t('noCampaignYet', {campaign: pageStream().slice(1)}))}</p>
    </div>`;
  const isCalm = board.recent.length === 0 && Object.keys(board.days ?? {}).length === 0;
  const below = [
    ranks(board, currency),
    streamTable(campaign.streams ?? {}, currency),
    isCalm ? html`<p class="calm">${t('waiting')}</p>` : newest(board, campaign, {currency, timezone}),
  ];
  return html`<div class="wall" data-status=${source.status} ?data-calm=${isCalm}>
    ${head}
    <div class="side">${hero(board, campaign, {currency, timezone})} ${days(board, period, currency)}</div>
    <div class="side parts">
      ${figures(board, currency)} ${dealsSection(board.deals, currency)} ${channels(board, currency)}
    </div>
    <div class="below dims">${below}</div>
    <milestone-banner
      .gmv=${board.totals?.gmv ?? 0}
      .goal=${board.goal?.amount}
      .currency=${currency}
      .watching=${source.status === 'connected'}></milestone-banner>
  </div>`;
});
setInterval(draw, EVERY_MS);
keepAwake();

function top(source, {id, title, status, timezone}, period) {
  return html`<header class="top">
    <h1 title=${title ?? ''}>${title || id || 'Livetally'}</h1>
    ${
      status
        ? html`<span class="phase" data-status=${status}>${campaignStatus(status)}</span>
            ${time(source.board.campaign ?? {}, period, timezone)}`
        : nothing
    }
    <freshness-badge
      .source=${source}
      .status=${source.status}
      .version=${source.version}
      .timezone=${timezone}></freshness-badge>
  </header>`;
}

/** From when to when, and which day of it is today. */
function time({startsAt, endsAt}, {from, to, today}, timezone) {
  const {date} = clock(timezone);
  const dates = [startsAt, endsAt].map((at) => (at === undefined ? '' : date(at)));
  const day = from && today ? daysBetween(from, today) + 1 : 0;
  return html`<p class="time">
    ${dates.some(Boolean) ? html`<span>${dates.join(' – ')}</span>` : nothing}
    ${
      day > 0
        ? html`<b data-day=${day}
            >${to ? t('dayOf', {n: day, all: daysBetween(from, to) + 1}) : t('day', {n: day})}</b
          >`
        : nothing
    }
  </p>`;
}

function days({days: section = {}}, period, currency) {
  const {days, isWhole} = calendar(section, period);
  if (days.length === 0) return nothing;
  const {exact} = money(currency);
  const of = (day) => days.find((other) => other.day === day)?.gmv;
  const most = best(days);
  return html`<section class="days dims">
    <h2 title=${define('days')}>
      ${t('perDay')}${isWhole ? nothing : html`<small>${t('lastDays', {n: days.length})}</small>`}
      ${
        of(period.today) === undefined
          ? nothing
          : html`<span class="told" data-today=${of(period.today)}
              >${t('today')} <b>${exact(of(period.today))}</b></span
            >`
      }
      ${
        most && days.length > 1
          ? html`<span class="told" data-best=${most.gmv}
              >${t('bestDay', {day: monthAndDay(most.day)})} <b>${exact(most.gmv)}</b></span
            >`
          : nothing
      }
    </h2>
    <day-columns .days=${days} .today=${period.today} .currency=${currency}></day-columns>
  </section>`;
}

/** A day of the calendar is the same in every zone. */
const monthAndDay = (day) => clock('UTC').dayOfMonth(Date.parse(day));

function channels({channels: section = {}, totals}, currency) {
  return Object.keys(section).length === 0
    ? nothing
    : html`<section class="channels dims">
        <h2 title=${define('channels')}>
          ${t('channelShares')}<small>${t('channelsThere', {n: Object.keys(section).length})}</small>
        </h2>
        <share-bar
          data-section="channels"
          .entries=${section}
          .gmv=${totals?.gmv ?? 0}
          .currency=${currency}></share-bar>
      </section>`;
}

/** Those that the address names with `?ranks=`, or all that hold something. */
function ranks(board, currency) {
  const asked = new URLSearchParams(location.search).get('ranks')?.split(',');
  const sections = (asked ?? RANKS).filter(
    (section) => RANKS.includes(section) && Object.keys(board[section] ?? {}).length > 0,
  );
  return sections.length === 0
    ? nothing
    : html`<turning-ranks
        .sections=${sections}
        .board=${{...board}}
        .currency=${currency}
        ?data-alone=${sections.length === 1}></turning-ranks>`;
}

function newest({recent, products}, {streams}, {currency, timezone}) {
  return recent.length === 0
    ? nothing
    : html`<section class="newest">
        <h2 title=${define('recent')}>${t('recent')}</h2>
        <newest-orders
          .orders=${recent}
          .products=${products}
          .streams=${streams ?? {}}
          .currency=${currency}
          .timezone=${timezone}
          .limit=${NEWEST}></newest-orders>
      </section>`;
}
