import {once} from '../shared/format.js';
import {locale} from '../shared/i18n.js';

const times = once(
  (timeZone) =>
    new Intl.DateTimeFormat(locale, {timeZone, dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23'}),
);

/** A moment with its date, in the zone of the stream. */
export const when = (at, timeZone) => times(timeZone || 'UTC').format(at);
