import {html, nothing} from 'lit';
import {text, values} from '../shared/fields.js';
import {currencyOf} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {minor} from './amount.js';
import {choice, goalField, idField, tick, timeIn, typed, usualFirst, zoneField} from './form-fields.js';
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
  return html` ${isNew ? idField(element, 'naqu-4500m') : nothing}
  ${text(`${form}-title`, t('streamTitle'), {
    name: 'title',
    value: stream.title ?? '',
    error: element.errorOf('title'),
    wide: true,
  })}
  ${isNew ? moneyFields(element, currencies) : nothing} ${zoneField(element, form, stream.timezone ?? SHANGHAI)}
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

/**
 * What the form says, as the body that creates a stream; of one that is there, only its settings.
 *
 * @param {Record<string, number>} [currencies] as `streamFields` got them
 */
export function read(form, currencies = {}) {
  const {goal, holdMinutes, public: isPublic, openOrders, ...given} = values(form);
  const body = {
    ...given,
    public: isPublic === 'yes',
    openOrders: openOrders === 'yes',
    endsAt: timeIn(form, 'endsAt', given.timezone),
  };
  if (goal)
    body.goal = minor(
      goal,
      currencyOf({currency: given.currency, currencyDigits: currencies[given.currency]}),
      'goal',
    );
  // The server says what is wrong with anything but digits.
  if (holdMinutes) body.holdMinutes = /^\d{1,9}$/.test(holdMinutes) ? Number(holdMinutes) : holdMinutes;
  return body;
}
