import {css, html, svg} from 'lit';
import {money} from '../../shared/format.js';
import {leastAlert} from '../../shared/overlay-options.js';
import {pageStream, streamOf} from '../../shared/screen.js';
import {inTab} from '../../shared/storage.js';
import '../order-alert.js';
import {line, plate} from '../thumbnail.js';

/** The smallest order that is announced, in minor units. */
const least = (min, currency) => money(currency).minor(min ?? leastAlert(currency));
const element = () => document.querySelector('order-alert');

/** A refresh takes no longer. What waited before a longer absence is no news. */
const REFRESH_MS = 10_000;

/** What the page was announcing when it was refreshed; undefined if it was not. Told once. */
function lastVisit(key) {
  const {at = 0, ...kept} = inTab.read(key, {});
  inTab.removeItem(key);
  return Math.abs(Date.now() - at) < REFRESH_MS ? kept : undefined;
}

/**
 * Big orders of a stream. What was paid before the first state of the board is not announced, whatever is paid after it
 * is; so is what an earlier visit of the page, which was refreshed, had left to announce.
 *
 * @type {import('../widgets.js').Widget}
 */
export const alert = {
  name: 'alert',
  words: {
    zh: {
      title: '大单播报',
      bigOrder: '大单',
      test: '测试',
      testTitle: '测试提醒',
      testSays: '满 {min} 的订单会这样播报',
      andMore: '另有 {n} 单，{amount}',
      more: '共 {n} 单，{amount}',
    },
    en: {
      title: 'Big orders',
      bigOrder: 'Big order',
      test: 'TEST',
      testTitle: 'Test alert',
      testSays: 'Orders from {min} look like this',
      andMore: 'and {n} more, {amount}',
      more: '{n} {n:order|orders}, {amount}',
    },
  },
  size: {width: 800, height: 200},
  fields: ['recent', 'products'],
  of: 'stream',
  always: true,
  live: true,
  view: ({board, currency, min}) =>
    html`<order-alert .min=${least(min, currency)} .products=${board?.products} .currency=${currency}></order-alert>`,
  start: ({source, min, open}) => {
    // Not before the stream's currency is known, which says what is big.
    const listen = () => {
      const orders = least(min, streamOf(source.board).currency);
      const key = `livetally.alerts.${pageStream()}.${orders}`;
      const kept = lastVisit(key);
      let to = kept?.to ?? source.board.recent[0]?.seq ?? '0-0';
      if (kept) element()?.resume(kept);
      const bigOrders = open({fields: ['stream'], orders, ordersFrom: to});
      bigOrders.addEventListener('orders', ({detail}) => {
        to = detail.to;
        element()?.announce(detail);
      });
      bigOrders.addEventListener('refunded', ({detail}) => {
        to = detail.to;
        element()?.withdraw(detail.places);
      });
      addEventListener('pagehide', () => {
        const left = element()?.kept();
        if (left) inTab.write(key, {...left, to, at: Date.now()});
      });
    };
    source.addEventListener('change', listen, {once: true});
    addEventListener('message', ({origin, source: sender, data}) => {
      if (origin === location.origin && sender === parent && data?.type === 'livetally.test-alert') element()?.test();
    });
  },
  thumbnail: [
    plate(6, 12, 52, 20),
    svg`<rect class="edge" x="6" y="12" width="52" height="20" rx="2"/>
      <path class="gold" d="m11 27 5-8 3 4 1.500-2 4 6z"/>`,
    line(28, 18, 22),
    line(28, 24, 14, 'gold'),
  ],
  styles: css`
    order-alert {
      position: absolute;
      left: 50%;
      top: 0;
      width: 50rem;
      margin-left: -25rem;
      z-index: 1;
    }
    order-alert:not([data-state='idle']) {
      min-height: 1px;
    }
    [data-single='alert'] order-alert {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: center;
    }
  `,
};
