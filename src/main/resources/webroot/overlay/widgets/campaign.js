import {css, html, nothing, svg} from 'lit';
import {amount} from '../../shared/amount.js';
import {figure} from '../../shared/figure.js';
import {count, money} from '../../shared/format.js';
import {t} from '../../shared/i18n.js';
import {standing} from '../../shared/members.js';
import {line, plate} from '../thumbnail.js';

/** As many as fit into a source of its own. */
const ROWS = 3;

/**
 * The total of a campaign, how many of its streams are live, and those that sold most.
 *
 * @type {import('../widgets.js').Widget}
 */
export const campaign = {
  name: 'campaign',
  words: {zh: {title: '活动总额与场次'}, en: {title: 'Campaign and its streams'}},
  size: {width: 600, height: 300},
  fields: ['totals', 'campaign'],
  inColumn: true,
  leads: true,
  onRequest: true,
  of: 'campaign',
  plate: 'campaign',
  view: ({board: {totals = {}, campaign}, currency}) => {
    const {members, isLive} = standing(campaign?.streams ?? {});
    const {exact} = money(currency);
    return html`${figure(
        'totals.gmv',
        totals.gmv ?? 0,
        exact,
        isLive
          ? html`<span data-live=${members.length}>${t('liveStreams', {n: count(members.length)})}</span>`
          : nothing,
      )}
      <ul class="members">
        ${members
          .slice(0, ROWS)
          .map(
            ({id, title, gmv}) =>
              html`<li data-stream=${id} data-value=${gmv}>
                <bdi>${title || id}</bdi><span>${amount(exact(gmv))}</span>
              </li>`,
          )}
      </ul>`;
  },
  thumbnail: [
    plate(6, 6, 52, 32),
    svg`<rect class="text" x="11" y="10" width="34" height="6" rx="1.500"/>`,
    ...[21, 26.5, 32].flatMap((y) => [line(11, y, 20, 'quiet'), line(40, y, 13, y === 21 ? 'gold' : 'text')]),
  ],
  styles: css`
    .campaign .figure {
      grid-template-columns: 1fr auto;
      align-items: baseline;
    }
    .campaign .figure .note {
      grid-area: 1 / 2;
      font-size: var(--size-heading);
      color: var(--gold);
    }
    .campaign rolling-number {
      grid-column: 1 / -1;
      font-size: min(4.25rem, calc(var(--plate-room) / max(1, var(--chars, 13) - 1.6) / 0.6));
      line-height: 1.15;
    }
    .members {
      list-style: none;
      margin: 0.25rem 0 0;
      padding: 0;
    }
    .members li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 1.5rem;
      font-size: 1.625rem;
      line-height: 1.35;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    .members bdi {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .members .minor {
      font-size: max(0.72em, var(--least));
      color: var(--quiet);
    }
    [data-single='campaign'] .plate {
      padding: 0.5rem 1.5rem;
    }
  `,
};
