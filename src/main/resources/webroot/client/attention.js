/**
 * Tells when somebody looks at this page again, or the network comes or goes: what was connected may be gone then, and
 * nobody has said so. Outside of browsers it never does.
 *
 * @param {() => void} work
 * @returns {() => void} ends it
 */
export function onAttention(work) {
  const page = globalThis.document;
  const seen = () => page.visibilityState === 'visible' && work();
  /** @param {Event} event */
  const back = (event) => /** @type {PageTransitionEvent} */ (event).persisted && work();
  /** @type {[EventTarget | undefined, string, (event: Event) => void][]} */
  const listeners = [
    [page, 'visibilitychange', seen],
    [globalThis, 'pageshow', back], // out of the browser's cache of pages
    [globalThis, 'online', work],
    [globalThis, 'offline', work],
  ];
  for (const [target, type, listener] of listeners) target?.addEventListener?.(type, listener);
  return () => {
    for (const [target, type, listener] of listeners) target?.removeEventListener?.(type, listener);
  };
}
