import {html, nothing} from 'lit';
import {text, values} from '../shared/fields.js';
import {currencyOf} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {major, minor} from './amount.js';
import './campaign-members.js';
import {amountField, choice, goalField, idField, tick, timeIn, typed, usualFirst, zoneField} from './form-fields.js';
import {wall} from './time.js';

/** In which times are typed and shown of a campaign whose days are those of its streams. */
export const SHANGHAI = 'Asia/Shanghai';

/** Fields of the form that show what is wrong with them. */
export const CAMPAIGN_FIELDS = [
  'id',
  'title',
  'streams',
  'prefix',
  'currency',
  'goal',
  'signedRecord',
  'timezone',
  'startsAt',
  'endsAt',
  'opening',
  'gmv',
  'asOf',
  'note',
];

/**
 * The fields of a campaign: of a new one, if it has no id yet. What is typed stays in them until the form goes.
 *
 * @param {object[]} streams all streams
 * @param {Record<string, number>} currencies the digits of each
 */
export function campaignFields(element, campaign, streams, currencies) {
  const isNew = !campaign.id;
  const form = isNew ? 'new' : 'campaign'; // both forms may be on the page
  const currency = currencyIn(element, campaign, currencies);
  const zone = campaign.timezone ?? SHANGHAI;
  const time = (name, label, at, hint) =>
    text(`${form}-${name}`, label, {
      name,
      type: 'datetime-local',
      value: at === undefined ? '' : wall(at, zone),
      error: element.errorOf(name),
      hint,
    });
  const amount = (name, label, value, hint) =>
    amountField(element, currency, value === undefined ? '' : major(value, currency), {
      id: `${form}-${name}`,
      name,
      label,
      hint,
    });
  const {gmv, asOf, note = ''} = campaign.opening ?? {};
  return html` ${isNew ? idField(element, 'new-year') : nothing}
    ${text(`${form}-title`, t('streamTitle'), {
      name: 'title',
      value: campaign.title ?? '',
      error: element.errorOf('title'),
      wide: !isNew,
    })}
    <campaign-members
      class="wide"
      .streams=${streams}
      .campaign=${campaign}
      .error=${membersError(element)}
      @members-changed=${() => element.requestUpdate()}></campaign-members>
    ${isNew ? currencyField(element, currencies) : nothing}
    ${goalField(element, currency, campaign.goal ? major(campaign.goal, currency) : '', `${form}-goal`)}
    ${time('startsAt', t('startsAt'), campaign.startsAt, t('startsAtHint'))}
    ${time('endsAt', t('endsAt'), campaign.endsAt, t('endsAtHint'))}
    ${zoneField(element, form, campaign.timezone ?? '', t('campaignZoneHint', {zone: SHANGHAI}))}
    ${amount('signedRecord', t('signedRecord'), campaign.signedRecord, t('signedRecordHint'))}
    ${amount('gmv', t('openingGmv'), gmv, t('openingHint'))} ${time('asOf', t('openingAsOf'), asOf)}
    ${text(`${form}-note`, t('openingNote'), {name: 'note', value: note, error: element.errorOf('note'), wide: true})}
    ${tick('public', t('campaignPublic'), campaign.public)}`;
}

function membersError(element) {
  const {field = ''} = element.problem ?? {};
  return element.errorOf('prefix') || (field.startsWith('streams') ? element.errorOf(field) : '');
}

function currencyField(element, currencies) {
  return choice('new-currency', t('currency'), {
    name: 'currency',
    values: ['', ...usualFirst(Object.keys(currencies))],
    value: '',
    error: element.errorOf('currency'),
    hint: t('campaignCurrencyHint'),
  });
}

/** That of the campaign, or else what is chosen, or else that of its streams. */
function currencyIn(element, campaign, currencies) {
  if (campaign.id) return currencyOf(campaign);
  const code = typed(element, 'currency') || element.querySelector('campaign-members')?.currency || 'CNY';
  return currencyOf({currency: code, currencyDigits: currencies[code]});
}

/**
 * What the form says, as the body that creates a campaign; of one that is there, only its settings. What is empty is
 * missing.
 *
 * @param {Record<string, number>} [currencies] as `campaignFields` got them
 */
export function readCampaign(element, form, campaign, currencies = {}) {
  const {
    members: _,
    goal,
    signedRecord,
    gmv,
    note,
    public: isPublic,
    currency: code,
    timezone,
    ...given
  } = values(form);
  const currency = currencyIn(element, campaign, currencies);
  const zone = timezone || SHANGHAI;
  const asOf = timeIn(form, 'asOf', zone);
  const body = {
    ...given,
    ...form.querySelector('campaign-members').value,
    public: isPublic === 'yes',
    startsAt: timeIn(form, 'startsAt', zone),
    endsAt: timeIn(form, 'endsAt', zone),
  };
  delete body.asOf;
  if (code) body.currency = code;
  if (timezone) body.timezone = timezone;
  if (goal) body.goal = minor(goal, currency, 'goal');
  if (signedRecord) body.signedRecord = minor(signedRecord, currency, 'signedRecord');
  if (gmv || note || asOf !== undefined)
    body.opening = {gmv: minor(gmv, currency, 'gmv'), asOf, note: note || undefined};
  return body;
}

/**
 * Only what differs from the campaign, with null for what was emptied. A field shows minutes: a time with seconds,
 * untouched, is no change.
 */
export function changesOf(campaign, wanted) {
  const minute = (at) => (at === undefined ? undefined : Math.floor(at / 60_000));
  const {opening} = campaign;
  const before = {
    title: campaign.title,
    public: campaign.public,
    goal: campaign.goal,
    signedRecord: campaign.signedRecord,
    timezone: campaign.timezone,
    startsAt: campaign.startsAt,
    endsAt: campaign.endsAt,
    opening,
    ...(wanted.prefix === undefined
      ? {streams: campaign.prefix === undefined ? campaign.streams.map(({id}) => id) : undefined}
      : {prefix: campaign.prefix}),
  };
  const shown = (name, value) => {
    if (name === 'startsAt' || name === 'endsAt') return minute(value);
    if (name === 'opening') return value && JSON.stringify([value.gmv, minute(value.asOf), value.note]);
    return Array.isArray(value) ? value.join() : value;
  };
  const changed = Object.keys(before).filter((name) => shown(name, wanted[name]) !== shown(name, before[name]));
  return Object.fromEntries(changed.map((name) => [name, wanted[name] ?? null]));
}
