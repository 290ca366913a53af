/** What the address of an overlay may ask for: read by the overlay, written by the page that builds such addresses. */

/** The size of a browser source that holds more than one. */
export const COMPOSED = {width: 1920, height: 1080};
/** The same where a phone's picture is made; its composition has larger letters, a rem of 24 pixels. */
export const COMPOSED_TALL = {width: 1080, height: 1920, rem: 24};
export const THEMES = ['dark', 'light', 'clear'];
/** Of a currency without minor units, such as the yen, it takes more to be big. */
const LEAST_ALERT = 1_000;
const LEAST_ALERT_WHOLE = 20_000;
export const MAX_ALERT = 1e9;

/** The smallest order that is announced where nothing else is asked for, in major units of the currency. */
export const leastAlert = (currency) => (currency.digits === 0 ? LEAST_ALERT_WHOLE : LEAST_ALERT);

/** Whether a board is that of a campaign. @param {string} board its id */
export const isCampaign = (board) => board.startsWith('@');

/** The widgets that there are for a board: some are of one stream, some of a campaign. */
export const widgetsOf = (board, widgets) =>
  widgets.filter(({of}) => of === undefined || of === (isCampaign(board) ? 'campaign' : 'stream'));

/**
 * @typedef {object} OverlayOptions
 * @property {string[]} widgets at least one
 * @property {string} theme
 * @property {number} [min] of the alert, major units; missing: as `leastAlert` says
 * @property {string} [against] the board that the widget of this name runs against
 * @property {string[]} unknown what the address asked for in vain, as `name=value`; an overlay says nothing about it
 */

/**
 * @param {{name: string, onRequest?: boolean}[]} offered the widgets there are
 * @returns {OverlayOptions} with the default in place of what is missing or not known
 */
export function overlayOptions(search, offered) {
  const names = offered.map(({name}) => name);
  const query = new URLSearchParams(search);
  const asked = (query.get('widgets') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const widgets = names.filter((name) => asked.includes(name));
  const unknown = asked.filter((name) => !names.includes(name)).map((name) => `widgets=${name}`);
  const theme = query.get('theme') || THEMES[0];
  if (!THEMES.includes(theme)) unknown.push(`theme=${theme}`);
  const min = query.get('min') ? Number(query.get('min')) : undefined;
  const minOk = min === undefined || (min >= 0 && min <= MAX_ALERT);
  if (!minOk) unknown.push(`min=${query.get('min')}`);
  return {
    widgets: widgets.length > 0 ? widgets : unasked(offered),
    theme: THEMES.includes(theme) ? theme : THEMES[0],
    min: minOk ? min : undefined,
    ...(query.get('against') ? {against: query.get('against')} : {}),
    unknown,
  };
}

/** The widgets of an address that names none. */
const unasked = (offered) => offered.filter(({onRequest}) => !onRequest).map(({name}) => name);

/** The shortest query that asks for these; defaults are left out. */
export function overlaySearch({widgets, theme, min, against, lang, token}, offered) {
  const parts = [];
  if (widgets.join() !== unasked(offered).join()) parts.push(`widgets=${widgets.join(',')}`);
  if (theme !== THEMES[0]) parts.push(`theme=${theme}`);
  if (widgets.includes('alert') && min !== undefined) parts.push(`min=${min}`);
  if (widgets.includes('against') && against) parts.push(`against=${encodeURIComponent(against)}`);
  if (lang) parts.push(`lang=${lang}`);
  if (token) parts.push(`token=${encodeURIComponent(token)}`);
  return parts.join('&');
}

/** The size in pixels that suits these widgets, which are named. */
export function sizeOf(widgets, offered) {
  return widgets.length === 1 ? offered.find(({name}) => name === widgets[0]).size : COMPOSED;
}
