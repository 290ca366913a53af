/**
 * Does something at once and every so often, while the page is seen and the part is on it. A Lit controller.
 *
 * @returns {{now: () => void}}
 */
export function pollWhileVisible(host, ms, work) {
  let timer = 0;
  let under = false;
  let again = false;
  const now = async () => {
    clearTimeout(timer);
    if (!host.isConnected || document.hidden) return;
    if (under) {
      again = true;
      return;
    }
    under = true;
    again = false;
    try {
      await work();
    } finally {
      under = false;
      clearTimeout(timer);
      timer = setTimeout(now, again ? 0 : ms);
    }
  };
  host.addController({
    hostConnected() {
      document.addEventListener('visibilitychange', now);
      now();
    },
    hostDisconnected() {
      document.removeEventListener('visibilitychange', now);
      clearTimeout(timer);
    },
  });
  return {now};
}
