import {html, nothing} from 'lit';
import {text} from '../shared/fields.js';
import {t} from '../shared/i18n.js';
import {choiceCards} from './choice-cards.js';
import {EVENTS, eventName} from './target-draft.js';

/** Has no secret: its address is all that one needs to write there. */
const WITHOUT_SECRET = 'wecom';
const LANGUAGES = ['zh', 'en'];

/** Fields of the form that show what is wrong with them. */
export const TARGET_FIELDS = ['kind', 'title', 'url', 'secret', 'streams', 'events', 'language'];

/**
 * The fields of a target of one kind: of a new one, if it has no id yet. What is kept secret is never shown again, and
 * stays if its field is empty.
 *
 * @param {object[]} streams all streams
 */
export function targetFields(element, target, kind, streams = []) {
  const isNew = !target.id;
  const form = isNew ? 'new-target' : 'target'; // both forms may be on the page
  const plain = (name, label, more) => text(`${form}-${name}`, label, {name, error: element.errorOf(name), ...more});
  const stays = (hint) => (isNew ? hint : t('emptyStays'));
  return html`${plain('title', t('targetTitle'), {value: target.title ?? '', placeholder: t(`target-${kind}`), wide: true})}
  ${plain('url', t('targetUrl'), {placeholder: target.url ?? '', hint: stays(t(`targetUrl-${kind}`)), type: 'url', wide: true})}
  ${
    kind === WITHOUT_SECRET
      ? nothing
      : plain('secret', t('targetSecret'), {type: 'password', hint: stays(t(`targetSecret-${kind}`)), wide: true})
  }
  ${choiceCards(element, {
    name: 'language',
    label: t('targetLanguage'),
    choices: LANGUAGES.map((value) => ({value, title: t(`target-${value}`), text: ''})),
    initial: target.language ?? LANGUAGES[0],
  })}
  ${ticks(element, {name: 'events', label: t('targetEvents'), hint: t('allEvents')}, EVENTS, target.events, eventName)}
  ${ticks(
    element,
    {name: 'streams', label: t('targetStreams'), hint: t('allStreams')},
    streams.map(({id}) => id),
    target.streams ?? [],
    (id) => streams.find((stream) => stream.id === id)?.title || id,
  )}`;
}

/** @param {string[]} [on] those that are ticked; missing: all */
function ticks(element, {name, label, hint}, all, on, wordOf) {
  const error = element.errorOf(name);
  return html`<fieldset class="members ticks wide">
    <legend>${label}</legend>
    <ul>
      ${all.map(
        (one) =>
          html`<li>
            <label class="tick"
              ><input
                type="checkbox"
                name=${name}
                value=${one}
                .defaultChecked=${on === undefined || on.includes(one)} /><span class="name"
                >${wordOf(one)}</span
              ></label
            >
          </li>`,
      )}
    </ul>
    <small class=${error ? 'error' : 'quiet'} role=${error ? 'alert' : nothing}>${error || hint}</small>
  </fieldset>`;
}
