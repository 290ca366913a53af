/** What a board's likes are made of. */

/** A source that was not heard for so long is shown as silent: what it counts since is missing. */
const SILENT_MS = 60_000;
/** The server shows no more of them. */
const MAX_SOURCES = 20;

/**
 * @typedef {object} Audience the board's section
 * @property {number} [likes]
 * @property {Record<string, {likes: number, at: number}>} [sources]
 *
 * @param {Audience | undefined} audience
 */
export const hasSources = (audience) => Object.keys(audience?.sources ?? {}).length > 0;

/**
 * @param {Audience} audience
 * @param {number | undefined} now by the server's clock, epoch milliseconds
 * @returns {{own: number, all: boolean, sources: {name: string, likes: number, at: number, age: number, silent:
 *   boolean}[]}} `own` is what no source counted, of which `all` are of viewers here: of a campaign some can be of
 *   sources that are not shown; the sources with the most likes first, `age` in whole seconds
 */
export function partsOf({likes = 0, sources = {}}, now) {
  const parts = Object.entries(sources).map(([name, source]) => {
    const ms = Math.max(0, (now ?? source.at) - source.at);
    return {name, ...source, age: Math.floor(ms / 1000), silent: ms >= SILENT_MS};
  });
  return {
    own: parts.reduce((left, part) => left - part.likes, likes),
    all: parts.length < MAX_SOURCES,
    sources: parts.sort((one, other) => other.likes - one.likes || (one.name < other.name ? -1 : 1)),
  };
}
