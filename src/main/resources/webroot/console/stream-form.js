import {html, nothing} from 'lit';
import {text, values} from '../shared/fields.js';
import {currencyOf} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {major, minor} from './amount.js';
import {
  amountField,
  choice,
  goalField,
  idField,
  numberIn,
  tick,
  timeIn,
  typed,
  usualFirst,
  zoneField,
} from './form-fields.js';
import {wall} from './time.js';

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
  const {signedRecord} = stream;
  const currency = currencyIn(stream, typed(element, 'currency') ?? CNY, currencies);
  return html` ${isNew ? idField(element, 'naqu-4500m') : nothing}
  ${text(`${form}-title`, t('streamTitle'), {
    name: 'title',
    value: stream.title ?? '',
    error: element.errorOf('title'),
    wide: true,
  })}
  ${isNew ? moneyFields(element, currency, currencies) : nothing}
  ${zoneField(element, form, stream.timezone ?? SHANGHAI)}
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
  ${amountField(element, currency, signedRecord === undefined ? '' : major(signedRecord, currency), {
    id: `${form}-signedRecord`,
    name: 'signedRecord',
    label: t('signedRecord'),
    hint: t('signedRecordHint'),
  })}
  ${tick('public', t('isPublic'), stream.public)} ${tick('openOrders', t('openOrders'), stream.openOrders)}`;
}

/** The currency, and the goal in it. */
function moneyFields(element, currency, currencies) {
  return [
    choice('new-currency', t('currency'), {
      name: 'currency',
      values: usualFirst(Object.keys(currencies)),
      value: CNY,
      error: element.errorOf('currency'),
      hint: t('currencyHint'),
    }),
    goalField(element, currency, '', 'new-goal'),
  ];
}

/** That of the stream; of a new one, that which is chosen. */
function currencyIn(stream, code, currencies) {
  return currencyOf(stream.id ? stream : {currency: code, currencyDigits: currencies[code]});
}

/**
 * What the form says, as the body that creates a stream; of one that is there, only its settings.
 *
 * @param {object} stream as `streamFields` got it, like the currencies
 * @param {Record<string, number>} [currencies]
 */
export function read(form, stream, currencies = {}) {
  const {goal, signedRecord, holdMinutes, public: isPublic, openOrders, ...given} = values(form);
  const currency = currencyIn(stream, given.currency, currencies);
  const body = {
    ...given,
    public: isPublic === 'yes',
    openOrders: openOrders === 'yes',
    endsAt: timeIn(form, 'endsAt', given.timezone),
  };
  if (goal) body.goal = minor(goal, currency, 'goal');
  if (signedRecord) body.signedRecord = minor(signedRecord, currency, 'signedRecord');
  if (holdMinutes) body.holdMinutes = numberIn(holdMinutes);
  return body;
}
