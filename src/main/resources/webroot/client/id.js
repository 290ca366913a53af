/**
 * A random id, such as for a viewer or an order. (`crypto.randomUUID` is missing on pages without TLS.)
 *
 * @param {string} [prefix]
 */
export function newId(prefix = '') {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return prefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
