/** What the address of an overlay may ask for: read by the overlay, written by the page that builds such addresses. */

/**
 * The widgets, in the order they are offered, with the size in pixels of a browser source that holds only this one.
 */
export const WIDGETS = {
  gmv: {width: 600, height: 120},
  goal: {width: 600, height: 120},
  likes: {width: 320, height: 480},
  ticker: {width: 800, height: 160},
  top: {width: 480, height: 340},
  alert: {width: 800, height: 200},
};
/** The size of a browser source that holds more than one. */
export const COMPOSED = {width: 1920, height: 1080};
export const THEMES = ['dark', 'light', 'clear'];
/** Of a currency without minor units, such as the yen, it takes more to be big. */
const LEAST_ALERT = 1_000;
const LEAST_ALERT_WHOLE = 20_000;
export const MOST_ALERT = 1e9;

/** The smallest order that is announced where nothing else is asked for, in major units of the currency. */
export const leastAlert = (currency) => (currency.digits === 0 ? LEAST_ALERT_WHOLE : LEAST_ALERT);

/**
 * @typedef {object} OverlayOptions
 * @property {string[]} widgets at least one
 * @property {string} theme
 * @property {number} [min] of the alert, major units; missing: as `leastAlert` says
 * @property {string[]} unknown what the address asked for in vain, as `name=value`; an overlay says nothing about it
 */

/** @returns {OverlayOptions} with the default in place of what is missing or not known */
export function overlayOptions(search) {
  const query = new URLSearchParams(search);
  const asked = (query.get('widgets') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const widgets = Object.keys(WIDGETS).filter((name) => asked.includes(name));
  const unknown = asked.filter((name) => !Object.hasOwn(WIDGETS, name)).map((name) => `widgets=${name}`);
  const theme = query.get('theme') || THEMES[0];
  if (!THEMES.includes(theme)) unknown.push(`theme=${theme}`);
  const min = query.get('min') ? Number(query.get('min')) : undefined;
  const minOk = min === undefined || (min >= 0 && min <= MOST_ALERT);
  if (!minOk) unknown.push(`min=${query.get('min')}`);
  return {
    widgets: widgets.length > 0 ? widgets : Object.keys(WIDGETS),
    theme: THEMES.includes(theme) ? theme : THEMES[0],
    min: minOk ? min : undefined,
    unknown,
  };
}

/** The shortest query that asks for these; defaults are left out. */
export function overlaySearch({widgets, theme, min, lang, token}) {
  const parts = [];
  if (widgets.length < Object.keys(WIDGETS).length) parts.push(`widgets=${widgets.join(',')}`);
  if (theme !== THEMES[0]) parts.push(`theme=${theme}`);
  if (widgets.includes('alert') && min !== undefined) parts.push(`min=${min}`);
  if (lang) parts.push(`lang=${lang}`);
  if (token) parts.push(`token=${encodeURIComponent(token)}`);
  return parts.join('&');
}

/** The size in pixels that suits these widgets. */
export function sizeOf(widgets) {
  return widgets.length === 1 ? WIDGETS[widgets[0]] : COMPOSED;
}
