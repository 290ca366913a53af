/** Makes one thing for each key: formatters take long to make. */
export function once(make) {
  const made = new Map();
  return (key) => made.get(key) ?? made.set(key, make(key)).get(key);
}
