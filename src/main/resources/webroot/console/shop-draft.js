/** What is typed of a shop, as the server takes it. */

/** Stands before the names of settings that only one kind has. */
export const OPTION = 'option.';
/** What counts of an order, the usual first. */
export const MONEY = ['goods', 'total'];

/** What is typed in a form of a shop, as the server takes it; what is empty is missing. */
export function readShop(typed) {
  const {title, channel, secret, shop, kind, money, sinceStart, test} = typed;
  const options = Object.fromEntries(
    Object.entries(typed)
      .filter(([name, value]) => name.startsWith(OPTION) && value)
      .map(([name, value]) => [name.slice(OPTION.length), value]),
  );
  return {
    ...present({kind, title, channel, secret, shop, money}),
    ...(Object.keys(options).length ? {options} : {}),
    sinceStart: sinceStart === 'yes',
    test: test === 'yes',
  };
}

/** Only what differs from the shop, with null for what was emptied. */
export function changedShop(shop, wanted) {
  const names = ['title', 'channel', 'shop', 'money', 'sinceStart', 'test'];
  const before = {money: MONEY[0], sinceStart: false, test: false, ...shop};
  const changed = names.filter((name) => (before[name] || null) !== (wanted[name] || null));
  const options = present(wanted.options ?? {});
  return {
    ...Object.fromEntries(changed.map((name) => [name, wanted[name] ?? null])),
    ...(sameEntries(present(shop.options ?? {}), options) ? {} : {options}),
  };
}

function sameEntries(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function present(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value));
}

/** In the place of a secret that the shop shows only once it has the address: nobody knows it. */
export function unknownSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
