import {confirmed} from '../shared/confirm-dialog.js';
import {t} from '../shared/i18n.js';
import {api} from '../shared/session.js';

/**
 * Sends what was changed of a stream or a campaign, and asks first if it would not be public any more.
 *
 * @param {import('../shared/page-element.js').PageElement} element says what goes wrong
 * @param {string} path
 * @param {string} title of what is changed
 * @param {() => object} read the changes that are typed in
 * @returns {Promise<object | undefined>} what it is now; undefined if nothing was changed
 */
export async function saveChanges(element, path, title, read) {
  let changes;
  const isRead = await element.attempt(async () => {
    changes = read();
  });
  if (!isRead) return undefined;
  if (Object.keys(changes).length === 0) {
    element.tell('said', t('nothingChanged'));
    return undefined;
  }
  let saved;
  const work = async () => {
    saved = await api('PATCH', path, changes);
  };
  if (changes.public === false)
    await confirmed({
      title: t('makePrivate', {title}),
      text: t('makePrivateText'),
      confirm: t('makePrivateDo'),
      danger: true,
      work,
    });
  else await element.attempt(work);
  return saved;
}
