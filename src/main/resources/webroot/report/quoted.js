/** A text as CSS writes it, whatever is in it. */
export const quoted = (text) =>
  `"${[...text].map((c) => (/[\p{L}\p{N} ·]/u.test(c) ? c : `\\${c.codePointAt(0).toString(16)} `)).join('')}"`;
