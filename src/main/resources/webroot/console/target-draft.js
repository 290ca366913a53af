/** What is typed of a target of notifications, as the server takes it. */
import {FieldError} from '../shared/field-error.js';
import {hasWord, t} from '../shared/i18n.js';

export const KINDS = ['webhook', 'dingtalk', 'feishu', 'wecom', 'ntfy'];

/** What a target can be told of, as `notify.EventType` has them. */
export const EVENTS = [
  'stream.started',
  'stream.ended',
  'goal.reached',
  'milestone.reached',
  'board.stale',
  'board.recovered',
  'connector.failing',
  'import.finished',
];

/** A newer server's event goes by its own name. */
export function eventName(type) {
  const key = `event-${type}`;
  return hasWord(key) ? t(key) : type;
}

/**
 * What is typed in a form of a target. All events, and no streams, are left out: then those that are new are told as well.
 *
 * @param {FormData} data
 * @throws {FieldError} at the field
 */
export function readTarget(data) {
  const typed = ['kind', 'title', 'url', 'secret', 'language'].map((name) => [
    name,
    String(data.get(name) ?? '').trim(),
  ]);
  const events = data.getAll('events');
  const streams = data.getAll('streams');
  if (events.length === 0) throw new FieldError('events', 'needed');
  return {
    ...Object.fromEntries(typed.filter(([, value]) => value)),
    ...(events.length < EVENTS.length ? {events} : {}),
    ...(streams.length ? {streams} : {}),
  };
}

/** Only what differs from the target, with null for what holds for all of them again. */
export function changedTarget(target, wanted) {
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const lists = ['events', 'streams'].filter(
    (name) => !same([...(target[name] ?? [])].sort(), [...(wanted[name] ?? [])].sort()),
  );
  const typed = ['title', 'language'].filter((name) => wanted[name] !== undefined && wanted[name] !== target[name]);
  const secret = ['url', 'secret'].filter((name) => wanted[name] !== undefined);
  return Object.fromEntries([...typed, ...secret, ...lists].map((name) => [name, wanted[name] ?? null]));
}
