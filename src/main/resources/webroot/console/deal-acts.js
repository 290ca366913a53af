/** What can become of a deal: a delivery, or its end. Both are asked first. */
import {confirmed} from '../shared/confirm-dialog.js';
import {FieldError} from '../shared/field-error.js';
import {count, currencyOf, money} from '../shared/format.js';
import {t} from '../shared/i18n.js';
import {major, minor} from './amount.js';
import {numberIn} from './form-fields.js';

/**
 * Asks what was delivered of an agreement.
 *
 * @param {object} deal as `GET /api/streams/{stream}/deals` answers it
 * @param {{stream: object, send: (message: object) => Promise<void>}} console
 * @returns {Promise<string | undefined>} what was done, in words; undefined if nothing was
 */
export async function askDelivery(deal, {stream, send}) {
  const {id, counterparty, amount, delivered, qty, unit = '', deliveredQty = 0} = deal;
  const currency = currencyOf(stream);
  const {exact} = money(currency);
  let value = 0;
  const work = async (typed) => {
    if (!typed.amount) throw new FieldError('amount', 'needed');
    value = minor(typed.amount, currency, 'amount');
    const said = typed.qty ? {qty: numberIn(typed.qty)} : {};
    await send({type: 'delivery', deal: id, amount: value, ...said}).catch((problem) => {
      // The server speaks of minor units. It knows what others delivered meanwhile.
      if (problem.rule !== 'delivery_limit') throw problem;
      throw new FieldError('amount', 'deliverHint', {amount: exact(problem.params.max)});
    });
  };
  const left = qty === undefined ? undefined : `${count(qty - deliveredQty)} ${unit}`.trim();
  const done = await confirmed({
    title: t('deliverAsk', {counterparty}),
    text: t('deliverText', {amount: exact(amount), delivered: exact(delivered)}),
    confirm: t('deliverDo'),
    work,
    fields: [
      {
        name: 'amount',
        label: t('amount', {unit: currency.code}),
        value: major(amount - delivered, currency),
        inputmode: 'decimal',
        hint: t('deliverHint', {amount: exact(amount - delivered)}),
      },
      {
        name: 'qty',
        label: t('qty'),
        placeholder: t('optional'),
        inputmode: 'numeric',
        hint: left && t('deliverHint', {amount: left}),
      },
    ],
  });
  return done ? t('deliveredDone', {amount: exact(value)}) : undefined;
}

/** Asks whether a deal is called off; parameters and result are those of {@link askDelivery}. */
export async function askCallOff({id, counterparty, amount}, {stream, send}) {
  const done = await confirmed({
    title: t('callOffAsk', {counterparty}),
    text: t('callOffText', {amount: money(currencyOf(stream)).exact(amount)}),
    confirm: t('callOffDo'),
    danger: true,
    fields: [{name: 'reason', label: t('reason'), hint: t('reasonHint')}],
    work: ({reason}) => send({type: 'deal_cancellation', deal: id, ...(reason ? {reason} : {})}),
  });
  return done ? t('calledOff') : undefined;
}
