import {once} from '../shared/once.js';
import {timed} from '../shared/zone.js';

const times = once((timeZone) => timed(timeZone, {dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23'}));

/** A moment with its date, in the zone of the stream. */
export const when = (at, timeZone) => times(timeZone || 'UTC')(at);
