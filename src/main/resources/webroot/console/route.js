/** Where the operator is, in the fragment of the address: `#naqu`, `#naqu/orders`, `#naqu/orders/wsnb-000123`. */

export const TABS = ['overview', 'catalogue', 'orders', 'shops', 'import', 'deals', 'groups', 'exports', 'settings'];

/** In the place of a stream: the page of notifications, which belongs to none. No id of a stream looks like this. */
export const NOTIFICATIONS = '~notifications';
/** The same for the operators' log. */
export const ACTS = '~acts';

/** @returns {{stream: string, tab: string, item: string}} `item`: the order, or the shop, that is shown in the tab */
export function route() {
  const asked = new URLSearchParams(location.search).get('stream') ?? '';
  const [stream, tab, ...item] = (location.hash.slice(1) || asked).split('/');
  return {
    stream: decoded(stream),
    tab: TABS.includes(tab) ? tab : TABS[0],
    item: item.length ? decoded(item.join('/')) : '',
  };
}

/** The address of a place in the console: a fragment alone would belong to the page's base. */
export function address(stream, tab, item) {
  return location.pathname + location.search + fragment(stream, tab, item);
}

export function goTo(stream, tab, item) {
  location.hash = fragment(stream, tab, item);
}

function fragment(stream, tab = TABS[0], item = '') {
  const parts = tab === TABS[0] && !item ? [stream] : [stream, tab, item];
  return `#${parts.filter(Boolean).map(encodeURIComponent).join('/')}`;
}

function decoded(part = '') {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // typed by hand, with a lone percent sign
  }
}
