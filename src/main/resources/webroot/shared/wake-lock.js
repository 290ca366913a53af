/** Keeps the screen on while the page is seen, where the browser can: only over TLS, and not on a flat battery. */

let wanted = false;
/** @type {Promise<WakeLockSentinel | void> | undefined} What there is, or was asked for. */
let held;

/** @param {boolean} [on] false where there is nothing to look at any more */
export function keepAwake(on = true) {
  wanted = on;
  ask();
}

/** A page that is hidden loses its lock; seen again, it asks once more. */
document.addEventListener('visibilitychange', ask);

function ask() {
  if (document.hidden || !navigator.wakeLock) return;
  if (wanted) held ??= lock().catch(lost);
  else held?.then((lock) => lock?.release());
}

async function lock() {
  const lock = await navigator.wakeLock.request('screen');
  lock.addEventListener('release', lost);
  return lock;
}

function lost() {
  held = undefined;
}
