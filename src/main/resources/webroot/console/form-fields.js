/** The fields that forms of streams and of campaigns share, and what is typed in them. */
import {html} from 'lit';
import {FieldError} from '../shared/field-error.js';
import {field, text} from '../shared/fields.js';
import {money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {minorOrNothing} from './amount.js';
import {instant} from './time.js';

/** Those that stand first in the list, the others behind them. */
const USUAL_CURRENCIES = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'JPY', 'SGD', 'GBP'];
const ZONES = Intl.supportedValuesOf('timeZone');

/** The id of something new. */
export function idField(element, placeholder) {
  return text('new-id', t('id'), {
    name: 'id',
    placeholder,
    error: element.errorOf('id'),
    hint: t('idHint'),
  });
}

/** An amount, with what was typed as money of the currency. */
export function amountField(element, currency, value, {id, name, label, hint}) {
  const given = minorOrNothing(typed(element, name) ?? value, currency);
  return text(id, label, {
    name,
    value,
    inputmode: 'decimal',
    error: element.errorOf(name),
    hint: given === undefined ? hint : t('readAs', {amount: money(currency).exact(given)}),
  });
}

/** The goal, with what was typed as an amount of the currency. */
export function goalField(element, currency, value, id) {
  return amountField(element, currency, value, {
    id,
    name: 'goal',
    label: t('goalAmount', {unit: currency.code}),
    hint: t('goalHint'),
  });
}

export function zoneField(element, form, value, hint) {
  return [
    text(`${form}-timezone`, t('timezone'), {
      name: 'timezone',
      value,
      list: `${form}-zones`,
      error: element.errorOf('timezone'),
      hint,
    }),
    html`<datalist id="${form}-zones">${ZONES.map((zone) => html`<option value=${zone}></option>`)}</datalist>`,
  ];
}

export function usualFirst(codes) {
  return [
    ...USUAL_CURRENCIES.filter((code) => codes.includes(code)),
    ...codes.filter((code) => !USUAL_CURRENCIES.includes(code)),
  ];
}

export function choice(id, label, {name, values, value, ...more}) {
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

export function tick(name, label, on = false) {
  return html`<label class="tick"
    ><input type="checkbox" name=${name} value="yes" .defaultChecked=${on} />${label}</label
  >`;
}

/** A number that was typed. What is none stays as it is: the server says what is wrong with it. */
export function numberIn(typed) {
  return /^\d{1,10}$/.test(typed) ? Number(typed) : typed;
}

/** What is typed in a field of the element's form; undefined before there is one. */
export function typed(element, name) {
  return element.querySelector(`form [name=${name}]`)?.value;
}

/**
 * The time in a field, epoch milliseconds; undefined if it is empty.
 *
 * @throws {FieldError} at the field, in words
 */
export function timeIn(form, name, timezone) {
  const {value, validity} = form.elements[name];
  // The browser hands out nothing for a date that is filled in by half.
  if (validity.badInput) throw new FieldError(name, 'badTime');
  if (!value) return undefined;
  let at;
  try {
    at = instant(value, timezone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return Date.parse(`${value}Z`); // no such zone, which the server says
  }
  if (at === undefined) throw new FieldError(name, 'badTime');
  return at;
}
