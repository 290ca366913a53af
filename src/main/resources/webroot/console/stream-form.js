import {html, nothing} from 'lit';
import {FieldError} from '../shared/field-error.js';
import {field, text, values} from '../shared/fields.js';
import {currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {minor, minorOrNothing} from './amount.js';
import {instant, wall} from './time.js';

/** Those that stand first in the list, the others behind them. */
const USUAL_CURRENCIES = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'JPY', 'SGD', 'GBP'];
const ZONES = Intl.supportedValuesOf('timeZone');
const CNY = 'CNY';
const SHANGHAI = 'Asia/Shanghai';

/**
 * The fields of a stream: of a new one, if it has no id yet. What is typed stays in them until the form goes.
 *
 * @param {Record<string, number>} [currencies] the digits of each that a new stream may have
 */
export function streamFields(element, stream, currencies = {}) {
  const form = stream.id ? 'stream' : 'new'; // both forms may be on the page
  const isNew = !stream.id;
  return html` ${isNew ? idField(element) : nothing}
    ${text(`${form}-title`, t('streamTitle'), {
      name: 'title',
      value: stream.title ?? '',
      error: element.errorOf('title'),
      wide: true,
    })}
    ${isNew ? moneyFields(element, currencies) : nothing}
    ${text(`${form}-timezone`, t('timezone'), {
      name: 'timezone',
      value: stream.timezone ?? SHANGHAI,
      list: `${form}-zones`,
      error: element.errorOf('timezone'),
    })}
    <datalist id="${form}-zones">${ZONES.map((zone) => html`<option value=${zone}></option>`)}</datalist>
    ${text(`${form}-endsAt`, t('endsAt'), {
      name: 'endsAt',
      type: 'datetime-local',
      value: stream.endsAt ? wall(stream.endsAt, stream.timezone) : '',
      error: element.errorOf('endsAt'),
      hint: t('endsAtHint'),
    })}
    ${text(`${form}-holdMinutes`, t('holdMinutes'), {
      name: 'holdMinutes',
      value: String(stream.holdMinutes ?? ''),
      inputmode: 'numeric',
      error: element.errorOf('holdMinutes'),
      hint: t('holdMinutesHint'),
    })}
    ${tick('public', t('isPublic'), stream.public)} ${tick('openOrders', t('openOrders'), stream.openOrders)}`;
}

function idField(element) {
  return text('new-id', t('id'), {
    name: 'id',
    placeholder: 'naqu-4500m',
    error: element.errorOf('id'),
    hint: t('idHint'),
  });
}

/** The currency, and the goal in it. */
function moneyFields(element, currencies) {
  const code = typed(element, 'currency') ?? CNY;
  return [
    choice('new-currency', t('currency'), {
      name: 'currency',
      values: usualFirst(Object.keys(currencies)),
      value: CNY,
      error: element.errorOf('currency'),
      hint: t('currencyHint'),
    }),
    goalField(element, currencyOf({currency: code, currencyDigits: currencies[code]}), '', 'new-goal'),
  ];
}

/** The goal, with what was typed as an amount of the currency. */
export function goalField(element, currency, value, id) {
  const given = minorOrNothing(typed(element, 'goal') ?? value, currency);
  return text(id, t('goalAmount', {unit: currency.code}), {
    name: 'goal',
    value,
    inputmode: 'decimal',
    error: element.errorOf('goal'),
    hint: given === undefined ? t('goalHint') : t('readAs', {amount: money(currency).exact(given)}),
  });
}

function usualFirst(codes) {
  return [
    ...USUAL_CURRENCIES.filter((code) => codes.includes(code)),
    ...codes.filter((code) => !USUAL_CURRENCIES.includes(code)),
  ];
}

function choice(id, label, {name, values, value, ...more}) {
  return field(
    id,
    label,
    ({id, invalid, describedby}) =>
      html` <select id=${id} name=${name} aria-invalid=${invalid} aria-describedby=${describedby}>
        ${values.map((one) => html`<option .defaultSelected=${one === value}>${one}</option>`)}
      </select>`,
    more,
  );
}

function tick(name, label, on = false) {
  return html`<label class="tick"
    ><input type="checkbox" name=${name} value="yes" .defaultChecked=${on} />${label}</label
  >`;
}

function typed(element, name) {
  return element.querySelector(`form [name=${name}]`)?.value;
}

/**
 * What the form says, as the body that creates a stream; of one that is there, only its settings.
 *
 * @param {Record<string, number>} [currencies] as `streamFields` got them
 */
export function read(form, currencies = {}) {
  const {goal, endsAt, holdMinutes, public: isPublic, openOrders, ...given} = values(form);
  const body = {...given, public: isPublic === 'yes', openOrders: openOrders === 'yes'};
  if (goal)
    body.goal = minor(
      goal,
      currencyOf({currency: given.currency, currencyDigits: currencies[given.currency]}),
      'goal',
    );
  // The browser hands out nothing for a date that is filled in by half.
  if (form.elements.endsAt.validity.badInput) throw new FieldError('endsAt', 'badTime');
  if (endsAt) body.endsAt = time(endsAt, given.timezone);
  // The server says what is wrong with anything but digits.
  if (holdMinutes) body.holdMinutes = /^\d{1,9}$/.test(holdMinutes) ? Number(holdMinutes) : holdMinutes;
  return body;
}

function time(text, timezone) {
  let at;
  try {
    at = instant(text, timezone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return Date.parse(`${text}Z`); // no such zone, which the server says
  }
  if (at === undefined) throw new FieldError('endsAt', 'badTime');
  return at;
}
