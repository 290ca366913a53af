import {t} from '../shared/i18n.js';

/** What the public need not know of a stream; a campaign names also those that Redis no longer has. */
const WORDS = {closed: 'booksClosed', gone: 'streamGone'};

/**
 * The status of a stream in words, as operators see it.
 *
 * @param {string} status
 * @param {object} [archived] says that it is in a file
 */
export const phaseWord = (status, archived) => t(archived ? 'streamArchived' : (WORDS[status] ?? status));
