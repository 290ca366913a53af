import {html, nothing} from 'lit';
import {reason} from '../shared/explain.js';
import {field, text} from '../shared/fields.js';
import {t} from '../shared/i18n.js';
import {choiceCards} from './choice-cards.js';
import {tick} from './form-fields.js';

/** What a column can hold, as `intake.files.Field` has it; the others are seldom needed. */
const FIELDS = ['orderId', 'at', 'amount', 'price', 'total', 'qty', 'sku', 'name', 'status'];
const MORE = ['paidAt', 'buyer', 'city', 'province', 'group', 'channel', 'host', 'currency'];
const STATUSES = ['paid', 'placed', 'refunded', 'cancelled'];
const UNITS = ['yuan', 'fen'];
const DECIMALS = ['.', ','];
const NO_COLUMN = new Set(['import_column', 'import_no_column']);

/**
 * How a table of orders is read, and what a person can change of that. Fields are read by {@link readMapping}; whenever
 * one changes, the server is asked again.
 *
 * @param {import('../shared/page-element.js').PageElement} element
 * @param {object} preview as the server answers it
 */
export function mappingFields(element, preview) {
  const {mapping, columns = [], errors = []} = preview;
  if (!mapping) return nothing;
  const more = MORE.some((name) => mapping.columns[name] !== undefined);
  const column = (name) => columnField(name, columns, mapping.columns[name], errorOf(name, errors));
  return html`${unitField(element, mapping.unit)} ${statusFields(preview)}
    <div class="mapping wide">${FIELDS.map(column)}</div>
    <details class="wide" ?open=${more}>
      <summary>${t('moreColumns')}</summary>
      <div class="mapping">${MORE.map(column)}</div>
    </details>
    <details class="wide" ?open=${needsTime(preview) || mapping.time !== undefined}>
      <summary>${t('moreReading')}</summary>
      <div class="mapping">${otherFields(element, mapping)}</div>
    </details>`;
}

function unitField(element, unit) {
  return html`<div class="wide" ?data-asked=${unit === undefined || unit === null}>
    ${choiceCards(element, {
      name: 'unit',
      label: t('amountsAre'),
      choices: UNITS.map((value) => ({value, title: t(`unit-${value}`), text: t(`unitText-${value}`)})),
      initial: unit ?? '',
    })}
  </div>`;
}

/** What is wrong with the choice of a column: the file has none for it, or not that one. */
function errorOf(name, errors) {
  const wrong = errors.find(({field, rule}) => field === name && NO_COLUMN.has(rule));
  return wrong ? reason(wrong, wrong.detail) : '';
}

function columnField(name, columns, chosen, error) {
  return choice(
    `column-${name}`,
    t(`field-${name}`),
    `columns.${name}`,
    ['', ...columns].map((value) => [value, value || '—']),
    chosen ?? '',
    {error},
  );
}

/** A list whose choice is the server's answer, until somebody makes another one. */
function choice(id, label, name, options, chosen, more) {
  return field(
    id,
    label,
    ({id: ids, invalid, describedby}) =>
      html`<select id=${ids} name=${name} aria-invalid=${invalid} aria-describedby=${describedby}>
        ${options.map(([value, word]) => html`<option value=${value} .selected=${value === chosen}>${word}</option>`)}
      </select>`,
    more,
  );
}

/** Words that the server does not know, and those that somebody has explained. */
function statusFields({mapping, errors = []}) {
  const known = Object.entries(mapping.statuses ?? {});
  const unknown = errors.filter(({rule}) => rule === 'import_status').map(({params}) => String(params.given));
  const words = new Map([...unknown.map((word) => [word, '']), ...known]);
  if (words.size === 0) return nothing;
  return html`<fieldset class="mapping words wide">
    <legend>${t('statusWords')}</legend>
    ${[...words].map(([word, status], i) =>
      choice(
        `status-${i}`,
        word,
        `statuses.${word}`,
        ['', ...STATUSES].map((value) => [value, value ? t(`sale-${value}`) : t('unknownStatus')]),
        status,
      ),
    )}
  </fieldset>`;
}

const needsTime = ({errors = []}) => errors.some(({rule}) => rule === 'import_date_only');

function otherFields(element, mapping) {
  return [
    choice(
      'mapping-decimal',
      t('decimalIs'),
      'decimal',
      DECIMALS.map((value) => [value, t(value === '.' ? 'decimalPoint' : 'decimalComma')]),
      mapping.decimal,
    ),
    text('mapping-time', t('timeOfDates'), {
      name: 'time',
      type: 'time',
      value: mapping.time ?? '',
      error: element.errorOf('time'),
      hint: t('timeOfDatesHint'),
    }),
    text('mapping-idPrefix', t('idPrefix'), {
      name: 'idPrefix',
      value: mapping.idPrefix ?? '',
      error: element.errorOf('idPrefix'),
      hint: t('idPrefixHint'),
    }),
    tick('continueBlankIds', t('continueBlankIds'), mapping.continueBlankIds),
    tick('pay', t('payApart'), mapping.pay === 'payment'),
  ];
}
