import {html, nothing} from 'lit';
import {amount} from '../shared/amount.js';
import {count, money} from '../shared/format.js';
import {t, to} from '../shared/i18n.js';
import {standing} from '../shared/members.js';

/** As many as a page that scrolls should have; a wall shows those that fit. */
const MAX_ROWS = 50;

/** The streams of a campaign that are live, each with the way to its board; of the others only how many there are. */
export function streamTable(streams, currency) {
  const {members, isLive, counts} = standing(streams);
  if (members.length === 0) return nothing;
  const {exact} = money(currency);
  return html`<section class="streams" data-live=${isLive ? members.length : 0}>
    <h2>
      ${isLive ? t('liveStreams', {n: count(members.length)}) : t('streams')}
      ${counts.length > 0 ? html`<small>${counts.map(([status, n]) => t(`${status}Streams`, {n: count(n)})).join(' · ')}</small>` : nothing}
    </h2>
    <ul>
      ${members.slice(0, MAX_ROWS).map(
        ({id, title, status, gmv, orders}) =>
          html`<li
            data-stream=${id}
            data-status=${status}
            data-value=${gmv}
            title=${t('unitOrders', {n: count(orders)})}>
            <a href=${to(`/board/${encodeURIComponent(id)}`)}><bdi>${title || id}</bdi></a>
            <span class="orders">${t('unitOrders', {n: count(orders)})}</span>
            <span class="amount">${amount(exact(gmv))}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
