import {html, nothing} from 'lit';
import {field, text} from '../shared/fields.js';
import {t} from '../shared/i18n.js';
import {choiceCards} from './choice-cards.js';
import {tick} from './form-fields.js';
import {MONEY, OPTION} from './shop-draft.js';
import {choiceName, kindName, kindText, optionHint, optionName, secretHint, takesShop} from './shop-kinds.js';

/** Fields of the form that show what is wrong with them. */
export const shopFieldNames = ({options = []}) => [
  ...['kind', 'title', 'channel', 'secret', 'money', 'shop'],
  ...options.map(({name}) => name),
];

/** Which shop it is. */
export const kindCards = (element, kinds, chosen, choose) =>
  choiceCards(element, {
    name: 'kind',
    label: t('whichShop'),
    choices: kinds.map(({kind}) => ({value: kind, title: kindName(kind), text: kindText(kind)})),
    chosen,
    choose,
  });

/**
 * The fields of a shop of one kind: of a new one, if it has no id yet. Secrets are changed elsewhere.
 *
 * @param {{kind: string, options?: {name: string, default: string, choices?: string[]}[]}} kind
 */
export function shopFields(element, shop, {kind, options = []}) {
  const form = shop.id ? 'shop' : 'new-shop'; // both forms may be on the page
  const plain = (name, label, hint, more = {}) =>
    text(`${form}-${name}`, label, {name, value: shop[name] ?? '', error: element.errorOf(name), hint, ...more});
  return html`${plain('title', t('shopTitle'), t('shopTitleHint'), {placeholder: kindName(kind)})}
  ${plain('channel', t('channel'), t('shopChannelHint'), {placeholder: t('optional')})}
  ${shop.id ? nothing : plain('secret', t('shopSecret'), secretHint(kind), {type: 'password', value: '', wide: true})}
  ${options.map((option) => optionField(element, form, shop, kind, option))}
  ${takesShop(kind) ? plain('shop', t('shopDomain'), t(`shopDomain-${kind}`), {placeholder: t('optional')}) : nothing}
  ${choiceCards(element, {
    name: 'money',
    label: t('whatCounts'),
    choices: MONEY.map((value) => ({value, title: t(`money-${value}`), text: t(`moneyText-${value}`)})),
    initial: shop.money ?? MONEY[0],
  })}
  ${tick('sinceStart', t('countSinceStart'), shop.sinceStart)} ${tick('test', t('countTests'), shop.test)}`;
}

function optionField(element, form, shop, kind, {name, default: initial = '', choices = []}) {
  const value = shop.options?.[name] ?? initial;
  const id = `${form}-option-${name}`;
  const more = {error: element.errorOf(name), hint: optionHint(kind, name)};
  if (choices.length === 0) return text(id, optionName(kind, name), {name: OPTION + name, value, ...more});
  return field(
    id,
    optionName(kind, name),
    ({id: ids, invalid, describedby}) =>
      html` <select id=${ids} name=${OPTION + name} aria-invalid=${invalid} aria-describedby=${describedby}>
        ${choices.map(
          (one) =>
            html`<option value=${one} .defaultSelected=${one === value}>${choiceName(kind, name, one)}</option>`,
        )}
      </select>`,
    more,
  );
}
