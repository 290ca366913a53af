/** How the address of a screen asks for a replay. */

/** The speeds that a scrubber offers; an address may ask for any whole one up to the last. */
export const SPEEDS = [1, 2, 10, 60, 600];

/**
 * @typedef {object} AskedReplay
 * @property {number} at epoch milliseconds
 * @property {boolean} playing whether it runs from there on
 * @property {number} speed
 */

/**
 * What the address asks for: `?at=` one time, `?from=&speed=` running from there.
 *
 * @param {string} search
 * @returns {AskedReplay | undefined} undefined for the present
 */
export function askedReplay(search) {
  const query = new URLSearchParams(search);
  const time = (name) =>
    /^\d{1,16}(-\d{1,18})?$/.test(query.get(name) ?? '') ? parseInt(query.get(name), 10) : undefined;
  const [at, from] = [time('at'), time('from')];
  const speed = Number(query.get('speed') ?? 1);
  const whole = Number.isInteger(speed) && speed >= 1 && speed <= SPEEDS.at(-1) ? speed : 1;
  if (from !== undefined) return {at: from, playing: true, speed: whole};
  return at === undefined ? undefined : {at, playing: false, speed: whole};
}

/** The address of a replay, which opens the same: what else the present one asks for stays. */
export function replaySearch(search, asked) {
  const query = new URLSearchParams(search);
  for (const name of ['at', 'from', 'speed']) query.delete(name);
  if (asked?.playing) query.set('from', String(Math.floor(asked.at)));
  else if (asked) query.set('at', String(Math.floor(asked.at)));
  if (asked?.playing && asked.speed !== 1) query.set('speed', String(asked.speed));
  const text = query.toString();
  return text ? `?${text}` : '';
}
