import {api} from '../shared/session.js';

/**
 * Archives a stream, or writes it back, and waits until that is done: each request waits for some seconds, so that no
 * connection is silent for long.
 *
 * @param {'POST' | 'DELETE'} method archives, or restores
 * @param {string} id of the stream
 * @param {(progress: {step: string, messages: number, of: number}) => void} progress
 * @returns {Promise<object>} the stream
 */
export async function archived(method, id, progress) {
  for (;;) {
    const stream = await api(method, `/api/streams/${id}/archive?wait=2`, method === 'POST' ? {} : undefined);
    const {archiving, ...rest} = stream;
    if (Boolean(rest.archived) === (method === 'POST')) return rest;
    if (archiving) progress(archiving);
  }
}
