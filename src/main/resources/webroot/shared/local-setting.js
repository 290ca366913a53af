/** What this browser remembers of its own choices. What cannot be read or kept is as good as never chosen. */

/** @returns {any} `fallback` where nothing is kept, or nothing that we wrote */
export function stored(key, fallback, storage = () => localStorage) {
  try {
    const value = JSON.parse(storage().getItem(key) ?? 'null');
    return value !== null && typeof value === typeof fallback ? value : fallback;
  } catch {
    return fallback;
  }
}

export function store(key, value, storage = () => localStorage) {
  try {
    storage().setItem(key, JSON.stringify(value));
  } catch {
    // Full, or not allowed: it is chosen again next time.
  }
}
