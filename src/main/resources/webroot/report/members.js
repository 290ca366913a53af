/** The streams of a campaign, each with its own seal. */
import {html, nothing} from 'lit';
import {boardPath} from '../shared/address.js';
import {count, currencyOf, money} from '../shared/format.js';
import {hasWord, t, to} from '../shared/i18n.js';

/** @param {import('./types.js').Report} report */
export function members({streams, stream, opening}) {
  if (!streams) return nothing;
  const {exact} = money(currencyOf(stream));
  const row = ({stream, title, status, gmv, orders, messages, seq, sha256}) =>
    html`<tr data-key=${stream}>
      <th scope="row">
        <a href=${to(boardPath('report', stream))}><bdi>${title || stream}</bdi></a>
        <small>${hasWord(status) ? t(status) : status}</small>
      </th>
      <td data-value=${gmv}>${exact(gmv)}</td>
      <td>${count(orders)}</td>
      <td>${count(messages)}</td>
      <td class="text"><code>${sha256}@${seq}</code></td>
    </tr>`;
  return html`<section class="ranking wide" data-section="streams">
    <h2>${t('members')}</h2>
    <p class="says">${t('membersText')}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${t('name')}</th>
          <th scope="col">${t('gmv')}</th>
          <th scope="col">${t('orders')}</th>
          <th scope="col">${t('messages')}</th>
          <th scope="col" class="text">${t('seal')}</th>
        </tr>
      </thead>
      <tbody>
        ${streams.map(row)}
      </tbody>
    </table>
    ${
      opening
        ? html`<p class="rest" data-figure="opening" data-value=${opening.gmv}>
            ${t('opening')} ${exact(opening.gmv)}${opening.note ? ` · ${opening.note}` : nothing} · ${t('openingText')}
          </p>`
        : nothing
    }
  </section>`;
}
