import {request} from '../shared/session.js';

/**
 * Saves what the server answers as a file. Not a link to it: links carry no header, and a token belongs into no
 * address.
 */
export async function download(path, name) {
  const answer = await request('GET', path);
  save(await answer.blob(), name);
}

/** Saves a file that is there already. @param {Blob} file */
export function save(file, name) {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
