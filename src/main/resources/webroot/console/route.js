/** Where the operator is, in the fragment of the address: `#naqu`, `#naqu/orders`, `#naqu/orders/wsnb-000123`. */

export const TABS = ['overview', 'catalogue', 'orders', 'deals', 'groups', 'settings'];

/** @returns {{stream: string, tab: string, order: string}} */
export function route() {
  const asked = new URLSearchParams(location.search).get('stream') ?? '';
  const [stream, tab, ...order] = (location.hash.slice(1) || asked).split('/');
  return {
    stream: decoded(stream),
    tab: TABS.includes(tab) ? tab : TABS[0],
    order: order.length ? decoded(order.join('/')) : '',
  };
}

/** The address of a place in the console. */
export function address(stream, tab = TABS[0], order = '') {
  const parts = tab === TABS[0] ? [stream] : [stream, tab, order];
  return `#${parts.filter(Boolean).map(encodeURIComponent).join('/')}`;
}

export function goTo(stream, tab, order) {
  location.hash = address(stream, tab, order);
}

function decoded(part = '') {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // typed by hand, with a lone percent sign
  }
}
