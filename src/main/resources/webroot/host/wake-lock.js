/** Keeps the screen on while the page is seen, where the browser can: only over TLS, and not on a flat battery. */
export function keepAwake() {
  const ask = () => {
    if (!document.hidden) navigator.wakeLock?.request('screen').catch(() => {});
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}
