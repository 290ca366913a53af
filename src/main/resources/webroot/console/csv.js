/** Just enough of CSV to show what a file holds before it is sent; the server reads it again and has the last word. */

/** Rows of cells (RFC 4180), without empty lines. */
export function rows(text) {
  const rows = [];
  let cells = [];
  const end = () => {
    if (cells.length > 1 || cells[0] !== '') rows.push(cells);
    cells = [];
  };
  for (const [, quoted, plain, after] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (after !== ',') end();
  }
  return rows;
}

/**
 * A file's text. A spreadsheet in Chinese saves GB 18030 unless told otherwise, and its bytes are seldom good UTF-8.
 *
 * @returns {{text: string, encoding: string}}
 */
export function decode(bytes) {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return {text: new TextDecoder(encoding, {fatal: true}).decode(bytes), encoding};
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return {text: '', encoding: ''};
}
