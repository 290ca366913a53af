/** One number of an order as a page of A4. */
import {html, nothing} from 'lit';
import {pictureAt} from '../shared/address.js';
import {beside, t} from '../shared/i18n.js';
import {numberLabel} from '../shared/numbers.js';
import {once} from '../shared/once.js';
import {dated} from '../shared/zone.js';

/** From so many characters on they get smaller. */
const LONG_NAME = 20;
const LONG_NUMBER = 8;

const days = once((timeZone) => dated(timeZone, {dateStyle: 'long'}));

/**
 * @typedef {object} Certificate as `GET /api/streams/{stream}/certificates/{order}` answers it
 * @property {{title: string, timezone: string}} stream
 * @property {string} order
 * @property {number} at epoch milliseconds
 * @property {'placed' | 'paid'} status
 * @property {Item[]} numbers
 *
 * @typedef {{sku: string, name: string, prefix?: string, number: number, last?: number, image?: string,
 *   origin?: string, series?: string}} Item
 */

/**
 * @param {Item} item
 * @param {Certificate} certificate
 * @param {{holder: string, qr: string | undefined}} page the name that was typed, and the picture of the code
 */
export function sheet(item, {stream, order, at}, {holder, qr}) {
  const {image} = item;
  return html`<article class="sheet" data-key=${`${item.sku} ${item.number}`} ?data-pictured=${image}>
    <div class="frame">
      <h2>${t('certificate')}</h2>
      ${image ? html`<img class="picture" src=${pictureAt(image)} alt=${item.name} />` : nothing} ${says(item, holder)}
      <footer class="foot">
        <dl>
          <dt>${t('event')}</dt>
          <dd>${stream.title}</dd>
          <dt>${t('placedOn')}</dt>
          <dd>${days(stream.timezone)(at)}</dd>
          <dt>${t('orderId')}</dt>
          <dd>${order}</dd>
        </dl>
        ${
          qr
            ? html`<figure>
                <img src=${qr} alt=${t('qrOf')} />
                <figcaption>${t('scan')}</figcaption>
              </figure>`
            : nothing
        }
      </footer>
    </div>
  </article>`;
}

function says(item, holder) {
  const {name, series, origin} = item;
  const label = numberLabel(item, item.number);
  const from = beside([series, origin]);
  return html`<div class="says">
    <p>${t('certifies')}</p>
    <p class="holder">${holder}</p>
    <p>${t('adopted')}</p>
    <p class="product" ?data-long=${name.length > LONG_NAME}>${name}</p>
    ${from ? html`<p class="from">${from}</p>` : nothing}
    <p class="number" ?data-long=${label.length > LONG_NUMBER} title=${t('number')}>${label}</p>
  </div>`;
}
