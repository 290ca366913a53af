import {html} from 'lit';
import {t} from '../shared/i18n.js';
import {TABS, goTo, route} from './route.js';

const NAMES = {
  overview: 'overview',
  catalogue: 'catalogue',
  groups: 'groupsTab',
  orders: 'ordersTab',
  shops: 'shopsTab',
  import: 'importTab',
  deals: 'deals',
  exports: 'exportsTab',
  settings: 'settings',
};

/** The tabs of a stream, also for the arrow keys. */
export function streamTabs(stream, chosen) {
  return html` <div class="tabs" role="tablist" aria-label=${t('tabs')} @keydown=${(event) => arrow(event, stream)}>
    ${TABS.map(
      (tab) =>
        html` <button
          role="tab"
          id="tab-${tab}"
          aria-controls="panel-${tab}"
          aria-selected=${tab === chosen ? 'true' : 'false'}
          tabindex=${tab === chosen ? 0 : -1}
          @click=${() => goTo(stream, tab)}>
          ${t(NAMES[tab])}
        </button>`,
    )}
  </div>`;
}

/** On a phone not all tabs fit: moves the chosen one into sight, and nothing else. @param {Element} list */
export function showChosen(list) {
  const tab = list.querySelector('[aria-selected=true]');
  const [left, right] = [tab.offsetLeft - list.offsetLeft, tab.offsetLeft - list.offsetLeft + tab.offsetWidth];
  if (left < list.scrollLeft) list.scrollLeft = left;
  else if (right > list.scrollLeft + list.clientWidth) list.scrollLeft = right - list.clientWidth;
}

function arrow(event, stream) {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (!step) return;
  event.preventDefault();
  // Of the address, which knows of a key that was pressed a moment ago.
  const tab = TABS[(TABS.indexOf(route().tab) + step + TABS.length) % TABS.length];
  goTo(stream, tab);
  event.currentTarget.querySelector(`#tab-${tab}`).focus();
}
